import Analysis
import KernelMemory
import Testing

@testable import Report

/// What the page says first where the kernel had to kill for memory.
@Suite struct KillTests {
  private static func findings(_ kills: [SessionEvent.Kind]) -> Findings {
    let header = SessionHeader(recorder: "kmem test", start: 0, interval: 1000)
    var session = Session(
      header: header, parts: [SessionPart(header: header, samples: 0..<60)], times: (0..<60).map { $0 * 1000 },
      columns: [Column(name: "Slab", values: (0..<60).map { 100_000 + $0 % 3 * 4 })])
    session.events = kills.enumerated().map { SessionEvent(time: Int64(30 + $0.offset) * 1000, kind: $0.element) }
    return Findings(analysing: session)
  }

  @Test func aKillIsAProblemWhateverTheCountersSay() {
    let findings = Self.findings([SessionEvent.kill("4242 (java)"), SessionEvent.kill("17 (sh)")])
    #expect(findings.verdict == .problem)
    #expect(
      Content(findings).headline.hasPrefix(
        "The host ran out of memory: at 00:00:30 the kernel killed process 4242 (java), and 1 more after it. Nothing else stands out: 1 dimension"
      ))
  }

  /// A control group at its own limit says nothing of the host's memory, and a user's mark is a mark.
  @Test(arguments: ["out of memory in a cgroup: killed 4242 (java)", "deployed"])
  func otherMarksAreNone(_ mark: String) {
    let findings = Self.findings([.mark(mark)])
    #expect(findings.verdict == .normal)
    #expect(Content(findings).headline.hasPrefix("Nothing to act on"))
  }
}
