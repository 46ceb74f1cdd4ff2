/// A slab cache as a line of /proc/slabinfo describes it (`mm/slab_common.c`, `cache_show`; version 2.1, since 2.6.10).
///
/// `name <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab> : tunables … : slabdata <active_slabs> <num_slabs> <sharedavail>`
package struct SlabCache: Sendable, Hashable {
  /// The cache's name; SLUB gives caches that share slabs the name of one of them.
  package var name: String

  /// Objects in use; SLUB counts those on lists of a CPU too, so that it is at most so many.
  package var active: Int64

  /// Bytes an object, with what alignment and debugging add.
  package var objectSize: Int64

  /// Objects a slab.
  package var objectsPerSlab: Int64

  /// Pages a slab.
  package var pagesPerSlab: Int64

  /// Slabs, which together are the cache's memory.
  package var slabs: Int64

  /// Reads a line; nil for the two lines of the heading, and for what is no line of slabinfo.
  package init?(_ line: inout FieldScanner) {
    guard let name = line.word(), name != "#", name != "slabinfo", let active = line.number(),
      line.number() != nil, let size = line.number(), let perSlab = line.number(), let pages = line.number(),
      line.take(":"), line.take("tunables")
    else { return nil }
    line.skip(5)
    guard line.number() != nil, let slabs = line.number() else { return nil }
    self.name = name
    self.active = active
    objectSize = size
    objectsPerSlab = perSlab
    pagesPerSlab = pages
    self.slabs = slabs
  }

  /// Bytes a page that a cache of kmalloc lets conclude, for its objects fill their slabs; nil for other caches.
  package var concludedPageSize: Int64? {
    guard name.hasPrefix("kmalloc-"), pagesPerSlab > 0 else { return nil }
    return min(1 << 16, SlabCache.product(objectSize, objectsPerSlab) / pagesPerSlab)
  }

  /// The memory of its slabs, KiB.
  package func kib(pageSize: Int64) -> Int64 {
    SlabCache.product(slabs, SlabCache.product(pagesPerSlab, pageSize)) / 1024
  }

  /// The memory of the objects in use, KiB; never more than that of the slabs.
  package func usedKiB(pageSize: Int64) -> Int64 {
    min(kib(pageSize: pageSize), SlabCache.product(active, objectSize) / 1024)
  }

  private static func product(_ left: Int64, _ right: Int64) -> Int64 {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? .max : product
  }
}
