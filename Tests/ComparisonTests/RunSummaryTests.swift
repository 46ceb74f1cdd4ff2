import KernelMemory
import Testing

@testable import Comparison

@Suite struct RunSummaryTests {
  /// A session of a sample a second: three before the job, twenty in it, three after, where nothing else is given.
  private static func session(_ values: [Int64], start: Int64 = 2500, end: Int64 = 22_500, marks: [Int64] = [])
    -> Session
  {
    let times = values.indices.map { Int64($0) * 1000 }
    var events = [SessionEvent(time: start, kind: .commandStart("make test"))]
    for (index, mark) in marks.enumerated() {
      events.append(SessionEvent(time: mark, kind: .mark("iteration \(index + 1)")))
    }
    events.append(SessionEvent(time: end, kind: .commandEnd(status: 0)))
    let header = SessionHeader(label: "nightly", recorder: "test", start: 0)
    return Session(
      header: header, parts: [SessionPart(header: header, samples: times.indices)], times: times,
      columns: [Column(name: "SUnreclaim", values: values)], events: events)
  }

  @Test func levelAddedAndPeak() throws {
    let during = (0..<20).map { Int64($0 == 9 ? 900 : 500) }
    let run = RunSummary(Self.session([400, 410, 420] + during + [440, 450, 460]), name: "a")
    let counter = try #require(run.counters[.sUnreclaim])
    #expect(counter.level == 410)
    #expect(counter.added == 40)
    #expect(counter.peak == 450)
    #expect(counter.hasAfter)
    #expect(run.job?.command == "make test")
    #expect(run.job?.status == 0)
    #expect(run.counters[.kernelStack] == nil)
  }

  /// Without samples before and after, the first and the last twentieth stand for them.
  @Test func withoutTails() throws {
    let run = RunSummary(Self.session((0..<40).map { Int64(1000 + 10 * $0) }, start: 0, end: 39_000), name: "a")
    let counter = try #require(run.counters[.sUnreclaim])
    #expect(counter.level == 1005)
    #expect(counter.added == 380)
    #expect(!counter.hasAfter)
  }

  /// The course runs on the job's own time: of two iterations each has half of it, however long they took.
  @Test func iterationsHaveEqualShares() throws {
    let job = try #require(JobSpan(Self.session([Int64](repeating: 1, count: 30), marks: [2500, 17_500])))
    #expect(job.iterations == [2500, 17_500])
    let times = job.times(4)
    #expect(times == [6250, 13_750, 18_750, 21_250])
  }

  @Test func ordinaryMarksAreNoIterations() throws {
    var session = Self.session([Int64](repeating: 1, count: 30))
    session.events.append(SessionEvent(time: 5000, kind: .mark("deployed iteration 2")))
    #expect(RunSummary(session, name: "a").iterations == 0)
  }
}
