import KernelMemory

/// Lines of the kernel's code as owners, from /proc/allocinfo: kernels since 6.10 with CONFIG_MEM_ALLOC_PROFILING, where it is turned on.
///
/// It counts every allocation, of whatever dimension: pages that a cache takes are under the allocator's own line, the objects in them
/// under the lines that asked for them.
enum CodeLines {
  static let columns: [OwnerList.Figure] = [.kib, .count]

  /// The lines that hold a page or more, by name; nil where the kernel does not profile, or the file may not be read.
  static func read(_ files: inout ProcFiles) -> [Owner]? {
    var sums: [String: (bytes: Int64, count: Int64)] = [:]
    let failure = files.lines("proc/allocinfo") { line in
      // `127664128    31168 mm/page_ext.c:270 func:alloc_page_ext`; modules stand before the function.
      guard let bytes = line.number(), bytes >= 4096, let count = line.number(), let place = line.word() else { return }
      var name = place
      while let word = line.word() {
        if word.hasPrefix("[") || word.hasPrefix("func:") { name += " " + word }
      }
      // A line that is inlined at several places is there several times.
      let sum = (sums[name]?.bytes ?? 0) + bytes
      sums[name, default: (0, 0)].bytes = min(sum, 1 << 54)
      sums[name, default: (0, 0)].count += min(count, 1 << 44)
    }
    guard failure == nil, !sums.isEmpty else { return nil }
    return sums.sorted { $0.key < $1.key }.map { Owner($0.key, [$0.value.bytes / 1024, $0.value.count]) }
  }
}
