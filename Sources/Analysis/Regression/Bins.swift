import KernelMemory

/// A series condensed to a few hundred means that no gap runs through: what regressions are made of.
struct Bins {
  /// The mean times, 0 to 1 from the first sample to the last; each later than the one before.
  let times: [Double]
  /// The means, above the base.
  let values: [Double]
  /// How many samples went in.
  let counts: [Double]
  /// The positions of the first samples.
  let firsts: [Int]
  /// The positions of the last samples.
  let lasts: [Int]
  /// What was subtracted from the values.
  let base: Double
  /// The time from the first sample to the last, hours.
  let hours: Double
  /// Changes below this are not material, in the values' unit.
  let material: Double

  /// The number of bins.
  var count: Int { values.count }

  /// From the least to the largest value.
  var range: Double { (values.max() ?? 0) - (values.min() ?? 0) }

  /// How much of the rise from the start to the highest value was lost by the end, 0 to 1 and more; three bins stand for an end.
  var givenBack: Double {
    let start = OrderStatistics.median(Array(values.prefix(3)))
    let end = OrderStatistics.median(Array(values.suffix(3)))
    guard let highest = values.max(), highest > start else { return 0 }
    return (highest - end) / (highest - start)
  }

  /// The first bin at a time or after it; the last one when there is none.
  func index(at time: Double) -> Int { min(times.partitionPoint { $0 >= time }, max(0, count - 1)) }

  /// The bin that a position lies in, or the next one after it; the last one when there is none.
  func index(of position: Int) -> Int { min(lasts.partitionPoint { $0 >= position }, max(0, count - 1)) }

  /// The values less what terms with some coefficients amount to.
  func residuals(_ terms: [Term], _ coefficients: [Double]) -> [Double] {
    var residuals = values
    for (term, coefficient) in zip(terms, coefficients) {
      let column = term.column(times)
      for index in residuals.indices { residuals[index] -= coefficient * column[index] }
    }
    return residuals
  }
}
