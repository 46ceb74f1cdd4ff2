import KernelMemory

/// The samples of a session, grouped for drawing: one group a pixel column where samples outnumber pixels, else one a sample.
struct Buckets {
  /// Uninterrupted runs of groups; between two runs the line is left open.
  let runs: [[Range<Int>]]

  /// Groups the samples of a session on an axis.
  init(_ session: Session, on axis: TimeAxis) {
    let count = session.times.count
    let isDense = count > axis.width / 10 * 2
    var runs: [[Range<Int>]] = []
    for run in isDense ? Buckets.drawn(session, axis) : session.runs {
      guard isDense else {
        runs.append(run.map { $0..<$0 + 1 })
        continue
      }
      var groups: [Range<Int>] = []
      var start = run.lowerBound
      while start < run.upperBound {
        let end = Buckets.end(of: start, in: run, session.times, axis)
        groups.append(start..<end)
        start = end
      }
      runs.append(groups)
    }
    self.runs = runs
  }

  /// Runs between gaps that can be seen: a gap within a pixel would only make the path longer.
  private static func drawn(_ session: Session, _ axis: TimeAxis) -> [Range<Int>] {
    session.runs.reduce(into: []) { runs, run in
      if let last = runs.last, axis.x(session.times[run.lowerBound]) - axis.x(session.times[last.upperBound - 1]) < 10 {
        runs[runs.count - 1] = last.lowerBound..<run.upperBound
      } else {
        runs.append(run)
      }
    }
  }

  /// The first sample after `start` that lies in another pixel column, found by halves: times only increase.
  private static func end(of start: Int, in run: Range<Int>, _ times: [Int64], _ axis: TimeAxis) -> Int {
    let column = axis.x(times[start]) / 10
    var step = 1
    var low = start
    while low + step < run.upperBound, axis.x(times[low + step]) / 10 == column {
      low += step
      step *= 2
    }
    var high = min(low + step, run.upperBound)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if axis.x(times[middle]) / 10 == column { low = middle } else { high = middle }
    }
    return high
  }
}
