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
    var page = templates.page
    page.children = page.children.filling { name in
      switch name {
      case "policy": [.element(policy(templates))]
      case "title": [.text(heading.title(findings.verdict))]
      case "description":
        [.element(.html("meta", Attribute("name", "description"), Attribute("content", verdictLine)))]
      case "heading": [.element(.html("bdi") { heading.text })]
      case "style": [.element(.html("style") { templates.style })]
      case "script": [.element(.html("script") { templates.script })]
      case "facts":
        heading.facts.enumerated().flatMap { index, fact -> [Node] in
          (index == 0 ? [] : [.text(" · ")]) + [.element(.html("span") { fact })]
        }
      case "verdict": [.element(HeaderPart(verdict: findings.verdict, headline: content.headline).box)]
      case "summary": [.element(SummaryTable(findings: findings, frame: frame, dimensions: Dimension.bands).table)]
      case "together": TogetherPart(findings: findings, frame: frame).content
      case "dimensions":
        Dimension.bands.compactMap { dimension in
          guard let finding = findings[dimension], let fragment = templates.fragments[dimension] else { return nil }
          return .element(
            DimensionPart(
              findings: findings, finding: finding, sentences: content.sentences(dimension), fragment: fragment,
              owners: templates.owners, frame: frame
            ).section)
        }
      case "parts": OtherDimensionsPart(findings: findings, words: content, frame: frame).content
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

  /// The page's own content security policy: its style and its script, by their hashes, and nothing else.
  private func policy(_ templates: Templates) -> Element {
    func hash(_ text: String) -> String { "'sha256-\(Base64.encode(SHA256(Array(text.utf8)).digest))'" }
    let rules =
      "default-src 'none'; style-src \(hash(templates.style)); script-src \(hash(templates.script)); base-uri 'none'; form-action 'none'"
    return .html("meta", Attribute("http-equiv", "Content-Security-Policy"), Attribute("content", rules))
  }
}
