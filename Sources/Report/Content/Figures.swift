import Analysis
import KernelMemory

/// Numbers as they stand in tables.
enum Figures {
  /// `+588 MiB`, or a dash where no slope can be told from zero, or where it is not what the pattern is about.
  static func slope(_ shape: Shape, _ pace: Pace) -> String {
    guard let trend = shape.tellingTrend else { return "–" }
    return Phrase.change(pace.from(trend.slope))
  }

  /// `580 to 596 MiB`.
  static func interval(_ shape: Shape, _ pace: Pace) -> String {
    guard let trend = shape.tellingTrend else { return "–" }
    return Phrase.narrow(trend)
      ?? Bytes.range(Bytes(rounding: pace.from(trend.low)), Bytes(rounding: pace.from(trend.high)))
  }

  /// `0.63 %`, or a dash where the whole is unknown.
  static func share(_ part: Bytes, of whole: Bytes?) -> String {
    guard let whole, whole.count > 0 else { return "–" }
    return Phrase.percent(Double(part.count) / Double(whole.count))
  }

  /// The last value a task, from kB; nil where the number of tasks is unknown.
  static func perTask(_ kilobytes: Int64, _ session: Session) -> Bytes? {
    guard let tasks = session.ends(.tasks)?.last, tasks > 0 else { return nil }
    return Bytes(kibibytes: kilobytes).divided(by: tasks)
  }

  /// The last value a possible CPU, from kB; nil where their number is unknown.
  static func perPossibleCPU(_ kilobytes: Int64, _ session: Session) -> Bytes? {
    guard let cpus = session.header.host.possibleCPUs, cpus > 0 else { return nil }
    return Bytes(kibibytes: kilobytes).divided(by: Int64(cpus))
  }
}

extension Shape {
  /// The trend, where it is certain and one line says what the series does.
  var tellingTrend: Trend? {
    guard let trend, trend.isSignificant, pattern == .growth else { return nil }
    return trend
  }
}

extension Bytes {
  fileprivate func divided(by count: Int64) -> Bytes { Bytes(self.count / count) }
}
