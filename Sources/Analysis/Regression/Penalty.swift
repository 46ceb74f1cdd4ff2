/// The penalty of a model's size in the criterion: k·log n of the Bayesian information criterion, and what fitting so many terms takes
/// off the variance.
///
/// The second part, n·log(n / (n − k)), matters in short records only, as in the corrected criterion of Hurvich and Tsai (1989).
struct Penalty {
  private let count: Double
  private let logCount: Double
  /// By quarters of a term, nil where nobody asked.
  private var known: [Double?] = []

  /// The penalties for a record of so many bins.
  init(bins: Int) {
    count = Double(bins)
    logCount = Mathematics.log(count)
  }

  /// The penalty of terms that count as so many parameters together.
  mutating func of(parameters: Double) -> Double {
    let place = Int(parameters * 4)
    // All terms count whole quarters.
    guard Double(place) == parameters * 4 else { return fresh(parameters) }
    if place >= known.count { known += [Double?](repeating: nil, count: place + 1 - known.count) }
    if let penalty = known[place] { return penalty }
    let penalty = fresh(parameters)
    known[place] = penalty
    return penalty
  }

  private func fresh(_ parameters: Double) -> Double {
    logCount * parameters + count * Mathematics.log(count / max(1, count - parameters))
  }
}
