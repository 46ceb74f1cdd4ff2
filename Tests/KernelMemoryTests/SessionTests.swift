import KernelMemory
import Testing

@Suite struct SessionTests {
  private static func session(_ times: [Int64], _ values: [Int64], events: [SessionEvent] = [], cut: Int? = nil)
    -> Session
  {
    let header = SessionHeader(recorder: "test", start: times.first ?? 0)
    let end = times.count
    let parts = cut.map {
      [SessionPart(header: header, samples: 0..<$0), SessionPart(header: header, samples: $0..<end)]
    }
    return Session(
      header: header, parts: parts ?? [SessionPart(header: header, samples: 0..<end)], times: times,
      columns: [Column(name: "Slab", values: values)], events: events)
  }

  @Test func absentValuesAreLeftOutOfASeries() {
    let session = Self.session([0, 1000, 2000, 3000], [Column.absent, 5, Column.absent, 7], cut: 3)
    let series = session.series(.slab)
    #expect(series?.values == [5, 7])
    #expect(series?.times == [1000, 3000])
    #expect(series?.breaks == [1])
    #expect(series?.sample(at: 1) == 3)
    #expect(session.series(.percpu) == nil)
    #expect(Self.session([0], [Column.absent]).series(.slab) == nil)
  }

  /// Fewer samples have other numbers than those that a track names.
  @Test func tracksDoNotOutliveTheirNumbers() {
    var session = Self.session([0, 1000, 2000, 3000], [1, 2, 3, 4])
    session.tracks["Tasks"] = CounterTrack()
    for sample in 0..<4 { session.tracks["Tasks"]?.append(Int64(10 * sample), at: sample) }
    #expect(session.value(of: .tasks, near: 2) == 20)
    #expect(session.ends(.tasks) == CounterEnds(first: 0, last: 30))
    #expect(session.keeping([1, 3]).ends(.tasks) == nil)
    #expect(session.slice(since: 1000, until: nil).ends(.tasks) == nil)
  }

  @Test func runsEndAtGapsAndParts() {
    let gap = SessionEvent(time: 1000, kind: .gap(milliseconds: 9000))
    #expect(Self.session([0, 1000, 10_000, 11_000], [1, 1, 1, 1], events: [gap]).runs == [0..<2, 2..<4])
    #expect(Self.session([0, 1000, 2000], [1, 1, 1], cut: 1).runs == [0..<1, 1..<3])
    #expect(Self.session([], []).runs.isEmpty)
  }

  @Test(
    arguments: [
      (nil, nil, 0..<5), (2000, nil, 2..<5), (1500, 3000, 2..<4), (nil, 0, 0..<1), (9000, nil, 5..<5),
      (3000, 1000, 3..<3),
    ] as [(Int64?, Int64?, Range<Int>)])
  func slices(since: Int64?, until: Int64?, expected: Range<Int>) {
    let times: [Int64] = [0, 1000, 2000, 3000, 4000]
    let slice = Self.session(times, [0, 1, 2, 3, 4]).slice(since: since, until: until)
    #expect(slice.times == Array(times[expected]))
    #expect(slice.columns[0].values == expected.map(Int64.init))
    #expect(slice.parts.reduce(0) { $0 + $1.samples.count } == expected.count)
  }

  @Test func theUsualIntervalIsTheMedianUnlessItWasAskedFor() {
    #expect(Self.session([0, 1000, 2000, 9000], [1, 1, 1, 1]).usualInterval == 1000)
    #expect(Self.session([0], [1]).usualInterval == nil)
    var asked = Self.session([0, 1000], [1, 1])
    asked.parts[0].header.interval = 200
    #expect(asked.usualInterval == 200)
  }

  @Test func everyDimensionHasAColourAndTheFiveComeFirst() {
    #expect(Dimension.bands.map(\.name) == ["Slab", "VmallocUsed", "KernelStack", "PageTables", "Percpu"])
    #expect(Array(Dimension.allCases.prefix(5)) == Dimension.bands)
    #expect(Set(Dimension.bands.map(\.colour)).count == 5)
    for dimension in Dimension.allCases { #expect(dimension.colour.count == 7) }
  }
}
