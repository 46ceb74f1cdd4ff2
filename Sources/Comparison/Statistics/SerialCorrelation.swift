/// How much a night resembles the one before it.
enum SerialCorrelation {
  /// The lag-one correlation of capped distances from a centre, with its bias of 1/n taken back; from 0 to 0.85, 0 for fewer than six.
  static func of(_ values: [Double], around centre: Double, scale: Double) -> Double {
    guard values.count >= 6 else { return 0 }
    let capped = values.map { max(-3 * scale, min(3 * scale, $0 - centre)) }
    let products = zip(capped.dropFirst(), capped).reduce(0) { $0 + $1.0 * $1.1 }
    let squares = capped.reduce(0) { $0 + $1 * $1 }
    return max(0, min(0.85, products / max(squares, 1e-9) + 1 / Double(values.count)))
  }
}
