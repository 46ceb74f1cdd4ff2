import Testing

@testable import Analysis

struct NoiseFilterTests {
  private let times = [0.0, 0.1, 0.2, 0.5, 0.6, 1]

  private func filter(memory: Double, white: Double) -> NoiseFilter {
    NoiseFilter(times: times, distance: 0.15, weights: [1, 1, 0.5, 1, 1, 1], memory: memory, white: white)
  }

  private func adjoint(_ column: [Double], _ filter: NoiseFilter) -> [Double] {
    let lanes = PackedVector(column)
    var result = [Double](repeating: 0, count: 4 * lanes.groups.count)
    filter.adjoint({ lanes.groups[$0] }) { group, value in
      for lane in 0..<4 { result[4 * group + lane] = value[lane] }
    }
    return result
  }

  private func square(_ column: [Double]) -> Double { column.reduce(0) { $0 + $1 * $1 } }

  @Test func whiteNoiseStaysAsItIs() {
    let filter = NoiseFilter(
      times: times, distance: 0.15, weights: [Double](repeating: 1, count: 6), memory: 0, white: 1)
    #expect(filter.whiten([1, -2, 3, 0, 5, 1]) == [1, -2, 3, 0, 5, 1])
    #expect(filter.logDeterminant == 0)
  }

  @Test func adjointIsTheTranspose() {
    let filter = filter(memory: 3, white: 0.2)
    for i in 0..<6 {
      for j in 0..<6 {
        let left = (0..<6).map { $0 == i ? 1.0 : 0 }
        let right = (0..<6).map { $0 == j ? 1.0 : 0 }
        #expect(abs(adjoint(left, filter)[j] - filter.whiten(right)[i]) < 1e-12)
      }
    }
  }

  @Test func lengthsAreThoseOfTheColumns() {
    let filter = filter(memory: 2, white: 0.3)
    let norms = TruncatedPowerGram(filter, times).norms
    for place in 1..<5 {
      let step = filter.whiten(Term.step(place).column(times))
      let kink = filter.whiten(Term.kink(place).column(times))
      #expect(abs(norms.steps[place] - square(step)) < 1e-12)
      #expect(abs(norms.kinks[place] - square(kink)) < 1e-12)
      #expect(abs(filter.length(PackedVector(Term.step(place).column(times)), from: place / 4) - square(step)) < 1e-12)
    }
  }

  @Test func recoversAnAutoregression() {
    // For memory without white noise the filter is x(i) - phi x(i-1), scaled by the standard deviation that is left.
    let even = (0..<5).map { Double($0) / 4 }
    let filter = NoiseFilter(times: even, distance: 0.25, weights: [1, 1, 1, 1, 1], memory: 2, white: 0)
    let phi = Mathematics.exp(-0.5)
    let scale = (1 - phi * phi).squareRoot()
    let result = filter.whiten([1, 2, 0, 1, 1])
    let expected = [1, (2 - phi) / scale, (0 - 2 * phi) / scale, 1 / scale, (1 - phi) / scale]
    for (value, wanted) in zip(result, expected) { #expect(abs(value - wanted) < 1e-9) }
  }
}
