import KernelMemory

extension Shape {
  /// The shape with a growth that stopped reaching as far as its pace does: a model's corners lie where they fit best, not where it began.
  ///
  /// Beyond each end samples belong to it that rise by half of its pace and more, and by three times the noise; at most half of its
  /// length is added there.
  func extended(over series: Series) -> Shape {
    guard pattern == .growthStopped, let trend, trend.low > 0, trend.last > trend.first else { return self }
    let length = trend.last - trend.first
    let part = series.breaks.partitionPoint { $0 > trend.first }
    let begin = part > 0 ? series.breaks[part - 1] : 0
    let end = part < series.breaks.count ? series.breaks[part] : series.count
    func rises(_ from: Int, _ to: Int) -> Bool {
      let hours = Double(series.times[to] - series.times[from]) / 3_600_000
      return Double(series.values[to] - series.values[from]) >= max(0.5 * trend.slope * hours, 3 * noise)
    }
    var (first, last) = (trend.first, trend.last)
    var stride = max(1, length / 20)
    while stride >= 1 {
      while last + stride < min(end, trend.last + length / 2 + 1), rises(last, last + stride) { last += stride }
      while first - stride >= max(begin, trend.first - length / 2), rises(first - stride, first) { first -= stride }
      stride /= 2
    }
    var shape = self
    shape.trend?.level -= trend.slope * Double(series.times[trend.first] - series.times[first]) / 3_600_000
    shape.trend?.first = first
    shape.trend?.last = last
    return shape
  }
}
