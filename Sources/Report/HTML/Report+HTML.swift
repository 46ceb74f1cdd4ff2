import Analysis
import KernelMemory
package import Markup

extension Report {
  /// The whole page: UTF-8, valid as XHTML and as HTML, without any reference to the outside.
  ///
  /// - Throws: ``/Markup/MarkupError`` when the page breaks its own grammar; such a page must not be written.
  package func html(_ templates: Templates) throws(MarkupError) -> [UInt8] {
    let root = page(templates)
    let bytes = try root.document()
    try templates.grammar.validate(bytes, name: "report")
    return bytes
  }

  private func page(_ templates: Templates) -> Element {
    let frame = Frame(findings.session)
    let first = FirstScreenPart(
      screen: FirstScreen(findings: findings), verdict: findings.verdict, headline: content.headline)
    var page = templates.page
    page.children = page.children.filling { name in
      switch name {
      case "policy": [.element(policy(templates))]
      case "title": [.text(heading.title(findings.verdict))]
      case "description":
        [.element(.html("meta", Attribute("name", "description"), Attribute("content", verdictLine)))]
      case "icon": [.element(Icon(verdict: findings.verdict).element)]
      case "heading": first.heading
      case "style": [.element(.html("style") { templates.style })]
      case "script": [.element(.html("script") { templates.script })]
      case "findings":
        inert.map { text in
          [.element(.html("script", Attribute("id", "findings"), Attribute("type", "application/json")) { text })]
        } ?? []
      case "facts":
        [.element(.html("bdi") { heading.text })]
          + heading.facts.flatMap { fact -> [Node] in [.text(" · "), .element(.html("span") { fact })] }
      case "verdict": first.content
      case "change": ChangePart(findings: findings, frame: frame).content
      case "summary": [.element(SummaryTable(findings: findings, frame: frame).table), .element(contents)]
      case "together": TogetherPart(findings: findings, frame: frame).content
      case "dimensions": sections(templates, frame)
      case "timeline": [TimelinePart(timeline: Timeline(findings: findings)).content]
      case "host": HostPart(session: findings.session).content(templates.environment)
      case "recording": RecordingPart(session: findings.session).content
      case "data": DataPart(session: findings.session, embedded: embedded).content
      case "reading": templates.reading.content(.meaning, slots: [:])
      case "footer": [.text("Written by kmem \(version). All times are UTC; 1 KiB is 1024 bytes.")]
      default: []
      }
    }
    return page
  }

  /// The dimensions, the worst first, then how many need no act; the halves of Slab come before them where they matter most.
  private func sections(_ templates: Templates, _ frame: Frame) -> [Node] {
    let standing = Standing(findings: findings)
    let parts = standing.bands.compactMap { dimension -> (isOpen: Bool, node: Node)? in
      guard let finding = findings[dimension], let fragment = templates.fragments[dimension] else { return nil }
      let isOpen = finding.verdict >= .watch
      let part = DimensionPart(
        findings: findings, finding: finding, sentences: content.sentences(dimension), fragment: fragment,
        owners: templates.owners, frame: frame, isOpen: isOpen, isShadow: standing.shadows.contains(dimension))
      return (isOpen, .element(part.section))
    }
    let (open, fine) = (parts.filter(\.isOpen).map(\.node), parts.filter { !$0.isOpen }.map(\.node))
    let others = OtherDimensionsPart(findings: findings, words: content).section
    let isOther = findings.worst.first.map { !$0.dimension.isBand } ?? false
    let count = Element.html("p", Attribute("class", "fine note")) {
      "\(fine.count) of \(parts.count) counters need no act."
    }
    return (isOther ? [others] : []) + open + (fine.isEmpty ? [] : [.element(count)]) + fine + (isOther ? [] : [others])
  }

  /// The sections as links, but for the dimensions, to which the table leads.
  private var contents: Element {
    let names = [
      ("together", "All five together"), ("parts", "Halves of Slab"), ("timeline", "What happened when"),
      ("host", "Host"), ("recording", "Recording"), ("data", "Data"), ("reading", "Reading"),
    ]
    return .html("nav") {
      Element.html("p") {
        for (index, (id, name)) in names.enumerated() {
          if index > 0 { " · " }
          Element.html("a", Attribute("href", "#\(id)")) { name }
        }
      }
    }
  }

  /// The findings for machines, on one line, without a sign that HTML and XHTML read differently inside a script.
  ///
  /// nil where names from outside make them larger than a page that is mailed can bear; `--format json` has them all the same.
  private var inert: String? {
    var text = ""
    json.write(to: &text, indent: nil)
    text = text.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e").replacing("&", with: "\\u0026")
    return text.utf8.count > 131_072 ? nil : text
  }

  /// The page's own content security policy: its style and its script, by their hashes, and nothing else.
  private func policy(_ templates: Templates) -> Element {
    func hash(_ text: String) -> String { "'sha256-\(Base64.encode(SHA256(Array(text.utf8)).digest))'" }
    let rules =
      "default-src 'none'; style-src \(hash(templates.style)); script-src \(hash(templates.script)); img-src data:; base-uri 'none'; form-action 'none'"
    return .html("meta", Attribute("http-equiv", "Content-Security-Policy"), Attribute("content", rules))
  }
}
