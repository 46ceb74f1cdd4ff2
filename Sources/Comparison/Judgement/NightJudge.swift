import Analysis
import KernelMemory

/// Asks tonight's counters three questions each, and makes one finding of what belongs together.
struct NightJudge {
  /// So improbable is a change that fails: about twenty questions are asked of each night.
  static let certain = 2e-3

  /// How many times more probable a change may be that is worth a look.
  private static let doubt = 8.0

  /// Less than this is not worth anybody's morning, however certain it is, kB.
  static let material = 420.0

  /// The same against a single night, of which nobody knows what nights differ by.
  private static let gross = 2048.0

  let tonight: RunSummary
  let nights: [RunSummary]
  let acceptance: Acceptance?

  /// What became of the counters.
  private(set) var findings: [CheckFinding] = []

  /// What to know beside.
  private(set) var reasons: [CheckReason] = []

  /// The verdict where no finding is worse.
  private(set) var mildest = CheckVerdict.pass

  private var shifts: [Dimension: [Measure: Shift]] = [:]
  private let levels: LevelNights

  init(_ tonight: RunSummary, _ nights: [RunSummary], _ acceptance: Acceptance?) {
    self.tonight = tonight
    self.nights = nights
    self.acceptance = acceptance
    levels = LevelNights(tonight, nights, acceptance)
    let spread = UsualSpread(nights, distances: levels.distances)
    for dimension in RunSummary.dimensions {
      guard let run = tonight.counters[dimension] else { continue }
      for measure in Measure.allCases {
        let pool = measure == .level ? levels.nights : nights
        let values = pool.compactMap { $0.counters[dimension]?[measure] }
        guard !values.isEmpty, let prior = spread.prior(measure, dimension) else { continue }
        var shift = Shift(
          values, run[measure], prior, others: measure == .level ? levels.others[dimension] ?? [] : [])
        if measure == .peak { shift.hold(to: run.height - usualHeight(dimension)) }
        shifts[dimension, default: [:]][measure] = shift
      }
    }
    judge()
  }

  private func usualHeight(_ dimension: Dimension) -> Double {
    OrderStatistics.median(nights.compactMap { $0.counters[dimension]?.height })
  }

  private mutating func judge() {
    let moved = movedTogether
    var candidates: [Dimension: NightCandidate] = [:]
    for dimension in RunSummary.dimensions where shifts[dimension] != nil {
      candidates[dimension] = candidate(dimension, moved)
    }
    for (dimension, drift) in drifts {
      // What tonight's run did is worse news than a level that crept.
      if let known = candidates[dimension], known.verdict == .fail, known.measure != .level { continue }
      candidates[dimension] = NightCandidate(drift: drift)
    }
    var findings = FindingMaker(tonight, nights, levels.nights, shifts, candidates).findings
    for dimension in RunSummary.dimensions
    where tonight.counters[dimension] == nil && nights.contains(where: { $0.counters[dimension] != nil }) {
      findings.append(CheckFinding(dimension: dimension, verdict: .unknown, nights: 0))
      reasons.append(.missing(dimension))
    }
    self.findings = RunSummary.dimensions.compactMap { dimension in findings.first { $0.dimension == dimension } }
    if isCold { reasons.append(.coldCaches) }
    reasons += levels.reasons
    if levels.isNewKernel { mildest = .watch }
    if nights.count == 1 {
      reasons.append(.oneNight)
      mildest = differsFromOne ? .unknown : .pass
      for index in self.findings.indices where self.findings[index].verdict == .watch {
        self.findings[index].verdict = .unknown
      }
    }
  }

  /// Against one night: whether there is a difference that one with more nights would judge.
  private var differsFromOne: Bool {
    shifts.contains { dimension, shifts in
      let level = tonight.counters[dimension]?.level ?? 0
      return abs(shifts[.level]?.difference ?? 0) > max(NightJudge.material, 0.01 * level)
        || abs(shifts[.added]?.difference ?? 0) > 2 * NightJudge.material
    }
  }

