import Analysis
import KernelMemory

extension ChartMark {
  /// The largest events of one dimension, in time order; and the begin of a growth that is a problem.
  ///
  /// Events smaller than `least` (kB) would not be seen in the chart and are left to the table.
  static func events(_ finding: Finding, _ session: Session, atMost limit: Int, least: Double, named: Bool = false)
    -> [ChartMark]
  {
    guard let series = finding.series else { return [] }
    let prefix = named ? finding.dimension.name + " " : ""
    let visible = finding.notableEvents(session).filter { abs($0.magnitude) >= least }
    let largest = visible.sorted { abs($0.magnitude) > abs($1.magnitude) }.prefix(limit)
    var marks = largest.map { event in
      let change = Phrase.change(event.magnitude)
      let time = series.times[event.index]
      return ChartMark(
        time: time, label: "\(prefix)\(event.kind.word) \(change) \(moment(time, session))", kind: .event,
        isAbove: event.kind == .spike || event.kind == .drop)
    }
    if let trend = finding.shape.trend, finding.shape.isLeak, finding.verdict >= .watch {
      let time = series.times[trend.first]
      let begin = trend.first == 0 ? "grows from the start" : "growth begins \(moment(time, session))"
      marks.append(ChartMark(time: time, label: prefix + begin, kind: finding.verdict == .problem ? .problem : .event))
    }
    return marks.sorted { $0.time < $1.time }
  }

  /// `03:11:20`; `24 Nov 03:11` where the session is longer than a day.
  private static func moment(_ time: Int64, _ session: Session) -> String {
    let civil = CivilTime(milliseconds: time)
    guard let first = session.times.first, let last = session.times.last, last - first > 86_400_000 else {
      return civil.clock
    }
    return "\(civil.shortDay) \(civil.clock.prefix(5))"
  }

  /// As much of a text as has room above a chart.
  private static func shortened(_ text: String) -> String {
    guard PlacedMarks.width(text) > 2600 else { return text }
    var short = ""
    var width = 0
    for character in text {
      width += PlacedMarks.width(String(character))
      if width > 2500 { break }
      short.append(character)
    }
    return short + "…"
  }

  /// What users and the recorder noted beside the samples; gaps draw themselves.
  static func notes(_ session: Session) -> [ChartMark] {
    session.events.compactMap { event in
      event.words.flatMap {
        event.isPause ? nil : ChartMark(time: event.time, label: shortened($0), kind: .note)
      }
    }
  }
}

extension Event.Kind {
  /// `step up`.
  var word: String {
    switch self {
    case .spike: "spike"
    case .drop: "drop"
    case .stepUp: "step up"
    case .stepDown: "step down"
    }
  }
}

extension SessionEvent {
  /// The event in a few words; nil for the end of a recording and its cost, which no chart marks.
  var words: String? {
    switch kind {
    case .mark(let text): text
    case .gap(let milliseconds): "no data for \(CivilTime.duration(milliseconds: milliseconds))"
    case .suspend(let milliseconds): "suspended for \(CivilTime.duration(milliseconds: milliseconds))"
    case .clockJump(let milliseconds):
      "clock set \(milliseconds < 0 ? "back" : "forward") by \(CivilTime.duration(milliseconds: abs(milliseconds)))"
    case .columnChange(let added, let removed):
      (added.map { "+\($0)" } + removed.map { "−\($0)" }).joined(separator: " ")
    case .reboot: "reboot"
    case .commandStart(let command): "started \(command)"
    case .commandEnd(let status): "command ended, status \(status)"
    case .cost, .end: nil
    }
  }
}
