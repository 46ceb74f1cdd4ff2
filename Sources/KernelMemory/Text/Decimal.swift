/// Decimal text for numbers, the same on every host: a point, no grouping, no locale.
package enum Decimal {
  /// A number with a fixed count of digits after the point, rounded half away from zero.
  ///
  /// Numbers that are not finite, or too large for 64 bits once scaled, come out as `–`.
  package static func fixed(_ value: Double, places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (value * scale).rounded(.toNearestOrAwayFromZero)
    guard let number = Int64(exactly: scaled) else { return "–" }
    let digits = String(number.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = number < 0 ? "-" : ""
    guard places > 0 else { return sign + padded }
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
  }

  /// A positive number with three significant digits where it has a fraction: `1.24`, `12.4`, `124`, `1240`.
  static func significant(_ value: Double) -> String {
    if value < 9.995 { return fixed(value, places: 2) }
    return fixed(value, places: value < 99.95 ? 1 : 0)
  }
}
