import Analysis
import KernelMemory
import Markup
import Testing

@testable import Report

@Suite struct ChartTests {
  @Test(arguments: [
    (0.0, 230_000.0, ["0", "50 MiB", "100 MiB", "150 MiB", "200 MiB"]),
    (150_000, 155_000, ["147 MiB", "148 MiB", "149 MiB", "150 MiB", "151 MiB"]),
    (14_000, 14_600, ["13.8 MiB", "14.0 MiB", "14.2 MiB"]), (0, 3_145_728, ["0", "1 GiB", "2 GiB", "3 GiB"]),
    (0, 8, ["0", "2 KiB", "4 KiB", "6 KiB", "8 KiB"]), (5, 5, ["5.0 KiB"]),
  ])
  func ticksAreRoundInOneUnit(low: Double, high: Double, labels: [String]) {
    #expect(ByteAxis(low, high, top: 0, height: 1000).ticks().map(\.label) == labels)
  }

  @Test func signedTicks() {
    #expect(
      ByteAxis(-2048, 4096, top: 0, height: 1000).ticks(signed: true).map(\.label) == [
        "-2 MiB", "0", "+2 MiB", "+4 MiB",
      ])
  }

  @Test(
    arguments: [
      (74_000, ["22:38:50", "22:39:00", "22:39:10", "22:39:20", "22:39:30", "22:39:40", "22:39:50", "22:40:00"]),
      (86_400_000, ["23 Nov", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00"]),
      (30 * 86_400_000, ["23 Nov", "27 Nov", "1 Dec", "5 Dec", "9 Dec", "13 Dec", "17 Dec", "21 Dec"]),
      (45 * 86_400_000, ["23 Nov", "30 Nov", "7 Dec", "14 Dec", "21 Dec", "28 Dec", "4 Jan"]),
      (200 * 86_400_000, ["Dec 2026", "Jan 2027", "Feb 2027", "Mar 2027", "Apr 2027", "May 2027", "Jun 2027"]),
      (2000 * 86_400_000, ["2027", "2028", "2029", "2030", "2031", "2032"]),
      (
        400,
        [
          "22:38:48.000", "22:38:48.050", "22:38:48.100", "22:38:48.150", "22:38:48.200", "22:38:48.250",
          "22:38:48.300", "22:38:48.350", "22:38:48.400",
        ]
      ),
    ] as [(Int64, [String])])
  func timeTicks(span: Int64, labels: [String]) {
    let axis = TimeAxis([1_795_387_128_000, 1_795_387_128_000 + span], left: 0, width: 7000)
    #expect(axis.ticks.map(\.label) == labels)
  }

  @Test func pathsAreShortAndExact() {
    var path = Path()
    path.point(100, 205)
    path.point(104, 201)
    path.point(104, 201)
    path.point(90, 300)
    path.close()
    path.point(1, 2)
    #expect(path.text == "M10 20.5l.4-.4l-1.4 9.9zM.1 .2")
  }

  /// One sample of a day is a spike: it must be in the drawn envelope, at its full height.
  @Test(arguments: [0, 1, 40_000, 86_398, 86_399])
  func noSpikeIsLost(place: Int) throws {
    var session = SampleSessions.session(samples: 86_400, columns: [("Slab", 100_000, 0)])
    session.columns[0].values[place] = 200_000
    let frame = Frame(session)
    let envelope = try #require(frame.envelopes[.slab])
    #expect(envelope.runs.joined().map(\.high).max() == 200_000)
    #expect(envelope.runs.joined().count <= 700)
    let narrow = envelope.narrowed(from: frame.axis, to: TimeAxis(session.times, left: 0, width: 1000))
    #expect(narrow.runs.joined().map(\.high).max() == 200_000)
    #expect(narrow.runs.joined().count <= 101)
    let sum = narrow.runs.joined().reduce(0) { $0 + $1.mean * Double($1.count) }
    #expect(abs(sum - 86_401 * 100_000) < 1)
  }

  @Test func bandsDoNotCountStacksTwice() {
    var session = SampleSessions.threads(samples: 10)
    let vmalloc = { (bands: Bands) in bands.bands.first { $0.dimension == .vmallocUsed }?.column.values.first }
    #expect(
      vmalloc(Bands(session)) == (session.column("VmallocUsed")?.first ?? 0)
        - (session.column("KernelStack")?.first ?? 0))
    session.header.host.vmapStack = VmapStack(false)
    #expect(vmalloc(Bands(session)) == session.column("VmallocUsed")?.first)
    session.header.host.vmapStack = VmapStack()
    #expect(!Bands(session).bands.contains { $0.dimension == .kernelStack })
    session.columns = session.columns.map {
      $0.name == "KernelStack" ? Column(name: $0.name, values: $0.values.map { $0 * 100 }) : $0
    }
    #expect(Bands(session).bands.count == 5)
  }

  @Test func labelsNeverOverlap() {
    let labels = (0..<5).map { DirectLabels.Label(name: "\($0)", value: "", dimension: .slab, y: 1000 + $0) }
    let elements = DirectLabels(labels: labels, x: 0, top: 0, bottom: 1100).elements
    let texts = elements.flatMap(\.children).compactMap { node in
      if case .element(let part) = node { part } else { nil }
    }
    let places = texts.filter { $0.name == "text" }.compactMap { $0["y"] }.compactMap(Double.init)
    #expect(places.count == 5)
    #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 16 })
    #expect(places.allSatisfy { $0 <= 114 })
  }
}
