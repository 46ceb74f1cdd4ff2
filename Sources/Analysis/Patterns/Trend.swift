/// A robust line through one segment of a series.
package struct Trend: Sendable, Hashable {
  /// KiB per hour; negative for a fall.
  package var slope: Double
  /// Lower end of the 95 % interval of the slope, KiB per hour.
  package var low: Double
  /// Upper end of the 95 % interval of the slope, KiB per hour.
  package var high: Double
  /// First position of the segment in the series.
  package var first: Int
  /// Last position of the segment in the series.
  package var last: Int
  /// The line's value at `first`, kB.
  package var level: Double
  /// How the slope changes inside the segment; nil where a straight line says as much.
  package var bend: Bend?

  /// Makes a trend.
  package init(slope: Double, low: Double, high: Double, first: Int, last: Int, level: Double) {
    self.slope = slope
    self.low = low
    self.high = high
    self.first = first
    self.last = last
    self.level = level
  }

  /// A slope that changes: one for each half of the segment's time.
  package struct Bend: Sendable, Hashable {
    /// KiB per hour in the first half.
    package var early: Double
    /// KiB per hour in the second half.
    package var late: Double

    /// Makes a bend.
    package init(early: Double, late: Double) {
      self.early = early
      self.late = late
    }
  }

  /// The slope in standard errors, by the width of its interval; the sign is the slope's.
  var strength: Double { slope / max((high - low) / 3.92, 1e-9) }

  /// Whether the interval leaves out zero: the direction is certain.
  package var isSignificant: Bool { low > 0 || high < 0 }
}
