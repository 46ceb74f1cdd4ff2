/// Whether a growth has the marks of a leak: sustained, significant, material, not fading.
enum LeakTest {
  /// Judges a growth; `range` is the range of the bins' values, kB.
  ///
  /// Twenty or thirty samples of wandering noise often look like a line, and with a bend or a wave in it nearly always like
  /// something: so a short record has to show more, in a straight line. In longer ones too a bend is chosen where it fits best,
  /// which wandering rewards: what bends has to stand out further. The gain, a likelihood ratio against the noise that explains most
  /// without the growth, is 10 by chance in one record of six hundred if the noise is known.
  static func passes(_ growth: Growth, in bins: Bins, range: Double, isWave: Bool) -> Bool {
    let slope = growth.slope
    let isShort = bins.count < 40
    if isShort, growth.bends > 0 || isWave { return false }
    let isBent = growth.bends > 0 || isWave
    return slope.strength > (isShort ? 6.5 : isBent ? 4.5 : 3.5) && slope.interval.lowerBound > 0
      && growth.gain > (isBent ? 14 : 10)
      && growth.rise > max(bins.material, 2 * slope.noise, 0.3 * range) && 1 - growth.start >= 0.12
  }
}
