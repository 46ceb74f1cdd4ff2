import KernelMemory

/// The analysis of one stretch; positions count from the stretch's first value.
struct StretchAnalysis {
  let stretch: Stretch
  let dimension: Dimension

  /// Fewer values than this support no judgement.
  static let fewest = 10
  /// How many bins the models are fitted to.
  static let bins = 240

  /// Says what the stretch does; what series share that were sampled alike is used and kept.
  func shape(_ shared: inout SharedSampling) -> Shape {
    guard stretch.count >= StretchAnalysis.fewest, stretch.span > 0 else {
      let missing = max(1, 2 * StretchAnalysis.fewest - stretch.count)
      return Shape(pattern: .insufficient, needed: Int64(Double(missing) * stretch.interval))
    }
    let track = TurningPoints.track(stretch)
    if let saw = SawTooth(track, material: stretch.material), let trend = CornerTrend(saw) {
      let shape = shape(of: saw, trend)
      guard shape.pattern == .cyclic else { return shape }
      // A rhythm that never turns the growth round has teeth too.
      let bins = Bins(stretch, without: [], atMost: StretchAnalysis.bins)
      guard let trend = SustainedTrend(bins, of: stretch) else { return shape }
      var regression = shared.regression(bins, grain: stretch.grain)
      return self.shape(of: trend, &regression, noise: saw.noise)
    }
    let transients = Transients(stretch, factor: 6, tails: 2.2)
    let bins = Bins(stretch, without: transients.found.map(\.extent), atMost: StretchAnalysis.bins)
    var search = ModelSearch(shared.regression(bins, grain: stretch.grain))
    defer { shared.keep(search.regression, areAllIn: transients.found.isEmpty) }
    guard let best = search.run() else { return Shape(pattern: .insufficient) }
    var fit = search.withoutImmaterialSteps(best)
    let stairs = Staircase.line(fit, &search, range: bins.range)
    if let line = stairs ?? FaintGrowth.model(fit, &search) { fit = line }
    return shape(of: fit, &search, transients, track, inStairs: stairs != nil)
  }

  /// A saw-tooth, and whether it climbs.
  private func shape(of saw: SawTooth, _ trend: CornerTrend) -> Shape {
    let grows = trend.confidence > 0.98 && trend.slope > max(0.15 * saw.height, stretch.material)
    var shape = Shape(
      pattern: grows ? .growth : .cyclic, isLeak: grows && !dimension.isSupply, noise: saw.noise)
    if abs(trend.slope) > trend.reach || grows {
      shape.trend = Trend(
        slope: trend.slope / stretch.hours, low: (trend.slope - trend.reach) / stretch.hours,
        high: (trend.slope + trend.reach) / stretch.hours, first: 0, last: stretch.count - 1, level: trend.level)
    }
    return shape
  }

  /// What a fitted model says.
  private func shape(
    of fit: Fit, _ search: inout ModelSearch, _ transients: Transients, _ track: [TurningPoints.Corner], inStairs: Bool
  ) -> Shape {
    let bins = search.regression.bins
    let pieces = Pieces(fit, bins.times)
    let isWave = fit.terms.contains { if case .cosine = $0 { true } else { false } }
    guard let growth = Growth(fit, pieces, &search) else { return Shape(pattern: .insufficient) }
    let sustained = SustainedTrend(bins, of: stretch)
    if sustained == nil, let teeth = FewTeeth(fit, bins, noise: growth.slope.noise) {
      return shape(of: teeth, bins, noise: growth.slope.noise)
    }
    var slope = growth.slope
    var grows = LeakTest.passes(growth, fit, &search.regression)
    if grows, let average = OnsetAverage.slope(growth, fit, &search.regression) { slope = average }
    if slope.interval.lowerBound <= 0 { grows = false }
    let isOutweighed = grows && OutweighedGrowth.isOne(growth, fit, bins, of: self)
    if isOutweighed { grows = false }
    if !grows, let sustained { return shape(of: sustained, &search.regression, noise: growth.slope.noise) }
    let curvature = grows ? Curvature(growth, fit, &search) : nil
    // What may have come to rest in its second half is growth, and not yet a leak.
    let isFading = curvature.map { $0.late.interval.lowerBound <= 0 } ?? false
    var shape = Shape(
      pattern: .steady, isLeak: grows && !isFading && !dimension.isSupply, noise: growth.slope.noise)
    if grows || !isOutweighed && slope.interval.lowerBound > 0 || slope.interval.upperBound < 0 {
      shape.trend = trend(slope, fit, bins, from: growth.bin, to: stretch.count - 1)
    }
    bend(&shape.trend, curvature, bins)
    let corners = fit.terms.count { term in
      switch term {
      case .step, .kink: true
      default: false
      }
    }
    if grows, inStairs || isWave && sustained != nil || corners > 1,
      let cycles = Cycles(bins, slope: slope.value, from: growth.bin)
    {
      widen(&shape.trend, to: cycles.reach / bins.hours)
    }
    func changePoints(_ shifts: [Int], _ kinks: [Int]) -> [Int] {
      let isCurved = fit.terms.contains(where: \.isCurve)
      return Segmentation(
        stretch, bins, shifts: shifts, kinks: kinks, isCurved: isCurved, range: bins.range, &search
      ).changePoints
    }
    if isWave {
      shape.pattern = grows ? .growth : .cyclic
      shape.changePoints = changePoints([], [])
      return shape
    }
    let happenings = Happenings(fit, bins, stretch, transients, noise: growth.slope.noise, range: bins.range)
    shape.events = happenings.events
    let kinks = pieces.materialKinks(beyond: max(stretch.material, 2 * growth.slope.noise, 0.05 * bins.range))
    shape.changePoints = changePoints(happenings.shifts, kinks)
    guard !grows else {
      shape.pattern = .growth
      return shape
    }
    if Oscillation.isRegular(track, material: stretch.material) {
      shape.pattern = .cyclic
      shape.events = []
      return shape
    }
    let choice = PatternChoice(fit, pieces, growth, happenings, bins, range: bins.range)
    shape.pattern = choice.pattern
    if choice.pattern == .steady, bins.range > 0, !dimension.isSupply {
      shape.visible = LeakTest.visible(&search.regression, range: bins.range).map { $0 / bins.hours }
    }
    if let span = choice.growth,
      let slope = SlopeEstimate(
        search.regression.fits(fit.terms), from: span.lowerBound, to: span.upperBound, times: bins.times)
    {
      let first = bins.index(at: span.lowerBound)
      shape.trend = trend(
        slope, fit, bins, from: first, to: bins.lasts[max(first, bins.index(at: span.upperBound) - 1)])
    }
    return shape
  }

