import Analysis
import KernelMemory
import Markup
import Testing

@testable import Report

@Suite struct MarkTests {
  private static let axis = TimeAxis([0, 100_000], left: 700, width: 6700)

  private static func mark(_ time: Int64, _ label: String, _ kind: ChartMark.Kind = .note) -> ChartMark {
    ChartMark(time: time, label: label, kind: kind)
  }

  /// Thirty marks and events close together: whatever is named does not touch another name in its row.
  @Test(arguments: ["mark", "負荷試験を始める", "a mark with a long text that goes on and on"], [1, 3, 5])
  func namesNeverCollide(label: String, rows: Int) {
    let marks = (0..<30).map { Self.mark($0 * 900, "\(label) \($0)", $0 % 7 == 0 ? .event : .note) }
    let placed = PlacedMarks(marks, rows: rows, on: Self.axis)
    #expect(placed.named.count + placed.unnamed.count == 30)
    #expect(!placed.named.isEmpty)
    for row in 0..<rows {
      let ranges = placed.named.filter { $0.row == row }.map { place in
        let width = PlacedMarks.width(place.mark.label)
        return place.isLeft ? place.x - 40 - width..<place.x : place.x..<place.x + 40 + width
      }.sorted { $0.lowerBound < $1.lowerBound }
      #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
    }
  }

  @Test func badNewsIsNamedFirst() {
    let marks = (0..<20).map { Self.mark(1000, "note \($0)") } + [Self.mark(1000, "growth begins", .problem)]
    let placed = PlacedMarks(marks, rows: 1, on: Self.axis)
    #expect(placed.named.map(\.mark.label) == ["growth begins"])
    #expect(placed.remark == "20 marks have no room for their names here: see What happened when.")
    #expect(PlacedMarks(Array(marks.suffix(1)), rows: 1, on: Self.axis).remark == nil)
  }

  @Test func aNameAtTheEndStandsLeftOfItsLine() {
    let placed = PlacedMarks([Self.mark(100_000, "the end of a long story, told in short")], rows: 1, on: Self.axis)
    #expect(placed.named.map(\.isLeft) == [true])
  }

  /// Ten thousand marks cost a page no more than a pixel column each.
  @Test func manyMarksAreFewBytes() throws {
    let events = (0..<10_000).map { SessionEvent(time: 1_795_387_128_000 + $0 * 29, kind: .mark("mark \($0)")) }
    let session = SampleSessions.session(columns: [("Slab", 150_000, 20), ("Percpu", 800, 0)], events: events)
    let page = try Report(Findings(analysing: session), version: "1").html(Templates())
    #expect(page.count < 200_000)
  }

  @Test(arguments: [("short", "short"), (String(repeating: "x", count: 60), String(repeating: "x", count: 39) + "…")])
  func longMarksAreCut(text: String, shown: String) {
    let events = [SessionEvent(time: 1_795_387_130_000, kind: .mark(text))]
    let session = SampleSessions.session(columns: [("Slab", 1000, 0)], events: events)
    #expect(ChartMark.notes(session).map(\.label) == [shown])
  }

  /// A growth that goes on is tinted from its begin to the end, in the colour of its dimension.
  @Test func theGrowthIsTinted() throws {
    let frame = Frame(SampleSessions.threads())
    let times = frame.session.times
    let tint = frame.tint(times[0]...times[299], .kernelStack, top: 100, bottom: 300)
    #expect(tint?["x"] == "70")
    #expect(tint?["width"] == "670")
    #expect(tint?["height"] == "20")
    #expect(tint?["fill"] == "#009E73")
    #expect(frame.tint(times[5]...times[5], .slab, top: 0, bottom: 1) == nil)
  }

  /// Beyond a day a time alone would be any day's.
  @Test func marksOfLongRecordsHaveADate() throws {
    var session = SampleSessions.session(columns: [("Slab", 100_000, 0)])
    session.times = session.times.enumerated().map { $0.element + Int64($0.offset) * 600_000 }
    for index in 150..<300 { session.columns[0].values[index] += 50_000 }
    let finding = try #require(Findings(analysing: session)[.slab])
    let marks = ChartMark.events(finding, session, atMost: 3, least: 0)
    #expect(marks.map(\.label) == ["step up +48.8 MiB 23 Nov 23:41"])
  }

  /// Hours from 22:43:47 on 22 November, and how far ahead the growth was seen for long enough to tell.
  @Test(arguments: [
    (1, 1, "gone 22 Nov, 23:43"), (1, 1.5, "gone 22 Nov 23:43–23 Nov 00:13"), (3, 6, "gone 23 Nov, 01:43–04:43"),
    (30, 60, "gone 24 Nov – 25 Nov 2026"),
  ])
  func whenMemAvailableIsGone(soonest: Double, latest: Double, words: String) throws {
    let session = SampleSessions.threads()
    var finding = try #require(Findings(analysing: session)[.kernelStack])
    func judge(_ horizon: Double) throws {
      let leak = try #require(finding.judgements.firstIndex { $0.reason == .leak })
      finding.judgements[leak].figures = [.soonest: soonest, .latest: latest, .horizon: horizon]
    }
    try judge(100)
    #expect(Exhaustion(finding, session)?.lines == ["at this rate MemAvailable is", words])
    try judge(soonest / 2)
    #expect(Exhaustion(finding, session) == nil)
  }
}
