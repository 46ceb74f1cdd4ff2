import Testing

@testable import Analysis

struct LeastSquaresTests {
  private static let times = (0..<30).map { Double($0) / 29 }
  private static let weights = [Double](repeating: 1, count: 30)
  private static let values = (0..<30).map { Double($0 * $0 % 17) + ($0 < 12 ? 0 : 40) }

  /// A search among all places finds what a fit with each of them finds.
  @Test func additionFindsWhatFitsBest() {
    let filter = NoiseFilter(
      times: LeastSquaresTests.times, distance: 1.0 / 29, weights: LeastSquaresTests.weights, memory: 4, white: 0.3)
    var basis = Basis(times: LeastSquaresTests.times, values: LeastSquaresTests.values)
    var equations = LeastSquares(filter, basis)
    for terms in [[.constant], [.constant, .line], [.constant, .step(5), .kink(20), .blip(9)]] as [[Term]] {
      let numbers = terms.map { basis.number($0) } + [Basis.data]
      _ = equations.squares(numbers, basis)
      let found = equations.addition(
        to: numbers, equations.factor, steps: 1..<29, kinks: 3..<27, except: terms.compactMap(\.place), basis)
      let places = (1..<29).filter { !terms.compactMap(\.place).contains($0) }
      let more = places.map { Term.step($0) } + places.filter((3..<27).contains).map { .kink($0) }
      let best = more.min { first, second in
        let squares = [first, second].map {
          equations.squares((terms + [$0]).map { basis.number($0) } + [Basis.data], basis)
        }
        return squares[0] ?? .infinity < squares[1] ?? .infinity
      }
      #expect(found == best)
    }
  }

  @Test func additionFindsTheStep() {
    let filter = NoiseFilter(
      times: LeastSquaresTests.times, distance: 1.0 / 29, weights: LeastSquaresTests.weights, memory: 0, white: 1)
    var basis = Basis(times: LeastSquaresTests.times, values: LeastSquaresTests.values)
    let numbers = [basis.number(.constant), Basis.data]
    var equations = LeastSquares(filter, basis)
    _ = equations.squares(numbers, basis)
    let term = equations.addition(to: numbers, equations.factor, steps: 1..<29, kinks: 3..<27, except: [], basis)
    #expect(term == .step(12))
  }

  @Test func dependentColumnsHaveNoFactor() {
    let filter = NoiseFilter(
      times: LeastSquaresTests.times, distance: 1.0 / 29, weights: LeastSquaresTests.weights, memory: 0, white: 1)
    var basis = Basis(times: LeastSquaresTests.times, values: LeastSquaresTests.values)
    var equations = LeastSquares(filter, basis)
    let numbers = [Term.constant, .line, .kink(0)].map { basis.number($0) } + [Basis.data]
    #expect(equations.squares(numbers, basis) == nil)
  }

  /// What stays from one model to the next, and what another series of the same times takes over, changes nothing.
  @Test func whatIsKeptChangesNothing() {
    let filter = NoiseFilter(
      times: LeastSquaresTests.times, distance: 1.0 / 29, weights: LeastSquaresTests.weights, memory: 4, white: 0.3)
    var other = Basis(times: LeastSquaresTests.times, values: LeastSquaresTests.values.reversed())
    let models: [[Term]] = [
      [.constant, .saturation(0, 0.1)], [.constant, .line, .kink(0)], [.constant, .step(5)],
      [.constant, .step(5), .kink(20)], [.constant, .step(6), .kink(20)], [.constant, .line],
    ]
    var former = LeastSquares(filter, other)
    for terms in models { _ = former.squares(terms.map { other.number($0) } + [Basis.data], other) }
    var basis = Basis(other, values: LeastSquaresTests.values)
    var kept = LeastSquares(former, basis)
    for terms in models {
      let numbers = terms.map { basis.number($0) } + [Basis.data]
      var fresh = LeastSquares(filter, basis)
      let (left, right) = (kept.squares(numbers, basis), fresh.squares(numbers, basis))
      #expect((left == nil) == (right == nil))
      #expect(abs((left ?? 0) - (right ?? 0)) < 1e-9 * (right ?? 1))
    }
  }
}
