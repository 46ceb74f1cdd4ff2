/// What is believed of how much nights differ before any is seen: a log-normal distribution.
struct SpreadPrior: Sendable {
  /// The middle, kB.
  let middle: Double

  /// The standard deviation of the logarithm.
  let doubt: Double

  /// What sampling and rounding alone make nights differ by, kB.
  let floor: Double
}
