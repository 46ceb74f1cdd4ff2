import Analysis
import KernelMemory

/// The words for what is left to use: how it fell, who took it, and when it is gone.
struct SupplySentence {
  let judgement: Judgement
  let finding: Finding
  let session: Session

  /// A full sentence or two; nil where the judgement is of something else.
  var text: String? {
    switch judgement.reason {
    case .supplyFalls: falls
    case .supplyLost: lost
    case .littleAvailable: little
    case .betweenEnds: ends
    case .supplyDeclines:
      "It lost \(Phrase.percent(measured)) of what was left; the rest is gone in \(Phrase.hours(judgement[.soonest], judgement[.latest])) at that rate."
    case .swapFills:
      "Only \(size(.available)) of \(size(.limit)) of swap, \(Phrase.percent(measured)), is free, \(Phrase.size(-judgement[.change])) less than at the start: when it is full, the kernel can only kill."
    case .ramChanged:
      "MemTotal went from \(size(.before)) to \(size(.level)), \(Phrase.change(judgement[.change])): a balloon, memory that was plugged or unplugged, or another machine; shares are of the last."
    default: nil
    }
  }

  private var measured: Double { judgement.measured ?? .nan }
  private func size(_ figure: Judgement.Figure) -> String { Phrase.size(judgement[figure]) }

  private var falls: String {
    guard let trend = finding.shape.trend, let since = judgement.span?.lowerBound else { return "MemAvailable falls." }
    let span = Phrase.hours(judgement[.soonest], judgement[.latest])
    return
      "MemAvailable falls by \(Phrase.rate(trend, Pace(session))) since \(Phrase.time(since, in: session)); at that rate it is gone in \(span)."
      + takers
  }

  private var lost: String {
    let before = judgement[.available] - judgement[.change]
    let (from, to) = Phrase.sizes(before, judgement[.available])
    return
      "MemAvailable went from \(from) to \(to): \(Phrase.percent(measured)) of what was left at the start is gone and has not come back."
      + takers
  }

  private var little: String {
    let what = "Only \(size(.available)), \(Phrase.percent(measured)) of the RAM outside huge pages, is available"
    let holders = [
      ("processes hold", Judgement.Figure.processes, "(AnonPages)"),
      ("shared memory and tmpfs", .sharedMemory, "(Shmem)"),
      ("the kernel", .kernel, "that it cannot give back"),
    ].compactMap { name, figure, rest in judgement.figures[figure].map { "\(name) \(Phrase.size($0)) \(rest)" } }
    return holders.isEmpty ? what + "." : "\(what); \(holders.joined(separator: ", "))."
  }

  /// What two points say: the mean rate, who took what MemAvailable lost, and when it is gone.
  private var ends: String {
    let points = Phrase.points(Int(judgement[.after]))
    let pace = Phrase.rate(judgement[.rate], over: judgement[.seen], Pace(session))
    let rate = pace.map { "That is \($0) between the ends: \(points)." } ?? "\(points.capitalizedFirst)."
    guard let left = judgement.figures[.soonest], let lost = judgement.figures[.otherChange] else { return rate }
    let loss = Phrase.size(-lost)
    let isSupply = finding.dimension.isSupply
    var gone = ""
    if judgement.isForetold, isSupply || judgement.verdict > .unknown {
      gone = " At that rate the \(size(.available)) that are left are gone in \(Phrase.hours(left, left))."
    }
    guard isSupply else {
      guard let taken = judgement.figures[.kernel], taken > 0 else { return rate }
      let share = taken > -lost ? "as much as" : Phrase.percent(taken / -lost) + " of"
      return
        "\(rate) \(who) took \(share) the \(loss) that MemAvailable lost\(taken < -lost / 4 ? ": it is not the cause" : "").\(gone)"
    }
    let takers = [
      (kernel.names, Judgement.Figure.kernel), ("processes", .processes), ("shared memory and tmpfs", .sharedMemory),
      ("pools of huge pages", .hugePages),
    ]
    let shares = takers.compactMap { name, figure -> String? in
      guard let part = judgement.figures[figure], part > 0 else { return nil }
      return "\(name) took \(part > -lost ? "as much" : Phrase.percent(part / -lost))"
    }
    let isOther = shares.count == 1 && kernel.areAll && (0..<(-lost / 4)).contains(judgement.figures[.kernel] ?? 0)
    let cause = isOther && judgement[.kernel] > 0 ? ", too little to be the cause" : ""
    return rate + gone
      + (shares.isEmpty ? "" : " Of the \(loss) that it lost \(shares.joined(separator: ", "))\(cause).")
  }

