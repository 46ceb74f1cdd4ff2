import Testing

@testable import Analysis

struct GramMatrixTests {
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
    let times = GramMatrixTests.times.map { ($0 + ($0 < 0.3 ? 0 : gap)) / (1 + gap) }
    let filter = NoiseFilter(
      times: times, distance: 1.0 / 29, weights: GramMatrixTests.weights, memory: noise.memory, white: noise.white)
    var basis = Basis(times: times, values: GramMatrixTests.values)
    let numbers = GramMatrixTests.terms.map { basis.number($0) } + [Basis.data]
    var products = GramMatrix(filter, basis)
    let columns = (GramMatrixTests.terms.map { $0.column(times) } + [GramMatrixTests.values]).map(filter.whiten)
    for first in numbers.indices {
      for second in numbers.indices {
        let found = products.product(numbers[first], numbers[second], basis)
        let expected = GramMatrixTests.dot(columns[first], columns[second])
        #expect(abs(found - expected) < 1e-9 * max(1, abs(expected)))
      }
    }
  }
}
