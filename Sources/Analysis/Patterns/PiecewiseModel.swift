/// Fits models of the mean to the bins, each with the noise that suits it best.
struct PiecewiseModel {
  let bins: Bins
  let grid: NoiseGrid
  /// Variance that rounding alone causes, kB².
  let floor: Double
  private var basis: Basis
  /// By filter, as far as filters were used.
  private var products: [Products?]
  /// What models pay besides the price of their terms; none unless somebody asks for a description.
  var surcharge = Surcharge() { didSet { suited = [:] } }
  /// The filter that suited a set of terms.
  private var suited: [Set<Term>: Int] = [:]

  init(_ bins: Bins, quantum: Double) {
    self.bins = bins
    grid = NoiseGrid(bins)
    floor = quantum * quantum / 24
    basis = Basis(times: bins.times, values: bins.values)
    products = [Products?](repeating: nil, count: grid.count)
  }

  /// Fits under one filter; nil when the columns depend on each other.
  mutating func fit(_ terms: [Term], _ filter: Int) -> Fit? {
    var numbers = terms.map { basis.number($0) }
    numbers.append(Basis.data)
    if products[filter] == nil { products[filter] = Products(grid.filter(filter, bins), basis) }
    guard let factor = products[filter]?.factorise(numbers, basis), let rest = factor.last,
      let logNoise = products[filter]?.filter.logDeterminant
    else { return nil }
    var fit = Fit(
      terms: terms, filter: filter, count: bins.count, squares: rest * rest, logNoise: logNoise,
      surcharge: surcharge.price(of: terms, memory: grid.parameters[filter].memory), floor: floor, factor: factor)
    let whole = products[filter]?.product(Basis.data, Basis.data, basis) ?? 0
    // Little is left of a large sum: then the difference is no more than rounding, and the residuals themselves must tell.
    if fit.squares < 1e-9 * whole, 1e-12 * whole > fit.squares + floor * Double(bins.count) {
      fit.squares = squares(of: fit)
    }
    return fit
  }

  /// The sum of squared whitened residuals, from the residuals.
  private func squares(of fit: Fit) -> Double {
    var residuals = bins.values
    for (term, coefficient) in zip(fit.terms, fit.coefficients) {
      let column = term.column(bins.times)
      for index in residuals.indices { residuals[index] -= coefficient * column[index] }
    }
    let white = products[fit.filter]?.filter.whiten(residuals) ?? []
    return Products.dot(white, white)
  }

  /// Fits under every filter.
  mutating func fits(_ terms: [Term]) -> [Fit] { (0..<grid.count).compactMap { fit(terms, $0) } }

  /// Fits under the filter with the highest likelihood, found by walking the grid from two starts.
  mutating func best(_ terms: [Term], near start: Int? = nil) -> Fit? {
    let name = Set(terms)
    if let filter = suited[name] { return fit(terms, filter) }
    var known = [Fit?](repeating: nil, count: grid.count)
    // Short memory, and long memory or what suited a smaller model.
    let starts = [start ?? min(grid.count - 4, 25), 1].filter { $0 < grid.count && $0 >= 0 }
    var best: Fit?
    for start in starts {
      guard var here = known[start] ?? fit(terms, start) else { continue }
      known[start] = here
      while true {
        var next: Fit?
        for filter in grid.neighbours[here.filter] {
          if known[filter] == nil { known[filter] = fit(terms, filter) }
          if let found = known[filter], found.deviance < next?.deviance ?? here.deviance { next = found }
        }
        guard let next else { break }
        here = next
      }
      if here.deviance < best?.deviance ?? .infinity { best = here }
    }
    suited[name] = best?.filter
    return best
  }

  /// The step or kink that would lower the sum of squares most under the fit's own filter.
  mutating func addition(to fit: Fit, kinks: Bool) -> Term? {
    let margin = max(3, bins.count / 25)
    let numbers = fit.terms.map { basis.number($0) } + [Basis.data]
    let last = bins.count - margin
    return products[fit.filter]?.addition(
      to: numbers, fit.factor, steps: 1..<max(1, bins.count - 1),
      kinks: kinks && margin < last ? margin..<last : 0..<0, except: fit.terms.compactMap(\.place), basis)
  }

  /// Puts the columns of a wave's terms in place, for less than each alone would cost.
  mutating func add(_ columns: [(Term, [Double])]) {
    for (term, column) in columns { basis.add(term, column) }
  }
}