  /// A trend whose way is not smooth: its mean pace.
  private func shape(of sustained: SustainedTrend, _ regression: inout Regression, noise: Double) -> Shape {
    let bins = regression.bins
    let isGrowth = sustained.drift.slope > 0
    var shape = Shape(
      pattern: isGrowth ? .growth : .decline, isLeak: isGrowth && !dimension.isSupply, noise: noise)
    guard let slope = SlopeEstimate(regression.fits([.constant, .line]), from: 0, to: 1, times: bins.times) else {
      return shape
    }
    let reach = max(
      Cycles(bins, slope: slope.value)?.reach ?? sustained.drift.reach,
      (slope.interval.upperBound - slope.interval.lowerBound) / 2)
    shape.trend = Trend(
      slope: slope.value / bins.hours, low: (slope.value - reach) / bins.hours,
      high: (slope.value + reach) / bins.hours, first: 0, last: stretch.count - 1, level: bins.base + bins.values[0])
    return shape
  }

  /// Two teeth: whether they climb is seen by peaks and troughs.
  private func shape(of teeth: FewTeeth, _ bins: Bins, noise: Double) -> Shape {
    var shape = Shape(
      pattern: teeth.climbs ? .growth : .cyclic, isLeak: teeth.climbs && !dimension.isSupply, noise: noise)
    if teeth.climbs {
      shape.trend = Trend(
        slope: teeth.slope / bins.hours, low: (teeth.slope - teeth.reach) / bins.hours,
        high: (teeth.slope + teeth.reach) / bins.hours, first: 0, last: stretch.count - 1,
        level: bins.base + teeth.level)
    }
    return shape
  }

  /// Widens an interval by what stairs may differ: half of it is to be so much at least, and zero stays outside.
  private func widen(_ trend: inout Trend?, to reach: Double) {
    guard let straight = trend else { return }
    trend?.low = min(straight.low, max(straight.slope - reach, 0.05 * straight.slope))
    trend?.high = max(straight.high, straight.slope + reach)
  }

  /// Notes that a growth bends, and widens its interval to what its second half allows: that is what would go on.
  private func bend(_ trend: inout Trend?, _ curvature: Curvature?, _ bins: Bins) {
    guard let curvature, let straight = trend else { return }
    trend?.bend = Trend.Bend(early: curvature.early / bins.hours, late: curvature.late.value / bins.hours)
    trend?.low = min(straight.low, curvature.late.interval.lowerBound / bins.hours)
    trend?.high = max(straight.high, curvature.late.interval.upperBound / bins.hours)
  }

  /// The line through a part of a model.
  private func trend(_ slope: SlopeEstimate, _ fit: Fit, _ bins: Bins, from bin: Int, to last: Int) -> Trend {
    let level = zip(fit.terms, fit.coefficients).reduce(bins.base) { $0 + $1.0.column(bins.times)[bin] * $1.1 }
    return Trend(
      slope: slope.value / bins.hours, low: slope.interval.lowerBound / bins.hours,
      high: slope.interval.upperBound / bins.hours, first: bins.firsts[bin], last: last, level: level)
  }
}
