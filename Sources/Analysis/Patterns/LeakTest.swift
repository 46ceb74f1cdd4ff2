/// Whether a growth has the marks of a leak: sustained, significant, material, not fading.
enum LeakTest {
  /// Judges the last piece of a model.
  ///
  /// `start` is the piece's first time, 0 to 1; `gain` is by how much the deviance
  /// falls with the growth, under the noise that suits each best; `bends` counts the model's kinks; `range` is the range of the bins' values, kB.
  static func passes(_ slope: SlopeEstimate, start: Double, gain: Double, bends: Int, bins: Bins, range: Double) -> Bool
  {
    let length = 1 - start
    let rise = slope.value * length
    let least = bins.count < 40 ? 6.0 : 4.0
    return slope.strength > least && gain > (bends == 0 ? 15 : 20) && slope.interval.lowerBound > 0
      && rise > Quantum.material && rise > 3 * slope.noise
      && rise > 0.3 * range && length >= 0.12
  }
}
