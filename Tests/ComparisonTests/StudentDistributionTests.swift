import Testing

@testable import Comparison

/// Student's t against tables (Abramowitz and Stegun, table 26.10, and R's `pt`).
@Suite struct StudentDistributionTests {
  @Test(arguments: [
    (1.0, 1.0, 0.25), (3, 3.182446, 0.025), (6, 2.446912, 0.025), (30, 2.042272, 0.025), (30, 3.385185, 0.001),
    (6, 5.207626, 0.001), (4.5, 0, 0.5), (3, 10.21453, 0.001),
  ])
  func upperTail(freedom: Double, t: Double, expected: Double) {
    let distribution = StudentDistribution(freedom: freedom)
    #expect(abs(distribution.upperTail(t) - expected) < 1e-6)
    #expect(abs(distribution.upperTail(-t) - (1 - expected)) < 1e-6)
  }

  @Test(arguments: [(0.5, 0.5723649429), (1, 0), (5, 3.1780538303), (15.5, 26.5369144911)])
  func logGamma(x: Double, expected: Double) {
    #expect(abs(StudentDistribution.logGamma(x) - expected) < 1e-8)
  }
}
