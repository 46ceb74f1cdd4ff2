package import KernelMemory

/// Reproducible noise and the series that the tests of the pattern analysis are made from.
package struct SeededNoise {
  private var state: UInt64

  /// Begins at a place that the seed chooses.
  package init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// Uniform in 0 ..< 1 (Knuth's linear congruence, upper bits).
  package mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / 9_007_199_254_740_992
  }

  /// Standard normal, by the sum of twelve.
  package mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }

  /// Stationary first-order autoregressive noise with standard deviation 1.
  package mutating func correlated(_ count: Int, _ correlation: Double) -> [Double] {
    let scale = (1 - correlation * correlation).squareRoot()
    var value = normal()
    return (0..<count).map { _ in
      value = correlation * value + scale * normal()
      return value
    }
  }

  /// A series of pages around 200 MB: noise of a size (kB) plus a shape.
  package static func series(
    _ count: Int, seed: UInt64, noise: Double = 100, correlation: Double = 0.5, interval: Int64 = 1000,
    dimension: Dimension = .slab, _ shape: (Double) -> Double = { _ in 0 }
  ) -> Series {
    var source = SeededNoise(seed: seed)
    let values = source.correlated(count, correlation).enumerated().map { index, deviation in
      4 * Int64(((200_000 + noise * deviation + shape(Double(index) / Double(count))) / 4).rounded())
    }
    return Series(
      dimension: dimension, times: values.indices.map { 1_700_000_000_000 + Int64($0) * interval }, values: values)
  }
}
