/// An amount of memory, or a difference of two, as an exact number of bytes.
///
/// The kernel's "kB" is 1024 bytes (`fs/proc/meminfo.c`, `show_val_kb`); this type is where that is decided.
package struct Bytes: Hashable, Comparable, Sendable {
  /// The number of bytes; negative for a loss.
  package let count: Int64

  /// Makes an amount from bytes.
  package init(_ count: Int64) { self.count = count }

  /// Makes an amount from the kernel's kB, saturating where the product leaves 64 bits.
  package init(kibibytes: Int64) {
    let (product, overflow) = kibibytes.multipliedReportingOverflow(by: 1024)
    count = overflow ? (kibibytes < 0 ? .min : .max) : product
  }

  /// Makes an amount from KiB, rounded to whole bytes; saturating, and none for what is not a number.
  package init(rounding kibibytes: Double) {
    let bytes = (kibibytes * 1024).rounded()
    count = bytes.isNaN ? 0 : Int64(max(-9e18, min(9e18, bytes)))
  }

  /// The amount in whole KiB, rounded towards zero.
  package var kibibytes: Int64 { count / 1024 }

  /// No memory.
  package static let zero = Bytes(0)

  /// The smaller amount first.
  package static func < (left: Bytes, right: Bytes) -> Bool { left.count < right.count }

  /// The sum, saturating.
  package static func + (left: Bytes, right: Bytes) -> Bytes {
    let (sum, overflow) = left.count.addingReportingOverflow(right.count)
    return Bytes(overflow ? (left.count < 0 ? .min : .max) : sum)
  }

  /// The difference, saturating.
  package static func - (left: Bytes, right: Bytes) -> Bytes {
    let (difference, overflow) = left.count.subtractingReportingOverflow(right.count)
    return Bytes(overflow ? (left.count < 0 ? .min : .max) : difference)
  }
}
