/// The grain of a counter.
enum Grain {
  /// Changes below this are not material, kB: six grains, and not more than six pages of 4 kB.
  static func material(_ grain: Double) -> Double { min(24, 6 * grain) }

  /// The largest number up to 16 that divides every change of the values; 4 (one page of x86) where nothing changes.
  ///
  /// KernelStack moves in stacks of 16 kB; more than that is as a rule a series with few changes. Stops early: a grain of 4 or below cannot get more useful.
  static func of(_ values: ArraySlice<Int64>) -> Double {
    var grain: Int64 = 0
    guard var last = values.first else { return 4 }
    for value in values {
      if value != last {
        grain = divisor(grain, value.subtractingReportingOverflow(last).partialValue)
        if grain <= 4 { return Double(max(1, grain)) }
        last = value
      }
    }
    return grain == 0 ? 4 : Double(min(grain, 16))
  }

  private static func divisor(_ a: Int64, _ b: Int64) -> Int64 {
    var a = a.magnitude
    var b = b.magnitude
    while b != 0 { (a, b) = (b, a % b) }
    return Int64(clamping: a)
  }
}
