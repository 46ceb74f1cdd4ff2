package import KernelMemory

/// Says what a series does: pattern, trend, events and change points.
///
/// Reboots part a series into stretches that are judged apart; pattern and trend are those of the last stretch that
/// supports a judgement. Linear in the number of values.
package func analyse(_ series: Series) -> Shape {
  var shared = SharedSampling()
  return analyse(series, &shared)
}

/// The same for one of several series, most of them sampled at the same times.
func analyse(_ series: Series, _ shared: inout SharedSampling) -> Shape {
  let corners = [0] + series.breaks.filter { $0 > 0 && $0 < series.count } + [series.count]
  var result: Shape?
  var events: [Event] = []
  var changePoints: [Int] = []
  for (start, end) in zip(corners, corners.dropFirst()) where start < end {
    let shape = StretchAnalysis(stretch: Stretch(series, start..<end), dimension: series.dimension).shape(&shared)
      .moved(by: start)
    events += shape.events
    if start > 0 { changePoints.append(start) }
    changePoints += shape.changePoints
    if shape.pattern != .insufficient || result == nil { result = shape }
  }
  var shape = result ?? Shape(pattern: .absent)
  shape.events = events
  shape.changePoints = changePoints
  return shape
}

extension Shape {
  /// The same shape with every position shifted.
  fileprivate func moved(by offset: Int) -> Shape {
    guard offset != 0 else { return self }
    var shape = self
    shape.events = events.map { event in
      Event(
        kind: event.kind, index: event.index + offset,
        extent: (event.extent.lowerBound + offset)...(event.extent.upperBound + offset), before: event.before,
        peak: event.peak, after: event.after, significance: event.significance)
    }
    shape.changePoints = changePoints.map { $0 + offset }
    shape.trend?.first += offset
    shape.trend?.last += offset
    return shape
  }
}
