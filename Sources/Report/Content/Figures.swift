import Analysis
import KernelMemory

/// Numbers as they stand in tables.
enum Figures {
  /// `+588 MiB`, or a dash where no slope can be told from zero, or where it is not what the pattern is about.
  static func slope(_ shape: Shape) -> String {
    guard let trend = shape.tellingTrend else { return "–" }
    return Phrase.change(trend.slope)
  }

  /// `580 to 596 MiB`.
  static func interval(_ shape: Shape) -> String {
    guard let trend = shape.tellingTrend else { return "–" }
    return Bytes.range(Bytes(rounding: trend.low), Bytes(rounding: trend.high))
  }

  /// `0.63 %`, or a dash where the whole is unknown.
  static func share(_ part: Bytes, of whole: Bytes?) -> String {
    guard let whole, whole.count > 0 else { return "–" }
    return Phrase.percent(Double(part.count) / Double(whole.count))
  }
}

extension Shape {
  /// The trend, where it is certain and one line says what the series does.
  var tellingTrend: Trend? {
    guard let trend, trend.isSignificant, pattern == .growth else { return nil }
    return trend
  }
}
