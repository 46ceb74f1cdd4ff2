extension CivilTime {
  /// A length of time in one or two units: `200 ms`, `74 s`, `25 min`, `1 h 12 min`, `3 d 4 h`.
  ///
  /// Negative lengths begin with `-`.
  package static func duration(milliseconds: Int64) -> String {
    if milliseconds < 0 { return "-" + duration(milliseconds: milliseconds == .min ? .max : -milliseconds) }
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    let seconds = (milliseconds + 500) / 1000
    if milliseconds < 10_000, milliseconds % 1000 != 0 {
      return Decimal.fixed(Double(milliseconds) / 1000, places: 1) + " s"
    }
    if seconds < 120 { return "\(seconds) s" }
    if seconds < 3600 { return two(seconds, 60, "min", 1, "s", until: 600) }
    if seconds < 172_800 { return two(seconds, 3600, "h", 60, "min", until: 172_800) }
    return two(seconds, 86_400, "d", 3600, "h", until: 86_400 * 14)
  }

  /// The larger unit, and below a limit the rest in the smaller one unless it is nothing.
  private static func two(
    _ seconds: Int64, _ large: Int64, _ largeName: String, _ small: Int64, _ smallName: String, until limit: Int64
  ) -> String {
    guard seconds < limit else { return "\((seconds + large / 2) / large) \(largeName)" }
    let rounded = (seconds + small / 2) / small * small
    let rest = rounded % large / small
    let whole = "\(rounded / large) \(largeName)"
    return rest == 0 ? whole : "\(whole) \(rest) \(smallName)"
  }
}
