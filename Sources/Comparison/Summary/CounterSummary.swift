import Analysis
import KernelMemory

/// What a job did to one counter, in kB: a few numbers and its course.
///
/// What differs between runs of one job is mostly there before it starts, and cancels in what the run adds: the numbers answer
/// different questions, and differ in how much they vary.
package struct CounterSummary: Sendable, Hashable {
  /// How many places the course has.
  package static let places = 48

  /// The level before the job: the median of the samples before it, else of the first twentieth.
  package let level: Double

  /// What is there after the job less the level; where nothing was recorded after it, the last twentieth counts.
  package let added: Double

  /// How far the highest sample lies above both ends.
  package let peak: Double

  /// The values less the level at even steps of the job's own course.
  package let course: [Double]

  /// Whether there are samples after the job.
  package let hasAfter: Bool

  /// Summarises the reported values of a counter; nil with fewer than three, or with none during the job.
  ///
  /// - Parameters:
  ///   - times: Milliseconds, ascending.
  ///   - values: kB, one a time.
  ///   - job: When the job ran.
  ///   - grid: ``JobSpan/times(_:)`` of the job.
  init?(times: [Int64], values: [Int64], job: JobSpan, grid: [Double]) {
    guard values.count >= 3 else { return nil }
    let numbers = values.map(Double.init)
    let first = times.firstIndex { $0 >= job.start - 1 } ?? times.count
    let last = times.firstIndex { $0 > job.end + 1 } ?? times.count
    guard first < last else { return nil }
    let few = max(1, values.count / 20)
    let before = first >= 2 ? numbers[..<first] : numbers[first..<min(last, first + few)]
    let after = numbers.count - last >= 2 ? numbers[last...] : numbers[max(first, last - few)..<last]
    level = OrderStatistics.median(Array(before))
    let end = OrderStatistics.median(Array(after))
    added = end - level
    let top = numbers[first..<last].max() ?? level
    peak = max(0, top - max(level, end))
    hasAfter = numbers.count - last >= 2
    course = CounterSummary.values(at: grid, times, numbers).map { [level] in $0 - level }
  }

  /// The highest place of the course.
  var height: Double { course.max() ?? 0 }

  /// How far the course moves.
  var swing: Double { height - (course.min() ?? 0) }

  /// One of the numbers.
  package subscript(measure: Measure) -> Double {
    switch measure {
    case .level: level
    case .added: added
    case .peak: peak
    }
  }

  /// Values between samples, on the line from one to the next.
  private static func values(at places: [Double], _ times: [Int64], _ values: [Double]) -> [Double] {
    var next = 0
    return places.map { place in
      while next < times.count, Double(times[next]) < place { next += 1 }
      guard next > 0 else { return values[0] }
      guard next < times.count else { return values[times.count - 1] }
      let (left, right) = (Double(times[next - 1]), Double(times[next]))
      return values[next - 1] + (values[next] - values[next - 1]) * (place - left) / (right - left)
    }
  }
}
