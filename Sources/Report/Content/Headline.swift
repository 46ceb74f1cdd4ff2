import Analysis
import KernelMemory

/// The one paragraph under the heading: what was found, whose it is, and why it matters.
struct Headline {
  let findings: Findings

  /// The words.
  var text: String {
    let found =
      switch findings.dimensions.map(\.verdict).max() ?? .unknown {
      case .unknown: unknown
      case .normal: normal
      case .watch, .problem: worst
      }
    return [kills, found].compactMap(\.self).joined(separator: " ")
  }

  /// Whom the kernel killed for memory; nil where it killed nobody.
  var kills: String? {
    let kills = findings.session.events.filter { $0.victim != nil }
    guard let first = kills.first, let victim = first.victim else { return nil }
    let others = kills.count == 1 ? "" : ", and \(kills.count - 1) more after it"
    return
      "The host ran out of memory: at \(Phrase.time(first.time, in: findings.session)) the kernel killed process \(victim)\(others)."
  }

  /// What little a few samples say, the change first.
  private var unknown: String {
    let count = findings.session.times.count
    guard findings.dimensions.contains(where: { $0.series != nil }) || elsewhere != nil else {
      return count == 0 ? "The session holds no samples." : "The session holds none of the counters."
    }
    let few = "\(Phrase.count(count, "sample")) \(count == 1 ? "is" : "are") too few to tell a pattern."
    let found = between ?? elsewhere ?? largest
    return [found, Inventory(findings: findings).sentence, few].compactMap(\.self).joined(separator: " ")
  }

