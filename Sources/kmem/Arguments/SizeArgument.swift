import ArgumentParser

/// An amount of data as people type it: `500kB`, `2MB`, `4MiB`, or bytes.
struct SizeArgument: Sendable, Hashable, ExpressibleByArgument, CustomStringConvertible {
  /// Bytes, from 0 to ``largest``.
  let bytes: Int

  /// More does not fit in an attribute of a page that libxml2 checks (10 MB).
  static let largest = 8_000_000

  private static let units: [(name: String, bytes: Int)] = [
    ("kib", 1024), ("mib", 1 << 20), ("kb", 1000), ("mb", 1_000_000), ("k", 1000), ("m", 1_000_000), ("b", 1), ("", 1),
  ]

  /// Makes an amount.
  init(bytes: Int) { self.bytes = bytes }

  /// Parses an amount; nil where it is none or too large.
  init?(argument: String) {
    let digits = argument.prefix { ("0"..."9").contains($0) }
    let name = argument[digits.endIndex...].lowercased()
    guard let number = Int(digits), let unit = SizeArgument.units.first(where: { $0.name == name }),
      number <= SizeArgument.largest / unit.bytes
    else { return nil }
    bytes = number * unit.bytes
  }

  var description: String { bytes % 1_000_000 == 0 && bytes > 0 ? "\(bytes / 1_000_000)MB" : "\(bytes)" }
}