  /// The counters of the kernel that are reported, in words, and whether all are.
  private var kernel: (names: String, areAll: Bool) {
    let slab: Dimension = session.column(Dimension.slab.name) == nil ? .sUnreclaim : .slab
    let all: [Dimension] = [slab, .vmallocUsed, .pageTables, .percpu]
    let names = all.map(\.name).filter { session.column($0) != nil }
    return names.count == all.count
      ? ("the kernel's counters", true) : (names.joined(separator: " and "), false)
  }

  /// Of Slab the half that takes memory for good.
  private var who: String {
    let isSplit = finding.dimension == .slab && session.column(Dimension.sUnreclaim.name) != nil
    return isSplit ? "Its half that cannot be given back" : finding.dimension.name
  }

  /// Who took the memory that MemAvailable lost; empty where that cannot be told.
  private var takers: String {
    let loss = -judgement[.change]
    let parts = [
      ("Processes took it", "AnonPages changed by", Judgement.Figure.processes),
      ("Shared memory and tmpfs took it", "Shmem changed by", .sharedMemory),
      ("Pools of huge pages took it", "they changed by", .hugePages),
      ("The kernel took it", "its counters changed by", .kernel),
    ].compactMap { who, what, figure in
      judgement.figures[figure].map { (who: who, what: what, figure: figure, kib: $0) }
    }
    guard let most = parts.max(by: { $0.kib < $1.kib }) else { return "" }
    func words(_ part: (who: String, what: String, figure: Judgement.Figure, kib: Double)) -> String {
      let what = part.figure == .kernel ? "the kernel's counters by" : part.what
      return "\(part.figure == .hugePages ? "pools of huge pages by" : what) \(Phrase.change(part.kib))"
    }
    if most.kib > 0.5 * loss {
      let others = parts.filter { $0.figure != most.figure && $0.kib > 0.05 * loss }.map(words)
      let beside = others.isEmpty ? "" : "; \(others.joined(separator: ", "))"
      return " \(most.who): \(most.what) \(Phrase.change(most.kib)) meanwhile\(beside)."
        + (most.figure == .processes ? taker : "")
    }
    guard parts.contains(where: { $0.figure == .processes }), parts.contains(where: { $0.figure == .kernel }) else {
      return ""
    }
    return " Meanwhile \(parts.filter { $0.figure != .hugePages || $0.kib != 0 }.map(words).joined(separator: ", ")): "
      + "none explains it alone; page cache in use (Mapped) and memory that no counter names may."
  }

  /// The command whose memory grew most over the time of the fall; empty where no two snapshots tell.
  private var taker: String {
    guard let begin = judgement.span?.lowerBound ?? session.times.first,
      let end = judgement.span?.upperBound ?? session.times.last
    else { return "" }
    let snapshots = OwnerSnapshot.sorted(session.owners.filter { $0[.processMemory] != nil })
    guard let from = snapshots.last(where: { $0.time <= begin }) ?? snapshots.first,
      let to = snapshots.last(where: { $0.time <= end + 1000 }) ?? snapshots.last,
      let most = CommandGrowth(.processMemory, from: from, to: to), most.change >= 1024
    else { return "" }
    let process = most.pid.map { " (process \($0) has most)" } ?? ""
    return " Most by \(most.name)\(process): \(Phrase.change(Double(most.change)))."
  }
}
