/// Regression of the bins' means on terms, under correlated noise of which each model is given the kind that suits it best.
///
/// Remembers what was computed: fits of one series have most of their columns in common.
struct Regression {
  let bins: Bins
  let grid: NoiseGrid
  /// Variance that rounding alone causes, in the square of the values' unit.
  let floor: Double
  private var basis: Basis
  /// Under the filters that were used so far.
  private var leastSquares: [LeastSquares] = []
  /// By filter, where its least squares stand; nil where it was not used.
  private var places: [Int?]
  /// The least squares of another series that was sampled alike, and where they stand.
  private var former: (leastSquares: [LeastSquares], places: [Int?])
  /// What models pay besides the penalty of their terms.
  var weights = PenaltyWeights.inference { didSet { suited = [] } }
  /// The filter that suited some terms, by their numbers in order.
  private var suited: [(numbers: [Int], filter: Int)] = []
  private var penalties: Penalty

  /// Takes bins, and from the regression of another series what does not depend on the values, if both were sampled alike.
  ///
  /// - Parameters:
  ///   - bins: at least one.
  ///   - grain: the values are multiples of it; rounding to it has a variance of a twelfth of its square, half of which is taken.
  ///   - other: the other series' regression.
  init(_ bins: Bins, grain: Double, like other: Regression? = nil) {
    self.bins = bins
    floor = grain * grain / 24
    if let other, other.bins.times == bins.times, other.bins.counts == bins.counts {
      grid = other.grid
      basis = Basis(other.basis, values: bins.values)
      former = (other.leastSquares, other.places)
    } else {
      grid = NoiseGrid(bins)
      basis = Basis(times: bins.times, values: bins.values)
      former = ([], [Int?](repeating: nil, count: grid.count))
    }
    places = [Int?](repeating: nil, count: grid.count)
    penalties = Penalty(bins: bins.count)
  }

  /// Lets go what depends on the values; what is left is for the next series.
  mutating func forget() {
    for place in leastSquares.indices { leastSquares[place].forget() }
    former = ([], [Int?](repeating: nil, count: grid.count))
    suited = []
  }

  /// Prepares terms to be fitted under several filters.
  mutating func design(_ terms: [Term]) -> Design { Design(terms, &basis, &penalties) }

  /// Fits under one filter; nil when the columns depend on each other.
  mutating func fit(_ terms: [Term], _ filter: Int) -> Fit? { fit(design(terms), filter) }

  /// The same for terms that are prepared.
  mutating func fit(_ design: Design, _ filter: Int) -> Fit? {
    guard let score = score(design, filter) else { return nil }
    let place = place(of: filter)
    return Fit(
      terms: design.terms, filter: filter, count: bins.count, score: score,
      logNoise: leastSquares[place].filter.logDeterminant, floor: floor, factor: leastSquares[place].factor)
  }

  /// How well a model fits, without the fit itself: most of them are only tried.
  mutating func score(_ design: Design, _ filter: Int) -> FitScore? {
    let place = place(of: filter)
    guard var squares = leastSquares[place].squares(design.numbers, basis) else { return nil }
    let logNoise = leastSquares[place].filter.logDeterminant
    let whole = leastSquares[place].dataSquares(basis)
    let count = bins.count
    // Little is left of a large sum: then the difference is no more than rounding, and the residuals themselves must tell.
    if squares < 1e-9 * whole, 1e-12 * whole > squares + floor * Double(count) {
      let coefficients = Cholesky.coefficients(leastSquares[place].factor, design.terms.count)
      let residuals = bins.residuals(design.terms, coefficients)
      squares = leastSquares[place].filter.length(PackedVector(residuals), from: 0)
    }
    let penalty = weights.penalty(of: design.terms, memory: grid.parameters[filter].memory)
    let deviance = Double(count) * Mathematics.log(squares / Double(count) + floor) + logNoise + penalty
    return FitScore(squares: squares, deviance: deviance, criterion: deviance + design.penalty)
  }

