import Analysis
import Foundation
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

  /// A wrong word is named with its line and the words that are allowed, whatever part it stands in.
  @Test(
    arguments: [
      (
        "Slab", "data-when=\"steady\"", "data-when=\"steady wrm_up\"",
        "data-when has 'wrm_up', which is none of \(patterns)"
      ),
      ("Slab", "data-when=\"steady\"", "data-when=\"\n\"", "data-when names nothing; it takes \(patterns)"),
      (
        "Slab", "data-when=\"vm\"", "data-when=\"vmm\"",
        "data-when has 'vmm', which is none of physical, vm, container, unknown"
      ),
      (
        "Slab", "data-part=\"causes\"", "data-part=\"cause\"",
        "data-part has 'cause', which is none of meaning, pattern, causes, environment, next, owner, note"
      ),
      (
        "owners", "data-when=\"slab:dentry\"", "data-when=\"slab:dentry&#9;dentry\"",
        "data-when has 'dentry', which is none of the keys KIND:NAME, such as slab:dentry or container:*"
      ),
      (
        "environment", "data-when=\"container:kubernetes\"", "data-when=\"container:\u{202E}\"",
        "data-when has 'container:<U+202E>', which is none of the keys KIND:NAME, such as slab:dentry or container:*"
      ),
      (
        "Slab", "data-when=\"steady\"", "data-when=\"\(String(repeating: "é", count: 90_000))\"",
        "data-when has '\(String(repeating: "é", count: 40))…', which is none of \(patterns)"
      ),
    ].map(WordCase.init))
  func aWrongWordIsNamed(_ wrong: WordCase) throws {
    let name = wrong.template + ".xhtml"
    let text = String(decoding: ReportTemplates.files.first { $0.name == name }?.bytes ?? [], as: UTF8.self)
    let place = try #require(text.range(of: wrong.words))
    let line = text[..<place.lowerBound].count { $0 == "\n" } + 1 + wrong.wrong.count { $0 == "\n" }
    let broken = text.replacing(wrong.words, with: wrong.wrong, maxReplacements: 1)
    let error = #expect(throws: TemplateError.self) { try Templates(replacing: [name: Array(broken.utf8)]) }
    #expect(error?.description == "\(name):\(line): \(wrong.message); see CONTRIBUTING.md, \"How to change a text\"")
  }

  /// One word of a template that is changed, and what is said of it.
  struct WordCase: Sendable, CustomTestStringConvertible {
    let template: String
    let words: String
    let wrong: String
    let message: String

    init(_ template: String, _ words: String, _ wrong: String, _ message: String) {
      (self.template, self.words, self.wrong, self.message) = (template, words, wrong, message)
    }

    var testDescription: String { "\(template): \(wrong.prefix(60))" }
  }

  private static let patterns =
    "steady, warm_up, cyclic, growth, growth_stopped, step_up, step_down, decline, spike, drop, insufficient, absent"

  /// libxml2 reads freed memory while it words that a RELAX NG list is wrong.
  @Test func noGrammarHasALexicalList() {
    let grammars = ReportTemplates.files.filter { $0.name.hasSuffix(".rng") }
    #expect(grammars.count == 2)
    for grammar in grammars {
      let text = String(decoding: grammar.bytes, as: UTF8.self)
      #expect(text.contains("</grammar>"))
      #expect(!text.contains(/<([A-Za-z]+:)?list\b/), "\(grammar.name)")
    }
  }

  /// What once made a template's check read freed memory, refused as the fuzzer feeds it.
  @Test func whatFuzzersFoundIsRefused() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/Fuzz/template")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!names.isEmpty)
    for name in names {
      let bytes = try Array(Data(contentsOf: folder.appending(path: name)))
      #expect(throws: TemplateError.self) { try Templates(replacing: ["Slab.xhtml": bytes]) }
    }
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