  /// What the ends of a short record say of the counter that took most, and of MemAvailable; nil where nothing moved.
  private var between: String? {
    let moved = findings.dimensions.filter { $0.judgements.contains { $0.reason == .betweenEnds } }
    let most = moved.filter { !$0.dimension.isSupply }.max { ends($0) < ends($1) }
    let fallen = moved.filter { $0.dimension.isSupply && $0.statistics?.change ?? 0 < 0 }
    let sentences = (fallen + [most].compactMap(\.self)).sorted { ends($0) > ends($1) }.flatMap { finding in
      WhatHappened(finding: finding, session: findings.session).sentences.prefix(1)
        + finding.judgements.filter { $0.reason == .betweenEnds }.map {
          JudgementSentence(judgement: $0, finding: finding, session: findings.session).text
        }
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  /// How far a counter moved from end to end; of two alike the half of Slab that has it says more than the whole.
  private func ends(_ finding: Finding) -> Double {
    abs(Double(finding.statistics?.change ?? 0)) * (finding.dimension == .sUnreclaim ? 1.1 : 1)
  }

  /// What free memory did where none of the counters is reported; nil where that is not known either.
  private var elsewhere: String? {
    guard findings.dimensions.allSatisfy({ $0.series == nil }), let ends = findings.session.ends(.memFree),
      let first = findings.session.times.first, let last = findings.session.times.last, last > first
    else { return nil }
    let (from, to) = Phrase.sizes(Double(ends.first), Double(ends.last))
    let (change, hours) = (Double(ends.last - ends.first), Double(last - first) / 3_600_000)
    let pace = Phrase.rate(change / hours, over: hours, Pace(findings.session)).map { ", \($0) between the ends" } ?? ""
    let length = CivilTime.duration(milliseconds: last - first)
    return
      "MemFree went from \(from) to \(to), \(Phrase.change(change)) in \(length)\(pace): \(Phrase.points(findings.session.times.count))."
  }

  /// Nothing to act on; what changed most all the same, and what the record could not have shown.
  private var normal: String {
    let bands = findings.dimensions.filter { $0.dimension.isBand && $0.series != nil }
    let isKilling = findings.session.events.contains { $0.victim != nil }
    var text = isKilling ? "Nothing else stands out: " : "Nothing to act on: "
    text += "\(Phrase.count(bands.count, "dimension")) of kernel memory looked at"
    if let first = findings.session.times.first, let last = findings.session.times.last, last > first {
      text += " over \(CivilTime.duration(milliseconds: last - first))"
    }
    text += change.map { ". " + $0 } ?? "."
    return [text, blindness].compactMap(\.self).joined(separator: " ")
  }

  /// What the record could not have shown; nil of a moment.
  var blindness: String? {
    let bands = findings.dimensions.filter { $0.dimension.isBand && $0.series != nil }
    let sentences = [sparse(bands), unseen(bands)].compactMap(\.self)
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private func unseen(_ bands: [Finding]) -> String? {
    if let visible = bands.compactMap(\.shape.visible).max() {
      return "Growth of less than \(Phrase.rate(visible, Pace(findings.session))) would not have shown."
    }
    guard let first = findings.session.times.first, let last = findings.session.times.last, last > first else {
      return nil
    }
    return "What comes more rarely than once in \(CivilTime.duration(milliseconds: last - first)) could not have shown."
  }

  /// That a quarter and more of the samples lack what the verdict is about; nil where they have it.
  private func sparse(_ bands: [Finding]) -> String? {
    let samples = findings.session.times.count
    let thin = bands.filter { ($0.statistics?.count ?? 0) * 4 < samples * 3 }
    guard let least = thin.map({ $0.statistics?.count ?? 0 }).min() else { return nil }
    let names = thin.map(\.dimension.name).joined(separator: ", ")
    return
      "Not all of it was seen: \(names) \(thin.count == 1 ? "has" : "have") values in \(least.grouped) of \(samples.grouped) samples."
  }

  /// What became of MemAvailable, where it moved by a twentieth of RAM and ten times as far as any of the five; nil elsewhere.
  private var supply: String? {
    guard let finding = findings[.memAvailable], let numbers = finding.statistics,
      let ram = findings.session.wholeRAM, abs(Double(numbers.change)) > 0.05 * Double(ram.kibibytes),
      findings.dimensions.allSatisfy({ finding in
        !finding.dimension.isBand
          || abs(numbers.change) > 10 * (finding.statistics.map { $0.max - $0.min } ?? 0)
      })
    else { return nil }
    let (from, to) = Phrase.sizes(Double(numbers.first), Double(numbers.last))
    let reasons = finding.judgements.map {
      JudgementSentence(judgement: $0, finding: finding, session: findings.session).text
    }
    return (["MemAvailable changed most: \(from) at the start, \(to) at the end."] + reasons).joined(separator: " ")
  }

  /// What moved most, MemAvailable where it dwarfs the five; nil where none moved.
  var change: String? { supply ?? largest }

  /// The largest movement of one of the five; nil where none moved.
  private var largest: String? {
    func extent(_ finding: Finding) -> Int64 { finding.statistics.map { $0.max - $0.min } ?? 0 }
    let bands = findings.dimensions.filter(\.dimension.isBand)
    guard let most = bands.max(by: { extent($0) < extent($1) }), extent(most) > 0, let numbers = most.statistics else {
      return nil
    }
    let (from, to) = Phrase.sizes(Double(numbers.first), Double(numbers.last))
    let (low, high) = Phrase.sizes(Double(numbers.min), Double(numbers.max))
    let session = findings.session
    let moved: [Pattern] = [.growthStopped, .stepUp, .stepDown, .spike, .drop]
    let what =
      moved.contains(most.shape.pattern) ? WhatHappened(finding: most, session: session).sentences.prefix(1) : []
    let rest = (what + Content.owner(most, session)).map { " \($0)" }.joined()
    return
      "\(most.dimension.name) changed most: \(from) at the start, \(to) at the end, between \(low) and \(high).\(rest)"
  }

  /// Growth that is to be watched beside a problem: another cause, which must not be forgotten over the first.
  private func lesser(than first: Finding) -> [Finding] {
    findings.dimensions.filter {
      $0.dimension.isBand && $0.verdict == .watch && first.verdict == .problem && $0.shape.isLeak
    }
  }

  /// `KernelStack (worker-pool)`, where its owner is a command.
  private func name(_ finding: Finding) -> String {
    guard let leader = finding.ownership?.leader, leader.kind.isCommand, leader.share ?? 0 >= 0.5 else {
      return finding.dimension.name
    }
    return "\(finding.dimension.name) (\(leader.name))"
  }

  private var worst: String {
    let worst = findings.worst
    guard let first = worst.first else { return "" }
    let bands = worst.dropFirst().filter(\.dimension.isBand).map(name) + lesser(than: first).map(name)
    let others = bands.isEmpty && !first.dimension.isBand ? worst.dropFirst().map(\.dimension.name) : bands
    let also = others.isEmpty ? "" : " Also: \(others.joined(separator: ", "))."
    let session = findings.session
    if let processes = processes(beside: first) {
      return "\(processes) To watch beside it: \(worst.map(\.dimension.name).joined(separator: ", "))."
    }
    let owner = Content.owner(first, session)
    let why = first.judgements.filter { $0.verdict == first.verdict }.prefix(3).map {
      JudgementSentence(judgement: $0, finding: first, session: session).text
    }
    // What MemAvailable did in itself is no news beside what its rules make of it.
    let isTold = first.dimension.isSupply && first.shape.pattern != .insufficient
    let what = isTold ? [] : WhatHappened(finding: first, session: session).sentences.prefix(1)
    return (what + owner + why).joined(separator: " ") + also
  }

  /// That memory of processes grew, where nothing needs an act and that is much on this host, ten times what the kernel's own counter did.
  var processes: String? { findings.worst.first.flatMap(processes) }

  private func processes(beside finding: Finding) -> String? {
    guard findings.verdict == .watch, !finding.dimension.isSupply, let ram = findings.session.wholeRAM,
      let anonymous = findings.session.ends(.anonPages), let own = finding.statistics
    else { return nil }
    let rise = anonymous.last - anonymous.first
    guard Double(rise) > 0.02 * Double(ram.kibibytes), rise / 10 > own.max - own.min else { return nil }
    let (from, to) = Phrase.sizes(Double(anonymous.first), Double(anonymous.last))
    return "Memory of processes grew most: AnonPages by \(Phrase.size(Double(rise))), from \(from) to \(to)."
  }
}
