/// Fits models of the mean to the bins, each with the noise that suits it best.
struct PiecewiseModel {
  let bins: Bins
  let grid: NoiseGrid
  /// Variance that rounding alone causes, kB².
  let floor: Double
  private var basis: Basis
  /// Of the filters that were used so far.
  private var products: [Products] = []
  /// By filter, where its products stand; nil where it was not used.
  private var places: [Int?]
  /// The products of another series that was sampled alike, and where they stand.
  private var former: (products: [Products], places: [Int?])
  /// What models pay besides the price of their terms; none unless somebody asks for a description.
  var surcharge = Surcharge() { didSet { suited = [] } }
  /// The filter that suited some terms, by their numbers in order.
  private var suited: [(numbers: [Int], filter: Int)] = []
  private var prices: Prices

  /// Takes bins, and from the model of another series what does not depend on the values, if both were sampled alike.
  init(_ bins: Bins, quantum: Double, like other: PiecewiseModel? = nil) {
    self.bins = bins
    floor = quantum * quantum / 24
    if let other, other.bins.times == bins.times, other.bins.counts == bins.counts {
      grid = other.grid
      basis = Basis(other.basis, values: bins.values)
      former = (other.products, other.places)
    } else {
      grid = NoiseGrid(bins)
      basis = Basis(times: bins.times, values: bins.values)
      former = ([], [Int?](repeating: nil, count: grid.count))
    }
    places = [Int?](repeating: nil, count: grid.count)
    prices = Prices(bins: bins.count)
  }

  /// Lets go what depends on the values; what is left is for the next series.
  mutating func forget() {
    for place in products.indices { products[place].forget() }
    former = ([], [Int?](repeating: nil, count: grid.count))
    suited = []
  }

  /// Prepares terms to be fitted under several filters.
  mutating func candidate(_ terms: [Term]) -> Candidate { Candidate(terms, &basis, &prices) }

  /// Fits under one filter; nil when the columns depend on each other.
  mutating func fit(_ terms: [Term], _ filter: Int) -> Fit? { fit(candidate(terms), filter) }

  /// The same for terms that are prepared.
  mutating func fit(_ candidate: Candidate, _ filter: Int) -> Fit? {
    guard let trial = trial(candidate, filter) else { return nil }
    let place = place(of: filter)
    return Fit(
      terms: candidate.terms, filter: filter, count: bins.count, trial: trial,
      logNoise: products[place].filter.logDeterminant, floor: floor, factor: products[place].factor)
  }

  /// What a fit amounts to, without the fit itself: most of them are only tried.
  mutating func trial(_ candidate: Candidate, _ filter: Int) -> Trial? {
    let place = place(of: filter)
    guard var squares = products[place].squares(candidate.numbers, basis) else { return nil }
    let logNoise = products[place].filter.logDeterminant
    let whole = products[place].product(Basis.data, Basis.data, basis)
    let count = bins.count
    // Little is left of a large sum: then the difference is no more than rounding, and the residuals themselves must tell.
    if squares < 1e-9 * whole, 1e-12 * whole > squares + floor * Double(count) {
      let coefficients = Fit.coefficients(products[place].factor, candidate.terms.count)
      let residuals = bins.residuals(candidate.terms, coefficients)
      squares = products[place].filter.length(Lanes(residuals), from: 0)
    }
    let price = surcharge.price(of: candidate.terms, memory: grid.parameters[filter].memory)
    let deviance = Double(count) * Mathematics.log(squares / Double(count) + floor) + logNoise + price
    return Trial(squares: squares, deviance: deviance, criterion: deviance + candidate.price)
  }

  /// Where the products under a filter stand, made when it is used for the first time.
  private mutating func place(of filter: Int) -> Int {
    if let place = places[filter] { return place }
    let place = products.count
    if let old = former.places[filter] {
      products.append(Products(former.products[old], basis))
    } else {
      products.append(Products(grid.filter(filter, bins), basis))
    }
    places[filter] = place
    return place
  }

  /// Fits under every filter.
  mutating func fits(_ terms: [Term]) -> [Fit] {
    let candidate = candidate(terms)
    return (0..<grid.count).compactMap { fit(candidate, $0) }
  }

  /// Fits under the filter with the highest likelihood, found by walking the grid from two starts.
  mutating func best(_ terms: [Term], near start: Int? = nil) -> Fit? {
    let candidate = candidate(terms)
    let name = candidate.numbers.sorted()
    if let known = suited.first(where: { $0.numbers == name }) { return fit(candidate, known.filter) }
    var known = [Double?](repeating: nil, count: grid.count)
    func deviance(_ filter: Int) -> Double {
      if let deviance = known[filter] { return deviance }
      // What has no fit has no neighbours either.
      let deviance = trial(candidate, filter)?.deviance ?? .infinity
      known[filter] = deviance
      return deviance
    }
    // Short memory, and long memory or what suited a smaller model.
    var best: (filter: Int, deviance: Double)?
    for start in [start ?? min(grid.count - 4, 25), 1] where start < grid.count && start >= 0 {
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
    return fit(candidate, best.filter)
  }

  /// The step or kink that would lower the sum of squares most under the fit's own filter.
  mutating func addition(to fit: Fit, kinks: Bool) -> Term? {
    let margin = max(3, bins.count / 25)
    let numbers = fit.terms.map { basis.number($0) } + [Basis.data]
    let last = bins.count - margin
    let place = place(of: fit.filter)
    return products[place].addition(
      to: numbers, fit.factor, steps: 1..<max(1, bins.count - 1),
      kinks: kinks && margin < last ? margin..<last : 0..<0, except: fit.terms.compactMap(\.place), basis)
  }

  /// Puts the columns of a wave's terms in place, for less than each alone would cost.
  mutating func add(_ columns: [(Term, [Double])]) {
    for (term, column) in columns { basis.add(term, column) }
  }
}
