import Testing

@testable import Analysis

struct ProductsTests {
  private static let times = (0..<30).map { Double($0) / 29 }
  private static let weights = [Double](repeating: 1, count: 30)
  private static let values = (0..<30).map { Double($0 * $0 % 17) + ($0 < 12 ? 0 : 40) }
  private static let terms: [Term] = [
    .constant, .line, .step(5), .step(12), .kink(3), .kink(12), .kink(20), .blip(9), .blip(10), .blip(20), .blip(29),
    .saturation(0, 0.1), .cosine(3),
  ]

  private static func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Pairs of a memory and a share of white noise, at even times and with a gap; in the third hardly anything is left of a state.
  @Test(arguments: [(0.0, 1.0), (4, 0.3), (0.02, 0.5), (60, 0.01)], [0, 0.4])
  func productsAreThoseOfTheWhitenedColumns(noise: (memory: Double, white: Double), gap: Double) {
    let times = ProductsTests.times.map { ($0 + ($0 < 0.3 ? 0 : gap)) / (1 + gap) }
    let filter = NoiseFilter(
      times: times, distance: 1.0 / 29, weights: ProductsTests.weights, memory: noise.memory, white: noise.white)
    var basis = Basis(times: times, values: ProductsTests.values)
    let numbers = ProductsTests.terms.map { basis.number($0) } + [Basis.data]
    var products = Products(filter, basis)
    let columns = (ProductsTests.terms.map { $0.column(times) } + [ProductsTests.values]).map(filter.whiten)
    for first in numbers.indices {
      for second in numbers.indices {
        let found = products.product(numbers[first], numbers[second], basis)
        let expected = ProductsTests.dot(columns[first], columns[second])
        #expect(abs(found - expected) < 1e-9 * max(1, abs(expected)))
      }
    }
  }

  /// A search among all places finds what a fit with each of them finds.
  @Test func additionFindsWhatFitsBest() {
    let filter = NoiseFilter(
      times: ProductsTests.times, distance: 1.0 / 29, weights: ProductsTests.weights, memory: 4, white: 0.3)
    var basis = Basis(times: ProductsTests.times, values: ProductsTests.values)
    var products = Products(filter, basis)
    for terms in [[.constant], [.constant, .line], [.constant, .step(5), .kink(20), .blip(9)]] as [[Term]] {
      let numbers = terms.map { basis.number($0) } + [Basis.data]
      _ = products.squares(numbers, basis)
      let found = products.addition(
        to: numbers, products.factor, steps: 1..<29, kinks: 3..<27, except: terms.compactMap(\.place), basis)
      let places = (1..<29).filter { !terms.compactMap(\.place).contains($0) }
      let more = places.map { Term.step($0) } + places.filter((3..<27).contains).map { .kink($0) }
      let best = more.min { first, second in
        let squares = [first, second].map {
          products.squares((terms + [$0]).map { basis.number($0) } + [Basis.data], basis)
        }
        return squares[0] ?? .infinity < squares[1] ?? .infinity
      }
      #expect(found == best)
    }
  }

  @Test func additionFindsTheStep() {
    let filter = NoiseFilter(
      times: ProductsTests.times, distance: 1.0 / 29, weights: ProductsTests.weights, memory: 0, white: 1)
    var basis = Basis(times: ProductsTests.times, values: ProductsTests.values)
    let numbers = [basis.number(.constant), Basis.data]
    var products = Products(filter, basis)
    _ = products.squares(numbers, basis)
    let term = products.addition(to: numbers, products.factor, steps: 1..<29, kinks: 3..<27, except: [], basis)
    #expect(term == .step(12))
  }

  @Test func dependentColumnsHaveNoFactor() {
    let filter = NoiseFilter(
      times: ProductsTests.times, distance: 1.0 / 29, weights: ProductsTests.weights, memory: 0, white: 1)
    var basis = Basis(times: ProductsTests.times, values: ProductsTests.values)
    var products = Products(filter, basis)
    let numbers = [Term.constant, .line, .kink(0)].map { basis.number($0) } + [Basis.data]
    #expect(products.squares(numbers, basis) == nil)
  }

  /// What stays from one model to the next, and what another series of the same times takes over, changes nothing.
  @Test func whatIsKeptChangesNothing() {
    let filter = NoiseFilter(
      times: ProductsTests.times, distance: 1.0 / 29, weights: ProductsTests.weights, memory: 4, white: 0.3)
    var other = Basis(times: ProductsTests.times, values: ProductsTests.values.reversed())
    let models: [[Term]] = [
      [.constant, .saturation(0, 0.1)], [.constant, .line, .kink(0)], [.constant, .step(5)],
      [.constant, .step(5), .kink(20)], [.constant, .step(6), .kink(20)], [.constant, .line],
    ]
    var former = Products(filter, other)
    for terms in models { _ = former.squares(terms.map { other.number($0) } + [Basis.data], other) }
    var basis = Basis(other, values: ProductsTests.values)
    var kept = Products(former, basis)
    for terms in models {
      let numbers = terms.map { basis.number($0) } + [Basis.data]
      var fresh = Products(filter, basis)
      let (left, right) = (kept.squares(numbers, basis), fresh.squares(numbers, basis))
      #expect((left == nil) == (right == nil))
      #expect(abs((left ?? 0) - (right ?? 0)) < 1e-9 * (right ?? 1))
    }
  }
}
