import Analysis
import KernelMemory

/// Makes findings of what is most certain of each counter: their kinds, sizes and starts, and which of them are one.
struct FindingMaker {
  /// One for each candidate.
  private(set) var findings: [CheckFinding] = []

  private let tonight: RunSummary
  private let nights: [RunSummary]
  private let levelNights: [RunSummary]

  init(
    _ tonight: RunSummary, _ nights: [RunSummary], _ levelNights: [RunSummary],
    _ shifts: [Dimension: [Measure: Shift]], _ candidates: [Dimension: NightCandidate]
  ) {
    self.tonight = tonight
    self.nights = nights
    self.levelNights = levelNights
    let risen = RunSummary.dimensions.filter { candidates[$0]?.measure == .added && candidates[$0]?.verdict != .pass }
    let failed = risen.filter { candidates[$0]?.verdict == .fail }
    let shapes = Dictionary(uniqueKeysWithValues: risen.map { ($0, CourseShape(tonight, nights, $0)) })
    // Counters that moved together moved in one way.
    let together = failed.isEmpty ? nil : CourseShape.form(failed.compactMap { shapes[$0] })
    for dimension in RunSummary.dimensions {
      guard let candidate = candidates[dimension] else { continue }
      var finding = CheckFinding(dimension: dimension, verdict: candidate.verdict, nights: nights.count)
      finding.tonight = tonight.counters[dimension]
      if let drift = candidate.drift {
        finding.kind = .drift
        finding.difference = drift.rise
        finding.interval = (drift.rise - drift.halfWidth)...(drift.rise + drift.halfWidth)
        let reporting = levelNights.filter { $0.counters[dimension] != nil }
        finding.since = drift.start < reporting.count ? reporting[drift.start].name : nil
      } else if let shift = candidate.shift ?? shifts[dimension]?[.added] {
        let measure = candidate.shift == nil ? .added : candidate.measure ?? .added
        let form = candidate.verdict == .fail ? together : shapes[dimension].map { CourseShape.form([$0]) }
        fill(&finding, measure, shift, form, shapes[dimension])
      }
      if finding.verdict != .pass { finding.newOwners = newOwners(of: dimension) }
      findings.append(finding)
    }
    join()
  }

  private func fill(
    _ finding: inout CheckFinding, _ measure: Measure, _ shift: Shift, _ form: CourseShape.Form?, _ shape: CourseShape?
  ) {
    var difference = shift.difference
    var halfWidth = shift.halfWidth
    switch measure {
    case .level: finding.kind = .level
    case .peak: finding.kind = .peak
    case .added:
      switch form {
      case .ramp:
        finding.kind = .growth
        // A growth that goes on after the job leaves more than the job took.
        if shift.nightsBefore == 0, finding.tonight?.hasAfter == true, let size = shape?.fits[.ramp]?.size {
          difference = min(max(size, difference - halfWidth), difference + halfWidth)
        }
      case .stairs:
        finding.kind = .perIteration
        difference /= Double(max(1, tonight.iterations))
        halfWidth /= Double(max(1, tonight.iterations))
      case .step, nil: finding.kind = .leftover
      }
    }
    finding.difference = difference
    finding.interval = (difference - halfWidth)...(difference + halfWidth)
    let older = shift.onset
    guard older > 0, finding.verdict != .pass else { return }
    let pool = (measure == .level ? levelNights : nights).filter { $0.counters[finding.dimension] != nil }
    finding.since = pool[pool.count - older].name
  }

  /// One cause is one finding: the halves speak for Slab, and stacks for their part of VmallocUsed.
  private mutating func join() {
    func index(_ dimension: Dimension) -> Int? {
      findings.firstIndex { $0.dimension == dimension && $0.verdict != .pass }
    }
    func rank(_ index: Int) -> Int { findings[index].verdict == .fail ? 1 : 0 }
    if let slab = index(.slab) {
      let halves = [Dimension.sUnreclaim, .sReclaimable].compactMap(index).filter { rank($0) >= rank(slab) }
      if let half = halves.first { explain(slab, by: half) }
    }
    if let areas = index(.vmallocUsed), let stacks = index(.kernelStack), rank(stacks) >= rank(areas),
      findings[areas].kind == findings[stacks].kind, let range = findings[areas].interval,
      let size = findings[stacks].difference, range.contains(size)
    {
      explain(areas, by: stacks)
    }
  }

  private mutating func explain(_ index: Int, by other: Int) {
    findings[index].verdict = .pass
    findings[index].explainedBy = findings[other].dimension
  }

  /// Owners that no night before had, of kinds that the nights list.
  private func newOwners(of dimension: Dimension) -> [(name: String, kibibytes: Int64)] {
    let kind: OwnerList.Kind? =
      switch dimension {
      case .slab, .sReclaimable, .sUnreclaim: .slab
      case .vmallocUsed: .vmalloc
      case .kernelStack: .threads
      case .pageTables: .pageTables
      case .percpu: .percpu
      case .memAvailable: nil
      }
    guard let kind, let now = tonight.owners[kind] else { return [] }
    let before = nights.compactMap { $0.owners[kind] }
    guard !before.isEmpty else { return [] }
    return now.filter { owner in owner.value >= 256 && !before.contains { $0[owner.key] != nil } }
      .sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(3).map { (name: $0.key, kibibytes: $0.value) }
  }
}
