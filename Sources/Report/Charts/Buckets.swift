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
    for run in session.runs {
      guard isDense else {
        runs.append(run.map { $0..<$0 + 1 })
        continue
      }
      var groups: [Range<Int>] = []
      var start = run.lowerBound
      var column = axis.x(session.times[start]) / 10
      for index in run {
        let here = axis.x(session.times[index]) / 10
        if here != column {
          groups.append(start..<index)
          (start, column) = (index, here)
        }
      }
      groups.append(start..<run.upperBound)
      runs.append(groups)
    }
    self.runs = runs
  }
}
