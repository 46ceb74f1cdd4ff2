import Analysis
import KernelMemory
import Markup
import Testing

@testable import Report

@Suite struct PageTests {
  private static func page(_ session: Session, title: String? = nil) throws -> String {
    let report = Report(Findings(analysing: session), title: title, version: "9.9")
    return String(decoding: try report.html(Templates()), as: UTF8.self)
  }

  @Test func theSameSessionIsTheSameBytes() throws {
    #expect(try Self.page(SampleSessions.threads()) == Self.page(SampleSessions.threads()))
  }

  @Test(arguments: [
    "Kernel memory of web-17", "KVM guest", "300 samples every 1 s", "id=\"KernelStack\"",
    "problem",
    "On this virtual machine",
    "What happened", "Run next", "2 of 4", "All five together", "How well it was recorded", "VMAP_STACK", "kmem 9.9",
  ])
  func theFactsAreThere(text: String) throws {
    #expect(try Self.page(SampleSessions.threads()).contains(text))
  }

  @Test func everyChartHasATitleADescriptionAndALabel() throws {
    let page = try Self.page(SampleSessions.threads())
    #expect(page.count(of: "<svg ") == page.count(of: "role=\"img\""))
    #expect(page.count(of: "<desc>") == page.count(of: "<svg "))
    #expect(page.count(of: "class=\"chart\"") == 8)
    #expect(page.count(of: "<details>") > 5)
  }

  /// Session sizes from nothing to more samples than pixels, and dimensions that are missing.
  @Test(arguments: [0, 1, 2, 3, 19, 2000])
  func anyLengthMakesAValidPage(samples: Int) throws {
    #expect(try Self.page(SampleSessions.threads(samples: samples)).hasSuffix("</html>\n"))
  }

  @Test func absentIsSaidAndNotDrawnAsZero() throws {
    let page = try Self.page(SampleSessions.session(columns: [("Slab", 1000, 0), ("KernelStack", 2000, 0)]))
    #expect(page.contains("Percpu is not reported in this session: unknown, not zero."))
    #expect(page.contains("not reported"))
    #expect(!page.contains("Percpu over the session"))
  }

  @Test func thePageDoesNotGrowWithTheSamples() throws {
    let small = try Self.page(SampleSessions.threads(samples: 4000)).utf8.count
    let large = try Self.page(SampleSessions.threads(samples: 20_000)).utf8.count
    #expect(large < 400_000)
    #expect(large < small * 3 / 2)
  }

  /// Thousands of gaps in a long session are drawn in as few bytes as pixels need.
  @Test func thePageDoesNotGrowWithTheGaps() throws {
    var session = SampleSessions.threads(samples: 20_000)
    session.events = stride(from: 4, to: 19_999, by: 5).map {
      SessionEvent(time: session.times[$0], kind: .gap(milliseconds: 1000))
    }
    #expect(session.runs.count == 4000)
    #expect(try Self.page(session).utf8.count < 400_000)
  }

  @Test func aSuspendIsNamed() throws {
    var session = SampleSessions.threads(samples: 60)
    session.times = session.times.enumerated().map { $0.offset < 30 ? $0.element : $0.element + 28_800_000 }
    session.events = [SessionEvent(time: session.times[29], kind: .suspend(milliseconds: 28_800_000))]
    #expect(try Self.page(session).contains(">suspended for 8 h</text>"))
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\" onload=\"alert(1)", "javascript:alert(1)", "</title><img src=x onerror=alert(1)>",
    "]]>",
    "a\u{0}b\u{1b}[31m", "\u{202e}gnp.exe", "&lt;b&gt;", "日本語ホスト", "שרת", String(repeating: "x", count: 200),
  ])
  func hostileNamesStayText(name: String) throws {
    let events = [SessionEvent(time: 1_795_387_130_000, kind: .mark(name))]
    let session = SampleSessions.session(
      columns: [("Slab", 1000, 0)], host: SampleSessions.host(name: name), label: name, events: events,
      remarks: [Remark(name, file: name, line: 3)])
    let page = try Self.page(session)
    #expect(page.count(of: "<script>") == 1)
    #expect(!page.contains("<img"))
    let report = Report(Findings(analysing: session), title: name, version: name)
    #expect(!(try report.html(Templates())).isEmpty)
  }

  @Test func theChartsCutTheLineAtAGap() throws {
    var session = SampleSessions.threads(samples: 60)
    session.times = session.times.enumerated().map { $0.offset < 30 ? $0.element : $0.element + 600_000 }
    session.events = [SessionEvent(time: session.times[29], kind: .gap(milliseconds: 601_000))]
    let page = try Self.page(session)
    #expect(page.contains("class=\"gap\""))
    #expect(page.contains("no data, 10 min"))
    #expect(session.runs == [0..<30, 30..<60])
  }
}

extension String {
  func count(of part: String) -> Int {
    var count = 0
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}

/// Numbers that stay with their units.
@Suite struct UnbrokenTests {
  @Test(arguments: [
    ("by 1.24 GiB/h (95 % 1.21 to 1.27 GiB/h), 100 % of", "by 1.24_GiB/h (95_% 1.21 to 1.27_GiB/h), 100_% of"),
    ("5 Bytes, 12 B. a B", "5 Bytes, 12_B. a B"), ("3 s, 3 samples", "3_s, 3 samples"), ("", ""), (" 7  % ", " 7  % "),
  ])
  func staysWhole(text: String, expected: String) {
    #expect(text.unbroken == expected.replacing("_", with: "\u{A0}"))
  }
}
