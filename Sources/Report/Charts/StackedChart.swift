import KernelMemory
import Markup

/// The bands of kernel memory on top of each other, in true sizes or as change since the start.
struct StackedChart {
  let frame: Frame
  let bands: Bands
  let marks: PlacedMarks

  /// One group of samples: each band's value in the sample whose sum is largest, so that no peak of the sum is lost.
  private struct Place {
    let x: Int
    let values: [Double]
  }

  /// The stack from zero.
  func sizes(title: String, description: String) -> Element {
    let runs = places
    let most = runs.joined().map { $0.values.reduce(0, +) }.max() ?? 1
    let top = marks.headroom
    let scale = ByteAxis(0, max(most, 1), top: top, height: 2640)
    let floor = runs.map { $0.map { _ in 0.0 } }
    var base = floor
    let layers = bands.bands.indices.map { index -> Element in
      let upper = zip(base, runs).map { base, run in zip(base, run).map { $0 + $1.values[index] } }
      defer { base = upper }
      return area(index, runs, from: base, to: upper, scale)
    }
    return frame.picture(title, description: description, height: (scale.bottom + 240) / 10, scale: scale) {
      frame.grid(scale)
      frame.plot {
        frame.gaps(top: top, bottom: scale.bottom)
        layers
        frame.lines(marks, top: top, bottom: scale.bottom)
      }
      frame.timeTicks(bottom: scale.bottom)
      frame.names(marks, top: top)
      labels(runs.last?.last, scale)
    }
  }

  private func labels(_ last: Place?, _ scale: ByteAxis) -> [Element] {
    guard let last else { return [] }
    var base = 0.0
    let labels = bands.bands.indices.map { index -> DirectLabels.Label in
      let value = last.values[index]
      defer { base += value }
      let band = bands.bands[index]
      return DirectLabels.Label(
        name: band.name, value: Bytes(kibibytes: Int64(value)).text, dimension: band.dimension,
        y: scale.y(base + value / 2))
    }
    return DirectLabels(labels: labels, x: frame.axis.right + 100, top: scale.top, bottom: scale.bottom).elements
  }

  private func area(
    _ index: Int, _ runs: [[Place]], from base: [[Double]], to upper: [[Double]], _ scale: ByteAxis
  ) -> Element {
    var path = Path()
    for (run, (low, high)) in zip(runs, zip(base, upper)) {
      path.lift()
      for (place, value) in zip(run, high) { path.point(place.x, scale.y(value)) }
      if run.count == 1, let only = run.first, let value = high.first { path.point(only.x + 10, scale.y(value)) }
      for (place, value) in zip(run, low).reversed() { path.point(place.x, scale.y(value)) }
      path.close()
    }
    let band = bands.bands[index]
    return .svg(
      "path", Attribute("class", "band"), Attribute("data-band", band.dimension.name), Attribute("d", path.text),
      Attribute("fill", band.dimension.colour), Attribute("stroke", band.dimension.lineColour),
      Attribute("stroke-width", ".8")
    ) { Element.svg("title") { band.name } }
  }

  private var places: [[Place]] {
    let columns = bands.bands.map(\.column.values)
    var sums: [Int64] = []
    return frame.buckets.runs.map { groups in
      groups.map { group in
        let sample = StackedChart.highest(group, columns, &sums)
        let values = columns.map { $0[sample] == Column.absent ? 0 : Double($0[sample]) }
        return Place(x: frame.axis.x(frame.session.times[group.lowerBound + group.count / 2]), values: values)
      }
    }
  }

  /// The sample of a group with the largest sum, the first of several; the sums are room to work in.
  private static func highest(_ group: Range<Int>, _ columns: [[Int64]], _ sums: inout [Int64]) -> Int {
    guard group.count > 1 else { return group.lowerBound }
    sums.removeAll(keepingCapacity: true)
    sums.append(contentsOf: repeatElement(0, count: group.count))
    var totals = sums.mutableSpan
    let absent = Column.absent
    for column in columns {
      let values = column.span.extracting(group)
      for place in values.indices {
        totals[place] &+= values[place] == absent ? 0 : values[place]
      }
    }
    var highest = 0
    for place in totals.indices where totals[place] > totals[highest] { highest = place }
    return group.lowerBound + highest
  }
}
