/// What terms cost in the criterion, and what fitting so many takes off the variance.
///
/// The last part matters in short records only (as in the corrected criterion of Hurvich and Tsai 1989).
struct Prices {
  private let count: Double
  private let logCount: Double
  /// By quarters of a half logarithm, nil where nobody asked.
  private var known: [Double?] = []

  /// The prices for a record of so many bins.
  init(bins: Int) {
    count = Double(bins)
    logCount = Mathematics.log(count)
  }

  /// The price of terms that cost so many half logarithms of the number of bins together.
  mutating func price(_ halves: Double) -> Double {
    let place = Int(halves * 4)
    // All prices of today are whole quarters.
    guard Double(place) == halves * 4 else { return fresh(halves) }
    if place >= known.count { known += [Double?](repeating: nil, count: place + 1 - known.count) }
    if let price = known[place] { return price }
    let price = fresh(halves)
    known[place] = price
    return price
  }

  private func fresh(_ halves: Double) -> Double {
    logCount * halves + count * Mathematics.log(count / max(1, count - halves))
  }
}