  /// Where the least squares under a filter stand, made when it is used for the first time.
  private mutating func place(of filter: Int) -> Int {
    if let place = places[filter] { return place }
    let place = leastSquares.count
    if let old = former.places[filter] {
      leastSquares.append(LeastSquares(former.leastSquares[old], basis))
    } else {
      leastSquares.append(LeastSquares(grid.filter(filter, bins), basis))
    }
    places[filter] = place
    return place
  }

  /// Fits under every filter.
  mutating func fits(_ terms: [Term]) -> [Fit] {
    let design = design(terms)
    return (0..<grid.count).compactMap { fit(design, $0) }
  }

  /// Fits under the filter with the highest likelihood, found by walking the grid downhill from two starts.
  ///
  /// - Parameters:
  ///   - terms: the model.
  ///   - start: the filter that suited a smaller model, where one is known.
  /// - Returns: The fit; nil when the columns depend on each other.
  mutating func best(_ terms: [Term], near start: Int? = nil) -> Fit? {
    let design = design(terms)
    let name = design.numbers.sorted()
    if let known = suited.first(where: { $0.numbers == name }) { return fit(design, known.filter) }
    var known = [Double?](repeating: nil, count: grid.count)
    func deviance(_ filter: Int) -> Double {
      if let deviance = known[filter] { return deviance }
      // What has no fit has no neighbours either.
      let deviance = score(design, filter)?.deviance ?? .infinity
      known[filter] = deviance
      return deviance
    }
    // Long memory (64 bins), or what suited a smaller model, and short memory (one bin).
    let long = min(grid.longest, NoiseGrid.number(memoryExponent: 6))
    var best: (filter: Int, deviance: Double)?
    for start in [start ?? long, NoiseGrid.number(memoryExponent: 0)] where start < grid.count && start >= 0 {
      var here = (filter: start, deviance: deviance(start))
      while true {
        var next = here
        for filter in grid.neighbours[here.filter] where deviance(filter) < next.deviance {
          next = (filter, deviance(filter))
        }
        if next.filter == here.filter { break }
        here = next
      }
      if here.deviance < best?.deviance ?? .infinity { best = here }
    }
    guard let best else { return nil }
    suited.append((name, best.filter))
    return fit(design, best.filter)
  }

  /// The logarithm of how likely the bins are under a model of the mean, whatever the noise, but for a constant; the level comes first
  /// among the terms.
  ///
  /// The noise is not known, and what wanders looks like growth now and then. The filter that fits best is a bad judge of that: it takes
  /// the longest memory whenever there is any trend. The average over the filters asks how likely such a memory is beforehand, and the
  /// ratio of two averages is a Bayes factor (Kass and Raftery 1995): were noises as assumed, a ratio of twelve would come by chance in
  /// one record of twelve at most, and in far fewer as a rule.
  mutating func logLikelihood(_ terms: [Term]) -> Double {
    let places = terms.reduce(0) { $0 + $1.parameters - 1 } / 2 * Mathematics.log(Double(bins.count))
    let parts = fits(terms).map { fit in
      // A memory twice as long is half as likely: most noise of counters is renewed within a few samples.
      fit.marginal(bins.times) - places - Mathematics.log(1 + grid.parameters[fit.filter].memory)
    }
    guard let top = parts.max() else { return -.infinity }
    return top + Mathematics.log(parts.reduce(0) { $0 + Mathematics.exp($1 - top) })
  }

  /// The step or kink that would lower the sum of squares most under the fit's own filter.
  ///
  /// A kink needs a twenty-fifth of the bins on either side, three at least: a slope of fewer is no slope.
  mutating func addition(to fit: Fit, kinks: Bool) -> Term? {
    let margin = max(3, bins.count / 25)
    let numbers = fit.terms.map { basis.number($0) } + [Basis.data]
    let last = bins.count - margin
    let place = place(of: fit.filter)
    return leastSquares[place].addition(
      to: numbers, fit.factor, steps: 1..<max(1, bins.count - 1),
      kinks: kinks && margin < last ? margin..<last : 0..<0, except: fit.terms.compactMap(\.place), basis)
  }

  /// Puts the columns of a wave's terms in place, for less than each alone would cost.
  mutating func add(_ columns: [(Term, [Double])]) {
    for (term, column) in columns { basis.add(term, column) }
  }
}
