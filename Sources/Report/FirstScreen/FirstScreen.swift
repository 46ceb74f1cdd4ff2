import Analysis
import KernelMemory

/// What answers on the first screen: what, who, since when, which limit comes first, and what to run now.
struct FirstScreen {
  /// One answer.
  struct Line: Hashable {
    /// `Who`.
    let name: String
    /// The answer in few words.
    let lead: String
    /// What bears it out, full sentences.
    let rest: [String]
  }

  let findings: Findings

  private var session: Session { findings.session }
  private var headline: Headline { Headline(findings: findings) }

  /// `worker-pool starts threads and does not end them`.
  var title: String { Cause(findings: findings).text }

  /// What to run, the most telling first; empty where nothing is to be done.
  var commands: [ShellLine] { RunNow(findings: findings).commands }

  /// The answers, in the order in which they are asked; never empty.
  var lines: [Line] {
    guard let kills = headline.kills else { return found }
    // Whom the kernel killed comes first; what grew bears it out.
    let what = found.first { $0.name == "What" }
    let rest = what.map { ["\($0.lead)\($0.lead.hasSuffix(".") ? "" : ".")"] + $0.rest } ?? []
    return [Line(name: "What", lead: kills, rest: rest)] + found.filter { $0.name != "What" }
  }

  private var found: [Line] {
    guard let first = findings.worst.first else { return calm }
    if let processes = headline.processes {
      let watched = findings.worst.map(\.dimension.name).joined(separator: ", ")
      return [Line(name: "What", lead: processes, rest: ["To watch beside it: \(watched)."])]
    }
    return [what(first), who(first), since(first), limit(first)].compactMap(\.self)
  }

  /// Where there is nothing to do: what changed most all the same, and what would not have shown.
  private var calm: [Line] {
    guard findings.dimensions.contains(where: { $0.verdict == .normal }) else {
      return [Line(name: "What", lead: headline.text, rest: [])]
    }
    let change = headline.change ?? "None of the five counters moved."
    let lead = Report.firstSentence(change)
    let rest = change.dropFirst(lead.count).drop { $0 == " " }
    let largest = Line(name: "Largest change", lead: lead, rest: rest.isEmpty ? [] : [String(rest)])
    return [largest] + (headline.blindness.map { [Line(name: "Not to be seen", lead: $0, rest: [])] } ?? [])
  }

  private func what(_ finding: Finding) -> Line {
    let name = finding.dimension.name
    let told: Set<Reason> = [.leak, .littleTime, .weakGrowth, .uncertainGrowth, .dayRhythm]
    let why = finding.judgements.filter { $0.verdict == finding.verdict && !told.contains($0.reason) }.prefix(2).map {
      JudgementSentence(judgement: $0, finding: finding, session: session).text
    }
    let rest = Array(why) + [shadows, others(beside: finding)].compactMap(\.self)
    if finding.shape.isLeak, let trend = finding.shape.tellingTrend, let series = finding.series {
      let (first, last) = (Double(series.values[trend.first]), Double(series.values[trend.last]))
      let (from, to) = Phrase.sizes(first, last)
      let rate = Phrase.signedRate(trend.slope, Pace(session))
      return Line(
        name: "What", lead: "\(name) \(Phrase.change(last - first)): from \(from) to \(to), \(rate)", rest: rest)
    }
    // What MemAvailable did in itself is no news beside what its rules make of it.
    if finding.dimension.isSupply, finding.shape.pattern != .insufficient, let first = rest.first {
      return Line(name: "What", lead: first, rest: Array(rest.dropFirst()))
    }
    let sentences = WhatHappened(finding: finding, session: session).sentences
    return Line(name: "What", lead: sentences.first ?? "", rest: rest)
  }

  /// Counters that rise for the same cause.
  private var shadows: String? {
    let names = Standing(findings: findings).shadows.map(\.name)
    guard let first = names.first else { return nil }
    return names.count == 1
      ? "\(first) rises with it: one cause, not two."
      : "\(names.joined(separator: " and ")) rise with it: one cause, not \(names.count == 2 ? "three" : "\(names.count + 1)")."
  }

  /// What else is to be acted on, for another cause.
  private func others(beside finding: Finding) -> String? {
    let halves: Set<Dimension> = [.slab, .sReclaimable, .sUnreclaim]
    let names = findings.dimensions.filter { other in
      other.dimension != finding.dimension && other.verdict >= .watch && !other.dimension.isSupply
        && !(halves.contains(other.dimension) && halves.contains(finding.dimension))
    }.map { "\($0.dimension.name) (\($0.verdict.rawValue))" }
    return names.isEmpty ? nil : "Also: \(names.joined(separator: ", "))."
  }

