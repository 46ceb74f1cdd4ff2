/// What a series does, before anyone asks whether that is bad: the result of the pattern analysis.
package struct Shape: Sendable, Hashable {
  /// The main pattern.
  package var pattern: Pattern
  /// Whether the growth has the marks of a leak: sustained, significant, material, not fading.
  package var isLeak: Bool
  /// The trend of the segment that matters; nil when no slope can be told from noise.
  package var trend: Trend?
  /// Every event, by position.
  package var events: [Event]
  /// Descriptive segmentation: the first position of each new regime, sorted, without 0.
  package var changePoints: [Int]
  /// The noise floor of this series: standard deviation around the model, kB.
  package var noise: Double
  /// For `steady`: the slowest growth that would have been called one, KiB per hour; nil where nothing moves and for a supply.
  package var visible: Double?
  /// For `insufficient`: how many more milliseconds of recording would allow an answer; nil when that cannot be said.
  package var needed: Int64?

  /// Makes a shape.
  package init(
    pattern: Pattern, isLeak: Bool = false, trend: Trend? = nil, events: [Event] = [], changePoints: [Int] = [],
    noise: Double = 0, visible: Double? = nil, needed: Int64? = nil
  ) {
    self.pattern = pattern
    self.isLeak = isLeak
    self.trend = trend
    self.events = events
    self.changePoints = changePoints
    self.noise = noise
    self.visible = visible
    self.needed = needed
  }
}
