/// Whether a growth has the marks of a leak: sustained, significant, material, not fading.
enum LeakTest {
  /// Judges a growth; `range` is the range of the bins' values, kB.
  ///
  /// Twenty or thirty samples of wandering noise often look like a line, and with a bend or a wave in it nearly always like
  /// something: so a short record has to show more, in a straight line.
  static func passes(_ growth: Growth, in bins: Bins, range: Double, isWave: Bool) -> Bool {
    let slope = growth.slope
    let isShort = bins.count < 40
    let isLong = bins.count >= 100
    if isShort, growth.bends > 0 || isWave { return false }
    return slope.strength > (isShort ? 6.5 : isLong ? 3.5 : 4) && slope.interval.lowerBound > 0
      && growth.gain > (growth.bends == 0 ? (isLong ? 12 : 15) : 18)
      && growth.rise > max(bins.material, 2.8 * slope.noise, 0.3 * range) && 1 - growth.start >= 0.12
  }
}
