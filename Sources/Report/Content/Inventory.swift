import Analysis
import KernelMemory

/// Where RAM is at the end of a record, for one that is too short to tell more.
struct Inventory {
  let findings: Findings

  private var session: Session { findings.session }
  private func last(_ counter: ContextCounter) -> Int64? { session.ends(counter)?.last }
  private func last(_ dimension: Dimension) -> Int64? { findings[dimension]?.statistics?.last }

  /// `Of 566 GiB of RAM, 528 GiB (93 %) are in pools of huge pages, …`; the levels alone where RAM is unknown, nil where nothing is known.
  var sentence: String? {
    let parts = self.parts.filter { $0.kib > 0 }
    guard let ram = session.wholeRAM, !parts.isEmpty else {
      let levels = parts.map { "\(Phrase.size(Double($0.kib))) \($0.name)" }
      return levels.isEmpty ? nil : "There are \(levels.joined(separator: ", "))."
    }
    let shares = parts.map { part in
      "\(Phrase.size(Double(part.kib))) (\(Phrase.percent(Double(part.kib) / Double(ram.kibibytes)))) \(part.name)"
    }
    return "Of \(ram.text) of RAM there are \(shares.joined(separator: ", "))."
  }

  /// What is there of RAM's parts, the largest first; they may overlap.
  private var parts: [(name: String, kib: Int64)] {
    var huge = last(.hugetlb)
    if huge == nil, let pages = last(.hugePagesTotal), let size = last(.hugepagesize) {
      huge = pages.multipliedReportingOverflow(by: size).overflow ? nil : pages * size
    }
    let all: [(String, Int64?)] = [
      ("in pools of huge pages", huge), ("in anonymous memory of processes", last(.anonPages)),
      ("in the page cache", last(.cached)), ("free", last(.memFree)), ("available", last(.memAvailable)),
      ("in slab that cannot be given back", last(.sUnreclaim)), ("in slab that can be given back", last(.sReclaimable)),
      ("in vmalloc memory", last(.vmallocUsed)), ("in page tables", last(.pageTables)),
      ("in thread stacks", last(.kernelStack)), ("in per-CPU memory", last(.percpu)),
      ("in shared memory and tmpfs", last(.shmem)),
      ("in no counter (drivers, network buffers, pipes)", session.wholeRAM == nil ? nil : findings.unnamed),
    ]
    let there = all.compactMap { name, kib in kib.map { (name: name, kib: $0) } }
    return there.enumerated().sorted { ($1.element.kib, $0.offset) < ($0.element.kib, $1.offset) }.map(\.element)
  }
}
