import KernelMemory

extension Evidence {
  /// The shortest record that shows more than a moment, milliseconds.
  ///
  /// The kernel folds per-CPU counters about once a second (`vm.stat_interval`): however many samples lie closer, five seconds hold five of
  /// its values.
  static let shortest: Int64 = 5_000

  /// Looks at every dimension of a session, and at who stands behind it.
  init(analysing session: Session) {
    self.init(session: session, series: [:], shapes: [:], statistics: [:])
    var shared = SharedSampling()
    for dimension in Dimension.allCases {
      guard let values = session.series(dimension), let numbers = Statistics(values.values) else { continue }
      series[dimension] = values
      statistics[dimension] = numbers
      let span = (values.times.last ?? 0) - (values.times.first ?? 0)
      guard span >= Evidence.shortest || numbers.count == 1 else {
        shapes[dimension] = Shape(pattern: .insufficient, needed: Evidence.shortest - span)
        continue
      }
      shapes[dimension] = analyse(values, &shared).withoutReleasedGrowth(values).extended(over: values).measured(
        in: values)
    }
    for dimension in Dimension.allCases {
      owners[dimension] = Ownership(
        dimension, session: session, series: series[dimension], shape: shapes[dimension])
    }
  }
}
