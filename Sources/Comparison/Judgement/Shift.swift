import Analysis

/// How far a measure lies from where the nights before were, and since when.
struct Shift: Sendable {
  /// The probability of so high a value though nothing changed.
  var probability: Double

  /// kB above the centre of the nights before.
  var difference: Double

  /// Half of the width of the 95 % interval of the difference, kB.
  let halfWidth: Double

  /// How many earlier nights belong to the new regime; 0 where tonight is its first.
  let nightsBefore: Int

  /// What the nights before the regime are like.
  let prediction: NightPrediction

  /// The values of the nights, tonight's last.
  let values: [Double]

  /// What all the nights are like, whichever regime they belong to.
  private(set) var alone: NightPrediction

  /// Whether earlier nights, and not in a row, went as far.
  private(set) var isReached = false

  /// Asks tonight alone, and then whether the change is some nights old already.
  ///
  /// Several nights of a new regime say more than one; but each start that is tried is a chance to be wrong.
  ///
  /// - Parameters:
  ///   - nights: The values of the nights, at least one.
  ///   - tonight: Tonight's.
  ///   - prior: What is believed of the spread.
  ///   - others: Distances of other nights from their own centre.
  init(_ nights: [Double], _ tonight: Double, _ prior: SpreadPrior, others: [Double] = []) {
    let alone = Shift(nights[...], regime: [tonight], prior, others)
    var best = alone
    let most = nights.count < 8 ? 0 : min(8, max(nights.count / 3, 6), nights.count - 4)
    for older in stride(from: 1, through: most, by: 1) {
      let regime = Array(nights.suffix(older)) + [tonight]
      var shift = Shift(nights.dropLast(older), regime: regime, prior, others)
      let lowest = regime.sorted()[regime.count > 4 ? 1 : 0]
      guard lowest - shift.prediction.centre >= 0.35 * shift.difference,
        tonight - shift.prediction.centre >= 0.5 * shift.difference
      else { continue }
      shift.probability *= 4
      if shift.probability < 0.1 * best.probability { best = shift }
    }
    best.alone = alone.prediction
    self = best
    // What two earlier nights reached as well, each for itself, is what nights do.
    let reached = nights.indices.filter { nights[$0] - alone.prediction.centre >= 0.8 * alone.difference }
    isReached =
      nightsBefore == 0 && nights.count > 5 && reached.count >= 2
      && reached[reached.count - 1] - reached[0] + 1 > reached.count
  }

  private init(_ before: ArraySlice<Double>, regime: [Double], _ prior: SpreadPrior, _ others: [Double]) {
    let prediction = NightPrediction(Array(before), prior, others: others)
    let memory = SerialCorrelation.of(Array(before), around: prediction.centre, scale: prediction.scale)
    // Of four and more the lowest and the highest are left out.
    let kept = regime.count < 4 ? regime[...] : regime.sorted()[1..<(regime.count - 1)]
    let mean = kept.reduce(0, +) / Double(kept.count)
    probability = prediction.upperTail(mean, nights: regime.count, memory: memory)
    difference = mean - prediction.centre
    halfWidth = prediction.halfWidth(nights: regime.count, memory: memory)
    nightsBefore = regime.count - 1
    self.prediction = prediction
    self.alone = prediction
    values = before + regime
  }

  /// Holds a peak to how much higher the course went: where a run leaves less than ever, its peak stands out without being any higher.
  mutating func hold(to rise: Double) {
    guard rise < difference else { return }
    probability = max(
      probability, prediction.upperTail(prediction.centre + rise, nights: nightsBefore + 1))
    if rise < 0.6 * difference { difference = rise }
  }

  /// How many earlier nights belong to the new regime, by where two medians leave the least; 0 where tonight is its first.
  ///
  /// Whether something changed, and when, are two questions: what is most certain need not be what fits best.
  var onset: Int {
    guard values.count > 8 else { return nightsBefore }
    let cap = 3 * prediction.scale
    func rest(_ part: ArraySlice<Double>) -> Double {
      let median = OrderStatistics.median(Array(part))
      return part.reduce(0) { $0 + min(($1 - median) * ($1 - median), cap * cap) }
    }
    let starts = (max(0, nightsBefore - 4)...max(nightsBefore, min(values.count - 5, nightsBefore + 4))).filter {
      older in
      values.suffix(older + 1).allSatisfy { $0 - prediction.centre >= 0.35 * difference }
    }
    let rests = starts.map { older in
      (older: older, rest: rest(values.dropLast(older + 1)) + rest(values.suffix(older + 1)))
    }
    return rests.min { $0.rest < $1.rest }?.older ?? nightsBefore
  }
}
