/// A single happening in a series.
package struct Event: Sendable, Hashable {
  /// What kind; the raw value is the name in the findings' JSON.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A short excursion upwards.
    case spike
    /// A short excursion downwards.
    case drop
    /// A lasting shift upwards.
    case stepUp = "step_up"
    /// A lasting shift downwards.
    case stepDown = "step_down"
  }

  /// What kind.
  package var kind: Kind
  /// Position in the series: the extreme of a spike or drop, the first value of the new level of a step.
  package var index: Int
  /// First and last position of the excursion; equal to `index` for a step.
  package var extent: ClosedRange<Int>
  /// Level before, kB.
  package var before: Double
  /// The extreme of a spike or drop, the new level of a step, kB.
  package var peak: Double
  /// Level after, kB.
  package var after: Double
  /// Size in multiples of the series' own noise.
  package var significance: Double

  /// Makes an event.
  package init(
    kind: Kind, index: Int, extent: ClosedRange<Int>, before: Double, peak: Double, after: Double, significance: Double
  ) {
    self.kind = kind
    self.index = index
    self.extent = extent
    self.before = before
    self.peak = peak
    self.after = after
    self.significance = significance
  }

  /// The signed change from before to the peak, kB.
  package var magnitude: Double { peak - before }
}
