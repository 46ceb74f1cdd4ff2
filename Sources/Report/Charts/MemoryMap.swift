import Analysis
import KernelMemory

/// Where all of RAM is at the end of a record: parts that do not overlap and make up the whole.
struct MemoryMap {
  /// One part.
  struct Part: Hashable {
    /// `page cache`.
    let name: String
    /// KiB.
    let kibibytes: Int64
    /// What chooses its look: a dimension's name, or `free`, `processes`, `cache`, `huge`, `rest`.
    let key: String
    /// The dimension that it is, or that it is what is left of.
    let dimension: Dimension?
  }

  /// From left to right: the kernel's, then what no counter names, then processes, huge pages, page cache and what is free.
  let parts: [Part]

  /// The parts of a session's RAM; nil where a counter that is needed is missing, and under LXCFS.
  init?(_ findings: Findings) {
    let session = findings.session
    guard let unnamed = findings.unnamed, session.wholeRAM != nil else { return nil }
    func last(_ counter: ContextCounter) -> Int64 { session.ends(counter)?.last ?? 0 }
    func last(_ dimension: Dimension) -> Int64 { findings[dimension]?.statistics?.last ?? 0 }
    let isInside = session.header.host.vmapStack.value != false
    let vmalloc = isInside ? max(0, last(.vmallocUsed) - last(.kernelStack)) : last(.vmallocUsed)
    var huge = session.ends(.hugetlb)?.last
    if huge == nil { huge = last(.hugePagesTotal).multipliedReportingOverflow(by: last(.hugepagesize)).partialValue }
    let kernel: [(Dimension, Int64)] = [
      (.slab, last(.slab)), (.vmallocUsed, vmalloc), (.kernelStack, last(.kernelStack)),
      (.pageTables, last(.pageTables)), (.percpu, last(.percpu)),
    ]
    let others: [(String, Int64, String)] = [
      ("in no counter", max(0, unnamed), "rest"), ("tables of virtual machines", last(.secPageTables), "huge"),
      ("processes", last(.anonPages), "processes"),
      ("huge pages", huge ?? 0, "huge"),
      ("page cache", last(.cached) + last(.buffers) + last(.swapCached), "cache"), ("free", last(.memFree), "free"),
    ]
    let named = kernel.map { dimension, kib in
      let isRest = dimension == .vmallocUsed && isInside && last(.kernelStack) > 0
      return Part(
        name: isRest ? "VmallocUsed without stacks" : dimension.name, kibibytes: kib, key: dimension.name,
        dimension: dimension)
    }
    parts = (named + others.map { Part(name: $0.0, kibibytes: $0.1, key: $0.2, dimension: nil) }).filter {
      $0.kibibytes > 0
    }
  }

  /// All parts together, KiB.
  var whole: Int64 { parts.reduce(0) { $0 + $1.kibibytes } }
}
