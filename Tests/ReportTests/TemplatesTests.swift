import Analysis
import KernelMemory
import Report
import ReportTemplates
import Testing

@Suite struct TemplatesTests {
  private static let slab = String(
    decoding: ReportTemplates.files.first { $0.name == "Slab.xhtml" }?.bytes ?? [], as: UTF8.self)

  @Test func aReplacedTextIsInTheReport() throws {
    let text = Self.slab.replacing(
      "</section>", with: "<p><a href=\"https://runbook.example/slab\">Our runbook</a></p></section>")
    let templates = try Templates(replacing: ["Slab.xhtml": Array(text.utf8)])
    let page = try Report(Findings(analysing: SampleSessions.threads()), version: "1").html(templates)
    #expect(String(decoding: page, as: UTF8.self).contains("Our runbook"))
  }

  @Test(arguments: [
    (
      "slab.xhtml", "x",
      "slab.xhtml: this is no template's name; the names are KernelStack.xhtml, PageTables.xhtml, Percpu.xhtml, Slab.xhtml, VmallocUsed.xhtml, environment.xhtml, owners.xhtml, page.xhtml, reading.xhtml, style.css, and Slab.extra.xhtml, VmallocUsed.extra.xhtml, KernelStack.extra.xhtml, PageTables.extra.xhtml, Percpu.extra.xhtml"
    ),
    (
      "script.js", "x",
      "script.js: the script and the grammars keep a report safe and cannot be replaced; remove the file"
    ),
    (
      "style.css", "a {}\nb > c {}",
      "style.css:2:3: '<', '>' and '&' cannot stand in a style sheet or script that is read as HTML and as XHTML; write it without"
    ),
    (
      "style.css", "\u{FFFD}&",
      "style.css:1:2: '<', '>' and '&' cannot stand in a style sheet or script that is read as HTML and as XHTML; write it without"
    ),
    (
      "Slab.extra.xhtml",
      "<aside xmlns=\"http://www.w3.org/1999/xhtml\" data-dimension=\"Percpu\"><section data-part=\"next\"><p>x</p></section></aside>",
      "Slab.extra.xhtml:1: the root is not <aside data-dimension=\"Slab\">; see CONTRIBUTING.md, \"How to change a text\""
    ),
    (
      "Slab.xhtml",
      "<aside xmlns=\"http://www.w3.org/1999/xhtml\" data-dimension=\"Slab\"><section data-part=\"next\"><p>x</p></section></aside>",
      "Slab.xhtml:1: the root of a whole text is article; aside is for NAME.extra.xhtml; see CONTRIBUTING.md, \"How to change a text\""
    ),
    ("Slab.xhtml", "", "Slab.xhtml:1:1: Document is empty; see CONTRIBUTING.md, \"How to change a text\""),
    (
      "Slab.xhtml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a/>",
      "Slab.xhtml:1: a document type declaration is not allowed here; see CONTRIBUTING.md, \"How to change a text\""
    ),
  ])
  func refused(name: String, text: String, message: String) {
    let error = #expect(throws: TemplateError.self) { try Templates(replacing: [name: Array(text.utf8)]) }
    #expect(error?.description == message)
  }

  /// One more section for all patterns, one for a pattern that is not there, in every form.
  @Test func extraSectionsStandBehindTheOthers() throws {
    let text =
      "<aside xmlns=\"http://www.w3.org/1999/xhtml\" data-dimension=\"KernelStack\"><section data-part=\"next\"><ul><li><a href=\"https://runbook.example/stacks\">Our runbook</a></li></ul></section><section data-part=\"next\" data-when=\"drop\"><p>Not now.</p></section></aside>"
    let templates = try Templates(replacing: ["KernelStack.extra.xhtml": Array(text.utf8)])
    let report = Report(Findings(analysing: SampleSessions.threads()), version: "1")
    let page = String(decoding: try report.html(templates), as: UTF8.self)
    for form in [
      page, report.markdown(templates), report.text(templates, style: TextStyle(width: 80, isColoured: false)),
    ] {
      #expect(form.count(of: "https://runbook.example/stacks") == 1)
      #expect(form.contains("Our runbook"))
      #expect(!form.contains("Not now."))
      #expect(form.contains("pids.max was hit"))
    }
  }

  /// What an attacker would plant in a fragment.
  @Test(arguments: [
    "<script>alert(1)</script>", "<p onclick=\"alert(1)\">x</p>", "<p style=\"color:red\">x</p>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<img src=\"https://example.org/x.png\"/>", "<iframe/>", "<p><b xmlns=\"http://www.w3.org/2000/svg\"/></p>",
    "<object data=\"x\"/>",
    "<p><a href=\"http://example.org/\">x</a></p>", "<form/>", "<style>p{}</style>", "<slot name=\"policy\"/>",
  ])
  func plantedInAFragment(markup: String) {
    let text = Self.slab.replacing("</section>", with: markup + "</section>")
    #expect(throws: TemplateError.self) { try Templates(replacing: ["Slab.xhtml": Array(text.utf8)]) }
  }

  /// The same in the page's skeleton: the finished report breaks its grammar and is not given out.
  @Test(arguments: [
    "<script>alert(1)</script>", "<p onclick=\"alert(1)\">x</p>", "<img src=\"x\"/>",
    "<meta http-equiv=\"refresh\" content=\"0\"/>",
  ])
  func plantedInThePage(markup: String) throws {
    let page = String(decoding: ReportTemplates.files.first { $0.name == "page.xhtml" }?.bytes ?? [], as: UTF8.self)
    let templates = try Templates(replacing: [
      "page.xhtml": Array(page.replacing("<main>", with: markup + "<main>").utf8)
    ])
    #expect(throws: (any Error).self) {
      try Report(Findings(analysing: SampleSessions.threads(samples: 20)), version: "1").html(templates)
    }
  }

  @Test func everyPatternHasItsWordsForEveryDimension() throws {
    for dimension in Dimension.bands {
      let bytes = ReportTemplates.files.first { $0.name == "\(dimension.name).xhtml" }?.bytes ?? []
      let text = String(decoding: bytes, as: UTF8.self)
      for pattern in Pattern.allCases {
        let sections = text.split(separator: "<section ").filter { $0.hasPrefix("data-part=\"pattern\"") }
        let hits = sections.filter { section in
          let when = section.split(separator: "data-when=\"").dropFirst().first?.prefix { $0 != "\"" } ?? ""
          return when.split(whereSeparator: \.isWhitespace).contains(Substring(pattern.rawValue))
        }
        #expect(hits.count == 1, "\(dimension.name) \(pattern.rawValue)")
      }
    }
  }
}
