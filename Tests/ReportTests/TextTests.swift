import Analysis
import KernelMemory
import Testing

@testable import Report

@Suite struct TextTests {
  private static func text(_ session: Session, width: Int = 80, isColoured: Bool = false) throws -> String {
    Report(Findings(analysing: session), version: "9.9").text(
      try Templates(), style: TextStyle(width: width, isColoured: isColoured))
  }

  @Test(arguments: [
    ("threads", 80, false), ("quiet", 100, false), ("odd", 60, false), ("threads", 44, true), ("empty", 80, false),
  ])
  func goldens(name: String, width: Int, isColoured: Bool) throws {
    let text = try Self.text(SampleSessions.named(name), width: width, isColoured: isColoured)
    try Golden.expect(text, "\(name)-\(width).txt")
  }

  /// No line is wider than the screen, but for commands, which must stay whole.
  @Test(arguments: [1, 40, 52, 64, 79, 80, 100, 120, 500])
  func linesFit(width: Int) throws {
    let limit = min(120, max(40, width))
    for session in [SampleSessions.threads(), SampleSessions.quiet(), SampleSessions.odd()] {
      let text = try Self.text(session, width: width)
      var isCommands = false
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if line == "Run next:" { isCommands = true } else if line.isEmpty { isCommands = false }
        if isCommands, !line.hasPrefix("    ") { continue }
        #expect(String(line).columns <= limit, "\(line)")
      }
    }
  }

  @Test func withoutColourThereIsNoControlCharacter() throws {
    for session in [SampleSessions.threads(), SampleSessions.odd()] {
      let controls = try Self.text(session).unicodeScalars.filter { $0.properties.generalCategory == .control }
      #expect(Set(controls) == ["\n"])
    }
  }

  @Test func coloursAddNothingButEscapes() throws {
    let plain = try Self.text(SampleSessions.threads())
    let coloured = try Self.text(SampleSessions.threads(), isColoured: true)
    #expect(coloured.contains("\u{1b}[1;31m✕ problem\u{1b}[0m"))
    #expect(coloured.replacing(/\u{1b}\[[0-9;]*m/, with: "") == plain)
  }

  @Test(arguments: [
    ("one two three", 8, "one two\nthree\n"), ("1.24 GiB/h up", 10, "1.24 GiB/h\nup\n"),
    ("abcdefghij k", 4, "abcd\nefgh\nij k\n"),
    ("日本語日本語", 6, "日本語\n日本語\n"), ("", 9, "\n"), ("abcd efgh", 4, "abcd\nefgh\n"),
  ])
  func wrapping(text: String, width: Int, lines: String) {
    #expect(text.wrapped(width) == lines)
  }

  @Test(arguments: [
    ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("✕ problem", 9), ("▁█", 2), ("→–±", 3), ("👍", 2), ("\u{200d}", 0),
  ])
  func widths(text: String, columns: Int) {
    #expect(text.columns == columns)
  }

  @Test(arguments: [
    ([1, 2, 3, 4, 5, 6, 7, 8], 8, "▁▂▃▄▅▆▇█"), ([5, 5, 5, 5], 4, "▁▁▁▁"), ([0, 0, 100, 0, 0, 0], 3, "▁█▁"),
    ([1, 8], 4, "▁▁▁█"), ([100_000, 100_001, 100_000], 3, "▁▁▁"), ([], 3, "   "),
  ])
  func sparklines(values: [Int64], width: Int, picture: String) {
    let times = values.indices.map { Int64($0) * 1000 }
    #expect(TextSparkline(Column(name: "Slab", values: values), times: times, width: width).text == picture)
  }

  @Test func aGapIsBlankAndASupplyShowsItsLows() {
    let column = Column(name: "MemAvailable", values: [10, 90, 10, 10])
    let times: [Int64] = [0, 1000, 8000, 9000]
    #expect(TextSparkline(column, times: times, width: 4).text == "█  ▁")
    #expect(TextSparkline(column, times: [0, 1, 2, 3], width: 2, isSupply: true).text == "▁▁")
  }
}
