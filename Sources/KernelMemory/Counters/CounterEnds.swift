/// The first and the last value that a session reports of a counter.
package struct CounterEnds: Sendable, Hashable {
  /// kB (or a count).
  package var first: Int64

  /// kB (or a count); the first one again where there is but one.
  package var last: Int64

  /// Makes the ends.
  package init(first: Int64, last: Int64) {
    self.first = first
    self.last = last
  }
}
