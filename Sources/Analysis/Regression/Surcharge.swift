/// What a model pays in its criterion besides the price of its terms.
///
/// Whether a series wanders or changes cannot be told from few bends: where an alarm hangs on it, the likelihood alone decides. To
/// the eye, wandering is change: a description makes a long memory pay, and each change a little, so that not every bend counts.
struct Surcharge {
  /// For each e-fold of the noise's memory, in usual bin distances.
  var memory = 0.0
  /// For each term with a place.
  var place = 0.0

  /// What describing the record to a reader costs.
  static let description = Surcharge(memory: 8, place: 4)

  /// The surcharge of a model.
  func price(of terms: [Term], memory length: Double) -> Double {
    let places = place == 0 ? 0 : place * Double(terms.count { $0.place != nil })
    return places + (memory == 0 ? 0 : memory * Mathematics.log(1 + length))
  }
}
