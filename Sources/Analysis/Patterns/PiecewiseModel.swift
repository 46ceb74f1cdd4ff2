/// Fits models of the mean to the bins, each with the noise that suits it best.
struct PiecewiseModel {
  let bins: Bins
  let grid: NoiseGrid
  /// Variance that rounding alone causes, kB².
  let floor: Double
  /// The filter that suited a set of terms.
  private var suited: [Set<Term>: Int] = [:]
  private var norms: [Int: (steps: [Double], kinks: [Double])] = [:]

  init(_ bins: Bins, quantum: Double) {
    self.bins = bins
    grid = NoiseGrid(bins)
    floor = quantum * quantum / 24
  }

  /// Fits under one filter.
  func fit(_ terms: [Term], _ filter: Int) -> Fit? {
    Fit(
      terms: terms, columns: terms.map { $0.column(bins.times) }, values: bins.values, noise: grid.filters[filter],
      filter: filter, floor: floor)
  }

  /// Fits under every filter.
  func fits(_ terms: [Term]) -> [Fit] {
    let columns = terms.map { $0.column(bins.times) }
    return grid.filters.indices.compactMap {
      Fit(terms: terms, columns: columns, values: bins.values, noise: grid.filters[$0], filter: $0, floor: floor)
    }
  }

  /// Fits under the filter with the highest likelihood, found by walking the grid from two starts.
  mutating func best(_ terms: [Term], near start: Int? = nil) -> Fit? {
    let name = Set(terms)
    if let filter = suited[name] { return self.fit(terms, filter) }
    let columns = terms.map { $0.column(bins.times) }
    var known: [Int: Fit] = [:]
    func fit(_ filter: Int) -> Fit? {
      if let fit = known[filter] { return fit }
      let fit = Fit(
        terms: terms, columns: columns, values: bins.values, noise: grid.filters[filter], filter: filter, floor: floor)
      known[filter] = fit
      return fit
    }
    // Short memory, and long memory or what suited a smaller model.
    let starts = [start ?? min(grid.filters.count - 4, 25), 1].filter { $0 < grid.filters.count && $0 >= 0 }
    var best: Fit?
    for start in starts {
      guard var here = fit(start) else { continue }
      while true {
        let next = grid.neighbours[here.filter].compactMap(fit).min { $0.deviance < $1.deviance }
        guard let next, next.deviance < here.deviance else { break }
        here = next
      }
      if here.deviance < best?.deviance ?? .infinity { best = here }
    }
    suited[name] = best?.filter
    return best
  }

  /// The step or kink that would lower the sum of squares most under the fit's own filter.
  ///
  /// One pass: with u the twice-filtered residual, the product of the residual with a step at k is the sum of u from k on,
  /// and likewise for the columns that are in the model already.
  mutating func addition(to fit: Fit, steps: Bool, kinks: Bool) -> Term? {
    let filter = grid.filters[fit.filter]
    let (stepNorms, kinkNorms) = norms(fit.filter)
    let columns = ([fit.residuals] + fit.whitened).map { suffixes(filter.adjoint($0)) }
    let order = fit.terms.count
    let taken = Set(fit.terms.compactMap(\.place))
    let margin = max(3, bins.count / 25)
    var best: Term?
    var most = 0.0
    for place in 1..<max(1, bins.count - 1) where !taken.contains(place) {
      for isStep in [true, false] where isStep ? steps : kinks {
        if !isStep, place < margin || place >= bins.count - margin { continue }
        let all = columns.map { isStep ? $0.sums[place] : $0.ramps[place] }
        var norm = isStep ? stepNorms[place] : kinkNorms[place]
        let whole = norm
        for row in 0..<order {
          for column in 0..<order { norm -= all[row + 1] * fit.inverse[row][column] * all[column + 1] }
        }
        guard norm > 1e-6 * whole else { continue }
        let gain = all[0] * all[0] / norm
        if gain > most {
          most = gain
          best = isStep ? .step(place) : .kink(place)
        }
      }
    }
    return best
  }

  /// For each bin the sum of a column from it on, and the sum weighted by the time since it.
  private func suffixes(_ column: [Double]) -> (sums: [Double], ramps: [Double]) {
    var sums = column
    var ramps = column
    var sum = 0.0
    var ramp = 0.0
    for index in stride(from: column.count - 1, through: 0, by: -1) {
      if index + 1 < column.count { ramp += sum * (bins.times[index + 1] - bins.times[index]) }
      sum += column[index]
      sums[index] = sum
      ramps[index] = ramp
    }
    return (sums, ramps)
  }

  /// The squared lengths of all whitened steps and kinks under one filter.
  private mutating func norms(_ index: Int) -> (steps: [Double], kinks: [Double]) {
    if let known = norms[index] { return known }
    let count = bins.count
    var steps = [Double](repeating: 0, count: count)
    var kinks = steps
    for place in 0..<count {
      let length = grid.filters[index].lengths(from: place, bins.times)
      steps[place] = length.step
      kinks[place] = length.kink
    }
    norms[index] = (steps, kinks)
    return (steps, kinks)
  }
}
