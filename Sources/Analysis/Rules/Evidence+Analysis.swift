import KernelMemory

extension Evidence {
  /// Looks at every dimension of a session, and at who stands behind it.
  init(analysing session: Session) {
    self.init(session: session, series: [:], shapes: [:], statistics: [:])
    var shared = SharedSampling()
    for dimension in Dimension.allCases {
      guard let values = session.series(dimension), let numbers = Statistics(values.values) else { continue }
      series[dimension] = values
      statistics[dimension] = numbers
      shapes[dimension] = analyse(values, &shared).withoutReleasedGrowth(values).measured(in: values)
    }
    for dimension in Dimension.allCases {
      owners[dimension] = Ownership(
        dimension, session: session, series: series[dimension], shape: shapes[dimension])
    }
  }
}
