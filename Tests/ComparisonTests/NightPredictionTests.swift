import Testing

@testable import Comparison

@Suite struct NightPredictionTests {
  private static let nights: [Double] = [100, 96, 104, 99, 101, 98, 103, 100, 97, 102]
  private static let prior = SpreadPrior(middle: 3, doubt: 0.6, floor: 0.5)

  @Test func aShiftOfAllNightsShiftsThePrediction() {
    let here = NightPrediction(Self.nights, Self.prior)
    let there = NightPrediction(Self.nights.map { $0 + 1000 }, Self.prior)
    #expect(abs(there.centre - here.centre - 1000) < 1e-9)
    #expect(abs(there.upperTail(1110) - here.upperTail(110)) < 1e-12)
    #expect(abs(here.centre - 100) < 0.5)
  }

  @Test func higherIsLessLikely() {
    let prediction = NightPrediction(Self.nights, Self.prior)
    let tails = [100.0, 105, 110, 120, 150].map { prediction.upperTail($0) }
    #expect(tails == tails.sorted(by: >))
    #expect(abs(tails[0] - 0.5) < 0.05)
    #expect(tails[4] < 1e-3)
  }

  /// The interval is that of which 2.5 % lie above.
  @Test func theIntervalAgreesWithTheTail() {
    let prediction = NightPrediction(Self.nights, Self.prior)
    let half = prediction.halfWidth()
    #expect(abs(prediction.upperTail(prediction.centre + half) - 0.025) < 1e-3)
    #expect(prediction.halfWidth(nights: 4) < half)
    #expect(prediction.halfWidth(nights: 4, memory: 0.6) > prediction.halfWidth(nights: 4))
  }

  /// One spoilt night neither moves the centre nor hides a change.
  @Test func aSpoiltNightIsNoMeasure() {
    let spoilt = NightPrediction(Self.nights + [400], Self.prior)
    let clean = NightPrediction(Self.nights, Self.prior)
    #expect(abs(spoilt.centre - clean.centre) < 0.5)
    #expect(spoilt.upperTail(140) < 2e-3)
  }

  /// With three nights the place's prior tells most; with thirty the nights do.
  @Test func fewNightsLeanOnThePrior() {
    let quiet = SpreadPrior(middle: 1, doubt: 0.3, floor: 0.1)
    let noisy = SpreadPrior(middle: 20, doubt: 0.3, floor: 0.1)
    func contrast(_ nights: [Double]) -> Double {
      NightPrediction(nights, noisy).scale / NightPrediction(nights, quiet).scale
    }
    let three = contrast(Array(Self.nights.prefix(3)))
    #expect(three > 4)
    #expect(contrast(Self.nights + Self.nights + Self.nights) < 0.6 * three)
  }
}