  /// By measure the counters that moved beyond doubt, however little: what else moved alike is more likely to have moved.
  private var movedTogether: [Measure: Set<Dimension>] {
    var moved: [Measure: Set<Dimension>] = [:]
    for (dimension, shifts) in shifts {
      for (measure, shift) in shifts where shift.probability < NightJudge.certain / 1000 && shift.difference > 60 {
        moved[measure, default: []].insert(dimension)
      }
    }
    return moved
  }

  /// Caches that start far below the usual fill up while the job runs.
  private var isCold: Bool {
    guard let level = shifts[.sReclaimable]?[.level], let now = tonight.counters[.sReclaimable]?.level else {
      return false
    }
    let low = level.alone.centre - now
    return low > 2.2 * level.alone.scale || low > 0.08 * level.alone.centre && low > 1.5 * level.alone.scale
  }

  /// What is most certain of a counter.
  private func candidate(_ dimension: Dimension, _ moved: [Measure: Set<Dimension>]) -> NightCandidate {
    let asked = shifts[dimension] ?? [:]
    let sorted = Measure.allCases.compactMap { measure in asked[measure].map { (measure: measure, shift: $0) } }
      .sorted { $0.shift.probability < $1.shift.probability }
    var best = NightCandidate()
    for (measure, shift) in sorted where isAsked(measure, shift, dimension) {
      var limit = NightJudge.certain
      let halves: Set<Dimension> = dimension == .slab ? [.sReclaimable, .sUnreclaim] : []
      if dimension != .slab, !(moved[measure] ?? []).subtracting(halves).subtracting([dimension]).isEmpty { limit *= 4 }
      if nights.count == 1 { limit = NightJudge.certain / 2 }
      // The kernel gives reclaimable memory back: caches come and go with what was read, and where they fill up
      // they take some memory that is not, too.
      if measure != .level, dimension == .sReclaimable || isCold && dimension == .sUnreclaim { limit /= 10 }
      if measure != .level, dimension == .slab,
        (shifts[.sReclaimable]?[measure]?.difference ?? 0) > 0.5 * shift.difference
      {
        limit /= isCold ? 10 : 4
      }
      var probability = shift.probability
      if shift.isReached { probability = max(probability, 1.5 * limit) }
      // Where others were about already before the job, its peaks are theirs, too.
      if measure == .peak, let level = asked[.level], level.probability < 5e-3,
        level.difference > 0.5 * shift.difference
      {
        probability *= 10
      }
      if measure == .peak, let added = asked[.added], added.difference > NightJudge.material,
        added.probability < probability * 1000
      {
        continue
      }
      let verdict: CheckVerdict =
        probability < limit ? .fail : probability < NightJudge.doubt * limit ? .watch : .pass
      if NightJudge.rank(verdict) > NightJudge.rank(best.verdict) {
        best = NightCandidate(verdict: verdict, measure: measure, shift: shift)
      }
    }
    return best
  }

  private static func rank(_ verdict: CheckVerdict) -> Int { verdict == .fail ? 2 : verdict == .watch ? 1 : 0 }

  private func isAsked(_ measure: Measure, _ shift: Shift, _ dimension: Dimension) -> Bool {
    if nights.count == 1, measure != .added { return false }
    guard shift.difference >= (nights.count == 1 ? NightJudge.gross : NightJudge.material) else { return false }
    guard measure == .added, dimension == .sReclaimable || dimension == .slab, isCold,
      let level = shifts[dimension]?[.level], let now = tonight.counters[dimension]?.level
    else { return true }
    // What cold caches take until they are as full as ever is no rise.
    return shift.difference >= 1.3 * max(0, level.alone.centre - now) + 3 * level.alone.scale
  }

  /// The counters whose level rises a little with each night.
  private var drifts: [(Dimension, Drift)] {
    RunSummary.dimensions.compactMap { dimension in
      guard let now = tonight.counters[dimension]?.level else { return nil }
      let before = levels.nights.compactMap { $0.counters[dimension]?.level }
      guard let drift = Drift(before + [now]), drift.isCertain, drift.rise > NightJudge.material else { return nil }
      return (dimension, drift)
    }
  }
}
