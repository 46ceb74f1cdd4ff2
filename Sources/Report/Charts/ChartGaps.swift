import KernelMemory

/// The time between the first and the last sample that was not recorded.
struct ChartGaps {
  /// One interruption.
  struct Gap {
    /// Its begin, milliseconds since 1970-01-01T00:00Z.
    let time: Int64
    /// How long, milliseconds.
    let length: Int64
    /// Its edges on the axis, tenths of a pixel; at least a pixel apart.
    let left: Int
    let right: Int
    /// `no data, 10 min`, `suspended for 8 h`.
    let label: String
  }

  private let gaps: [Gap]

  /// Finds the gaps of a session.
  init(_ session: Session, on axis: TimeAxis) {
    let runs = session.runs
    var suspends: [Int64: String] = [:]
    for event in session.events {
      if case .suspend = event.kind { suspends[event.time] = event.words }
    }
    gaps = zip(runs, runs.dropFirst()).map { before, after in
      let from = session.times[before.upperBound - 1]
      let length = session.times[after.lowerBound] - from
      let left = axis.x(from)
      return Gap(
        time: from, length: length, left: left, right: max(axis.x(from + length), left + 10),
        label: suspends[from] ?? "no data, \(CivilTime.duration(milliseconds: length))")
    }
  }

  /// Gaps with room for their names.
  var wide: [Gap] { gaps.filter { $0.right - $0.left > ChartGaps.room } }

  /// The longest of the others, to be named above the plot.
  var marks: [ChartMark] {
    gaps.filter { $0.right - $0.left <= ChartGaps.room }.sorted { $0.length > $1.length }.prefix(4).map {
      ChartMark(time: $0.time, label: $0.label, kind: .note)
    }
  }

  /// What is grey: gaps that touch are one, so that a picture holds no more of them than pixels.
  var columns: [Range<Int>] {
    gaps.reduce(into: []) { columns, gap in
      if let last = columns.last, gap.left <= last.upperBound + 10 {
        columns[columns.count - 1] = last.lowerBound..<max(last.upperBound, gap.right)
      } else {
        columns.append(gap.left..<gap.right)
      }
    }
  }

  private static let room = 900
}
