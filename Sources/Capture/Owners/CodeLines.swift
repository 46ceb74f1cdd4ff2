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
      guard let site = AllocationSite(&line, least: 4096) else { return }
      // A line that is inlined at several places is there several times.
      let sum = (sums[site.name]?.bytes ?? 0) + site.bytes
      sums[site.name, default: (0, 0)].bytes = min(sum, 1 << 54)
      sums[site.name, default: (0, 0)].count += min(site.count, 1 << 44)
    }
    guard failure == nil, !sums.isEmpty else { return nil }
    return sums.sorted { $0.key < $1.key }.map { Owner($0.key, [$0.value.bytes / 1024, $0.value.count]) }
  }
}
