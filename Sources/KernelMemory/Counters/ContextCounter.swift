/// A column that rules weigh the dimensions against; every other column is kept in the file but not read for a report.
///
/// In the order of the columns of a session file. Of a long session reports keep no more of them than ``kept`` says.
package enum ContextCounter: String, CaseIterable, Hashable, Sendable {
  /// The number of tasks on the host, from the fourth field of /proc/loadavg; a count, not kB.
  case tasks = "Tasks"
  /// All usable RAM.
  case memTotal = "MemTotal"
  /// Anonymous user memory.
  case anonPages = "AnonPages"
  /// Mapped page-cache pages.
  case mapped = "Mapped"
  /// SReclaimable and other reclaimable kernel memory; overlaps Slab and is never stacked. Since 4.20.
  case kReclaimable = "KReclaimable"
  /// RAM that nothing uses.
  case memFree = "MemFree"
  /// Block-device pages.
  case buffers = "Buffers"
  /// The page cache.
  case cached = "Cached"
  /// Pages that are in swap and in memory.
  case swapCached = "SwapCached"
  /// Shared memory and tmpfs; part of Cached.
  case shmem = "Shmem"
  /// Page tables of virtual machines and IOMMUs. Since 6.1.
  case secPageTables = "SecPageTables"
  /// All memory in huge pages of any size.
  case hugetlb = "Hugetlb"
  /// Huge pages in the pool; a count, not kB.
  case hugePagesTotal = "HugePages_Total"
  /// The size of one default huge page.
  case hugepagesize = "Hugepagesize"
  /// Address space of vmalloc, all of it; short on 32-bit machines alone.
  case vmallocTotal = "VmallocTotal"
  /// All of swap.
  case swapTotal = "SwapTotal"
  /// Swap that nothing uses.
  case swapFree = "SwapFree"

  /// What a report of a whole session keeps of a counter.
  package enum Kept: Sendable {
    /// The first value, the last, and between them so many that one near any sample is known.
    case nearby
    /// The first value and the last.
    case ends
  }

  /// What a report keeps: rules compare the change of some with that of a dimension, over the same time.
  package var kept: Kept {
    switch self {
    case .tasks, .anonPages, .mapped, .shmem: .nearby
    case .memTotal, .kReclaimable, .memFree, .buffers, .cached, .swapCached, .secPageTables, .hugetlb,
      .hugePagesTotal, .hugepagesize, .vmallocTotal, .swapTotal, .swapFree:
      .ends
    }
  }

  /// The column's name in a session file, in the kernel's spelling where the kernel has one.
  package var name: String { rawValue }
}
