/// The first and the last value that a session reports of a counter.
public struct CounterEnds: Sendable, Hashable {
  /// kB (or a count).
  public var first: Int64

  /// kB (or a count); the first one again where there is but one.
  public var last: Int64

  /// Makes the ends.
  public init(first: Int64, last: Int64) {
    self.first = first
    self.last = last
  }
}
