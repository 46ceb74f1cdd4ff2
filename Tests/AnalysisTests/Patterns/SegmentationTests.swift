import Analysis
import KernelMemory
import TestSupport
import Testing

/// Change points that are described and alarm nobody.
struct SegmentationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Where regimes begin, and how far off a point may be.
    let expected: [Int]
    let shape: @Sendable (Double) -> Double
  }

  static let cases = [
    Case(testDescription: "noise alone", expected: []) { _ in 0 },
    Case(testDescription: "a wave", expected: []) { 1500 * PatternTests.wave($0 * 5) },
    Case(testDescription: "a small shift", expected: [120]) { $0 < 0.4 ? 0 : 220 },
    Case(testDescription: "a wave that shifts", expected: [180]) {
      600 * PatternTests.wave($0 * 12) + ($0 < 0.6 ? 0 : 900)
    },
    Case(testDescription: "a shift near the end", expected: []) { $0 < 0.97 ? 0 : 220 },
  ]

  @Test(arguments: cases)
  func describes(_ given: Case) {
    let shape = analyse(SeededNoise.series(300, seed: 5, correlation: 0.3, given.shape))
    #expect(shape.changePoints.count == given.expected.count)
    for (found, wanted) in zip(shape.changePoints, given.expected) { #expect(abs(found - wanted) <= 8) }
    #expect(!shape.isLeak)
    #expect(shape.events.isEmpty)
    #expect([.steady, .cyclic].contains(shape.pattern))
  }
}
