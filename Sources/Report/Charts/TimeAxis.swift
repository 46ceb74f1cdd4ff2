import KernelMemory

/// The horizontal scale that all charts of a report share: UTC, from the first sample to the last.
struct TimeAxis {
  /// A labelled place on the axis.
  struct Tick {
    /// Tenths of a pixel.
    let x: Int
    /// `03:15`, `22 Nov`.
    let label: String
  }

  /// The first and the last time, milliseconds since 1970-01-01T00:00Z; never equal.
  let range: ClosedRange<Int64>
  /// Left end, tenths of a pixel.
  let left: Int
  /// Length, tenths of a pixel.
  let width: Int

  /// Makes an axis over times in order; a single time gets a second around it.
  init(_ times: [Int64], left: Int, width: Int) {
    let first = times.first ?? 0
    let last = times.last ?? 0
    range = first < last ? first...last : first - 500...first + 500
    self.left = left
    self.width = width
  }

  /// The right end, tenths of a pixel.
  var right: Int { left + width }

  /// The place of a time, clamped to the axis, tenths of a pixel.
  func x(_ time: Int64) -> Int {
    let inside = min(max(time, range.lowerBound), range.upperBound)
    let share = Double(inside - range.lowerBound) / Double(range.upperBound - range.lowerBound)
    return left + Int((share * Double(width)).rounded())
  }

  /// Two to nine ticks at round UTC times: from milliseconds to weeks that begin on Monday, months and years.
  var ticks: [Tick] {
    let span = range.upperBound - range.lowerBound
    guard let step = TimeAxis.steps.first(where: { span / $0 <= 8 }) else { return months }
    // The first Monday was 1970-01-05.
    let origin = step % TimeAxis.week == 0 ? 4 * TimeAxis.day : 0
    var ticks: [Tick] = []
    var time = (range.lowerBound - origin + step - 1) / step * step + origin
    while time <= range.upperBound {
      ticks.append(Tick(x: x(time), label: TimeAxis.label(time, step: step)))
      time += step
    }
    return ticks
  }

  /// The first days of months, or of every second, third, sixth, or of years.
  private var months: [Tick] {
    let first = CivilTime(milliseconds: range.lowerBound)
    let last = CivilTime(milliseconds: range.upperBound)
    let count = (last.year - first.year) * 12 + last.month - first.month
    let step = [1, 2, 3, 6, 12, 24, 60, 120].first { count / $0 <= 8 } ?? (count / 96 + 1) * 12
    let begin = first.year * 12 + first.month - 1
    return stride(from: begin / step * step, through: begin + count, by: step).compactMap { index in
      let (year, month) = (index / 12, index % 12)
      guard let time = CivilTime.milliseconds(year: year, month: month + 1, day: 1), range.contains(time) else {
        return nil
      }
      return Tick(x: x(time), label: step % 12 == 0 ? "\(year)" : "\(CivilTime.months[month]) \(year)")
    }
  }

  private static let day: Int64 = 86_400_000
  private static let week = 7 * day

  private static let steps: [Int64] =
    [1, 2, 5, 10, 20, 50, 100, 200, 500] + [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800].map { $0 * 1000 }
    + [1, 2, 3, 6, 12, 24, 48, 96, 168].map { $0 * 3_600_000 }

  private static func label(_ milliseconds: Int64, step: Int64) -> String {
    let time = CivilTime(milliseconds: milliseconds)
    if time.millisecondOfDay == 0, step >= 3_600_000 { return time.shortDay }
    if step < 1000 { return time.preciseClock }
    return step < 60_000 ? time.clock : String(time.clock.dropLast(3))
  }
}
