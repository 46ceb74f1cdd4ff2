import Testing

@testable import Analysis

struct MathematicsTests {
  @Test(arguments: [
    (1.0, 0.0), (2, 0.693_147_180_559_945_3), (10, 2.302_585_092_994_046), (1e-300, -690.775_527_898_213_7),
    (0.75, -0.287_682_072_451_780_9), (1e300, 690.775_527_898_213_7),
  ])
  func logarithm(x: Double, expected: Double) {
    #expect(abs(Mathematics.log(x) - expected) <= 1e-14 * max(1, abs(expected)))
  }

  @Test(arguments: [
    (0.0, 1.0), (1, 2.718_281_828_459_045), (-1, 0.367_879_441_171_442_33), (50, 5.184_705_528_587_072e21),
    (-700, 9.859_676_543_759_77e-305),
  ])
  func exponential(x: Double, expected: Double) {
    #expect(abs(Mathematics.exp(x) / expected - 1) < 1e-13)
  }

  @Test func exponentialsLimits() {
    #expect(Mathematics.exp(1000) == .infinity)
    #expect(Mathematics.exp(-1000) == 0)
    #expect(Mathematics.log(0) == -.infinity)
  }

  @Test(arguments: [
    (0.0, 0.0, 1.0), (0.25, 1, 0), (0.5, 0, -1), (0.125, 0.707_106_781_186_547_5, 0.707_106_781_186_547_5),
    (-0.25, -1, 0), (3.1, 0.587_785_252_292_473_1, 0.809_016_994_374_947_5),
  ])
  func turns(turns: Double, sine: Double, cosine: Double) {
    let result = Mathematics.turn(turns)
    #expect(abs(result.sine - sine) < 1e-12)
    #expect(abs(result.cosine - cosine) < 1e-12)
  }

  @Test(arguments: [(0.0, 0.5), (1, 0.841_344_746), (-1.959_964, 0.025), (3, 0.998_650_102)])
  func normal(z: Double, expected: Double) {
    #expect(abs(Mathematics.normalProbability(below: z) - expected) < 1e-6)
  }

  @Test(arguments: [(5.0, 2.571), (10, 2.228), (30, 2.042), (1000, 1.962)])
  func student(degrees: Double, expected: Double) {
    #expect(abs(Mathematics.student95(degrees: degrees) - expected) < 0.005)
    #expect(abs(Mathematics.studentProbability(below: expected, degrees: degrees) - 0.975) < 0.002)
  }

  @Test(
    arguments: [
      ([], 0.0), ([3], 3), ([4, 1, 3], 3), ([4, 1, 3, 2], 2.5), ([5, 5, 5, 1, 9], 5),
    ] as [([Double], Double)])
  func median(values: [Double], expected: Double) {
    #expect(OrderStatistics.median(values) == expected)
  }

  @Test func quantileInterpolates() {
    #expect(OrderStatistics.quantile([0, 10, 20, 30], 0.25) == 7.5)
  }
}