  private func who(_ finding: Finding) -> Line {
    let sentences = Content.owner(finding, session)
    let culprit = Culprit(finding, session)
    if let culprit, culprit.kind.map({ !$0.isCommand }) ?? false {
      // A cache tells what grew; who holds it is another question.
      let things = Mechanism(finding)?.sentence
      return Line(
        name: "Who", lead: "no process is known",
        rest: [things].compactMap(\.self) + sentences.filter { $0 != things })
    }
    guard let culprit else {
      let none =
        session.owners.isEmpty
        ? "No snapshots of the owners are in this record: kmem record takes them, and sees most as root."
        : "No owner that the snapshots name stands behind it."
      return Line(name: "Who", lead: "not known", rest: sentences.isEmpty ? [none] : sentences)
    }
    let process = culprit.pid.map { ", process \($0)" } ?? ""
    let unit = culprit.unit.map { ", in \($0)" } ?? ""
    let gone = culprit.isGone ? ", gone at the end" : ""
    let lead = (culprit.isSuspect ? "perhaps " : "") + culprit.name + process + unit + gone
    return Line(name: "Who", lead: lead, rest: sentences)
  }

  private func since(_ finding: Finding) -> Line? {
    guard let series = finding.series, let last = session.times.last else { return nil }
    guard finding.shape.isLeak || finding.shape.pattern == .growthStopped, let trend = finding.shape.trend else {
      guard [.stepUp, .stepDown, .spike, .drop].contains(finding.shape.pattern),
        let event = finding.notableEvents(session).max(by: { abs($0.magnitude) < abs($1.magnitude) })
      else { return nil }
      let time = series.times[event.index]
      return Line(name: "Since", lead: moment(time), rest: [mark(near: time)].compactMap(\.self))
    }
    let (begin, end) = (series.times[trend.first], series.times[trend.last])
    let lead = trend.first == 0 ? "the start of the record, \(moment(begin)), or earlier" : moment(begin)
    let length = CivilTime.duration(milliseconds: end - begin)
    let now =
      finding.shape.isLeak
      ? "Still growing at the end, \(length) later." : end < last ? "It ended at \(moment(end)), \(length) later." : nil
    return Line(name: "Since", lead: lead, rest: [mark(near: begin), now].compactMap(\.self))
  }

  /// In UTC, and by the host's own clock where that differs.
  private func moment(_ time: Int64) -> String {
    let local = session.header.host.local(time).map { ", \($0.clock) local" } ?? ""
    return "\(Phrase.time(time, in: session)) UTC\(local)"
  }

  /// What was noted within three samples of a moment.
  private func mark(near time: Int64) -> String? {
    let reach = 3 * (session.usualInterval ?? 0)
    let near = session.events.filter { event in
      switch event.kind {
      case .mark, .commandStart, .reboot: abs(event.time - time) <= reach
      default: false
      }
    }.min { abs($0.time - time) < abs($1.time - time) }
    guard let near, let words = near.words else { return nil }
    return "Noted at \(Phrase.time(near.time, in: session)): “\(words)”."
  }

  private func limit(_ finding: Finding) -> Line? {
    let judgement = finding.judgements.first { $0.figures[.soonest] != nil }
    guard let judgement else {
      guard let reached = findings.limits.first(where: { $0.isForetold && !$0.isConditional }),
        let hours = reached.hours
      else { return nil }
      let whose = reached.subject.map { " of \($0)" } ?? ""
      return Line(
        name: "First limit",
        lead: "\(reached.limit.rawValue)\(whose) in \(Phrase.hours(hours.soonest, hours.latest))", rest: [])
    }
    let words = LimitWords(judgement: judgement, session: session)
    let rest = [words.forecast?.capitalizedFirst, words.unknown].compactMap(\.self)
    // What was not recorded may come first.
    guard words.unknown == nil || judgement.isForetold else {
      return Line(name: "First limit", lead: "not known", rest: [words.unknown].compactMap(\.self))
    }
    guard judgement.isForetold, judgement[.latest] <= 2 * judgement[.horizon], judgement[.soonest] < 24 * 365 else {
      let horizon = CivilTime.duration(milliseconds: Int64(max(0, min(9e14, judgement[.horizon] * 3_600_000))))
      return Line(
        name: "First limit", lead: judgement.isForetold ? "far off" : "none that is known within \(horizon)", rest: rest
      )
    }
    let name = judgement.limit?.rawValue ?? "MemAvailable"
    let time = Phrase.hours(judgement[.soonest], judgement[.latest])
    return Line(name: "First limit", lead: "\(name) in \(time)", rest: rest)
  }
}
