import Analysis
import KernelMemory
import Testing

@testable import Report

@Suite struct MarkdownTests {
  private static func markdown(_ session: Session, title: String? = nil) throws -> String {
    Report(Findings(analysing: session), title: title, version: "9.9").markdown(try Templates())
  }

  @Test(arguments: ["threads", "quiet", "odd", "empty"]) func goldens(name: String) throws {
    try Golden.expect(Self.markdown(SampleSessions.named(name)), name + ".md")
  }

  /// Text from outside, and how it must stand so that GitHub and GitLab show it as it is.
  @Test(arguments: [
    ("web-17", "web-17"), ("web_17", "web_17"),
    ("Slab grew by 1.37 GiB/h (95 % 1 to 2).", "Slab grew by 1.37 GiB/h (95 % 1 to 2)."),
    ("a | b", "a `|` b"), ("*a* b", "`*a*` b"), ("_a_", "`_a_`"), ("say @admin twice", "say `@admin` twice"),
    ("see #12", "see `#12`"), ("!12 and %3", "`!12` and `%3`"), ("<b>x</b>", "`<b>x</b>`"), ("&lt;", "`&lt`;"),
    ("a `b` c", "a `` `b` `` c"), ("``", "``` `` ```"), ("[x](y)", "`[x](y)`"), ("https://x.y", "`https://x.y`"),
    ("www.x.y", "`www.x.y`"), (":tada:", "`:tada:`"), ("at 03:11:20: up", "at 03:11:20: up"), ("$a$", "`$a$`"),
    ("1. one", "`1.` one"), ("- one", "`-` one"), ("a - b", "a - b"), ("--- x", "`---` x"), ("# h", "`#` h"),
    ("> q", "`>` q"), ("~~x~~", "`~~x~~`"), ("a\nb", "`a␊b`"), ("\u{1b}[31mx", "`␛[31mx`"),
    ("\u{202e}x", "`<U+202E>x`"), ("日本語 שרת", "日本語 שרת"), ("\\", "`\\`"), ("GH-12", "`GH-12`"),
    ("one #1 #2, two", "one `#1 #2`, two"), ("", ""),
  ])
  func escaping(text: String, markdown: String) {
    #expect(Markdown.text(text) == markdown)
  }

  /// Outside a code span nothing from outside can act, whatever it is.
  @Test(arguments: [
    "<script>alert(1)</script>", "</details><h1>x", "@everyone", "| a | b |", "[click](javascript:alert(1))",
    "![x](https://evil.example/x.png)", "```\nx\n```", "a`@b`c", "\u{0}\u{7}\u{9b}31m", "<!-- x", "]]>", "&#64;admin",
  ])
  func hostileNamesStayText(name: String) throws {
    let session = SampleSessions.session(
      samples: 30, columns: [("Slab", 1000, 0)], host: SampleSessions.host(name: name), label: name,
      events: [SessionEvent(time: 1_795_387_130_000, kind: .mark(name))], remarks: [Remark(name, file: name, line: 3)])
    for title in [nil, name] {
      for line in try Self.markdown(session, title: title).split(separator: "\n") where !line.hasPrefix("| ") {
        let bare = line.withoutCode
        #expect(!bare.contains { "<>@[`&\u{1b}".contains($0) }, "\(bare)")
        #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control }, "\(line)")
      }
    }
  }

  @Test func everyTableRowHasTheSameCells() throws {
    let rows = try Self.markdown(SampleSessions.odd()).split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == 2 + Dimension.allCases.count)
    #expect(Set(rows.map { $0.count { $0 == "|" } }) == [9])
  }
}

extension Substring {
  /// The line without its code spans (CommonMark 0.31, 6.1) and without the addresses of our own links.
  fileprivate var withoutCode: String {
    var text = ""
    var rest = self
    while let start = rest.firstIndex(of: "`") {
      text += rest[..<start]
      let fence = rest[start...].prefix { $0 == "`" }
      rest = rest[fence.endIndex...]
      var search = rest
      var end: Substring.Index?
      while let next = search.firstIndex(of: "`") {
        let run = search[next...].prefix { $0 == "`" }
        search = search[run.endIndex...]
        if run.count == fence.count {
          end = run.endIndex
          break
        }
      }
      if let end { rest = rest[end...] } else { text += fence }
    }
    return text + rest
  }
}
