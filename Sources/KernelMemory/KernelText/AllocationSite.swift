/// A line of the kernel's code that allocates, as a line of /proc/allocinfo describes it (since 6.10, CONFIG_MEM_ALLOC_PROFILING).
///
/// `127664128    31168 mm/page_ext.c:270 func:alloc_page_ext`; modules stand before the function.
package struct AllocationSite: Sendable, Hashable {
  /// The file and line, the module in brackets where it is one, and the function.
  package var name: String

  /// Bytes that are allocated there now.
  package var bytes: Int64

  /// Allocations there now.
  package var count: Int64

  /// Reads a line; nil for the heading, and for sites that hold less than `least` bytes.
  package init?(_ line: inout FieldScanner, least: Int64) {
    guard let bytes = line.number(), bytes >= least, let count = line.number(), let place = line.word() else {
      return nil
    }
    name = place
    while let word = line.word() {
      if word.hasPrefix("[") || word.hasPrefix("func:") { name += " " + word }
    }
    self.bytes = bytes
    self.count = count
  }
}
