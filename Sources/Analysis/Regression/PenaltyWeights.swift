/// What a model pays in its criterion besides its size.
///
/// Whether a series wanders or changes cannot be told from few bends: where an alarm hangs on it, the likelihood alone decides. To
/// the eye, wandering is change: a description makes a long memory pay, and each change a little, so that not every bend counts.
struct PenaltyWeights {
  /// For each e-fold of the noise's memory, in median bin distances.
  var memory = 0.0
  /// For each term with a place.
  var place = 0.0

  /// For inference: nothing besides the size.
  static let inference = PenaltyWeights()
  /// For a description to a reader.
  static let description = PenaltyWeights(memory: 8, place: 4)

  /// What a model pays.
  func penalty(of terms: [Term], memory length: Double) -> Double {
    let places = place == 0 ? 0 : place * Double(terms.count { $0.place != nil })
    return places + (memory == 0 ? 0 : memory * Mathematics.log(1 + length))
  }
}
