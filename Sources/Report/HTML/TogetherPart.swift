import Analysis
import KernelMemory
import Markup

/// The stacked chart, the same bands as change since the start, MemAvailable, and a table that says the same.
struct TogetherPart {
  let findings: Findings
  let frame: Frame

  private var session: Session { findings.session }

  /// Figures in order; one sentence where there is nothing to draw.
  var content: [Node] {
    let bands = Bands(session)
    guard !bands.bands.isEmpty, !session.times.isEmpty else {
      return [.element(.html("p") { "This session holds none of the five counters." })]
    }
    if let sentence = LXCFSWords(session: session).sentence {
      return [.element(.html("p") { sentence })] + [available].compactMap { $0.map(Node.element) }
    }
    let marks = PlacedMarks(marks, rows: 4, on: frame.axis)
    let chart = StackedChart(frame: frame, bands: bands, marks: marks)
    let caption = ["A column of the picture shows the sample with the largest sum.", marks.remark]
    let names = bands.bands.map(\.name).joined(separator: ", ")
    return [
      .element(
        figure(
          chart.sizes(
            title: "Kernel memory, stacked",
            description: "Bands from the bottom: \(names). The table below says the same."),
          caption.compactMap { $0 }.joined(separator: " "))),
      isShort ? available.map(Node.element) : nil,
      .element(
        .html("details") {
          Element.html("summary") { isShort ? "The same as a table" : "The same as a table, and MemAvailable" }
          Element.html("p", Attribute("class", "note")) { bands.note }
          table(bands)
          isShort ? nil : available
        }),
    ].compactMap { $0 }
  }

  /// Whether what is left to use is to be looked at.
  private var isShort: Bool { findings[.memAvailable].map { $0.verdict >= .watch } ?? false }

  private var available: Element? {
    guard let finding = findings[.memAvailable] else { return nil }
    let chart = DimensionChart(frame: frame, finding: finding, notes: [], height: 600)
    return chart.picture(title: "MemAvailable", description: "What is left to use without swapping.").map {
      figure($0, (["MemAvailable: what is left to use without swapping."] + chart.remarks).joined(separator: " "))
    }
  }

  private func figure(_ chart: Element, _ caption: String) -> Element {
    .html("figure") {
      chart
      Element.html("figcaption") { caption }
    }
  }

  /// The most telling moments of all five, and what users noted.
  private var marks: [ChartMark] {
    let five = Dimension.bands.compactMap { findings[$0] }
    let total = five.compactMap(\.statistics?.max).map(Double.init).reduce(0, +)
    let own = five.flatMap { ChartMark.events($0, session, atMost: 2, least: total / 40, named: true) }
    return own + ChartMark.notes(session) + frame.gaps.marks
  }

  /// Up to nine samples at even distances.
  private func table(_ bands: Bands) -> Element {
    let last = session.times.count - 1
    let samples = last < 9 ? Array(0...last) : (0...8).map { $0 * last / 8 }
    return Table(
      caption: "The bands at \(samples.count) moments", head: ["Time (UTC)"] + bands.bands.map(\.name),
      rows: samples.map { sample in
        let time = CivilTime(milliseconds: session.times[sample])
        return [[.text("\(time.day) \(time.clock)")]]
          + bands.bands.map { [.text($0.column.value(at: sample).map { Bytes(kibibytes: $0).text } ?? "–")] }
      }, numbers: Set(1...bands.bands.count)
    ).element
  }
}
