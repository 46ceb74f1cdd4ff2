import Analysis
import KernelMemory
import Markup

/// The section of one dimension: verdict, chart, numbers, what happened, what it means, what to run next.
struct DimensionPart {
  let findings: Findings
  let finding: Finding
  let sentences: [String]
  let fragment: Fragment
  let owners: Fragment
  let frame: Frame
  /// Whether it is to be looked at.
  let isOpen: Bool
  /// Whether it only follows from the finding that matters most.
  let isShadow: Bool

  private var dimension: Dimension { finding.dimension }
  private var session: Session { findings.session }

  /// The section: open where there is something to do, else one line with the rest behind it.
  var section: Element {
    .html(
      "section", Attribute("id", dimension.name), Attribute("class", isOpen ? "dimension" : "dimension folded"),
      Attribute("data-verdict", finding.verdict.rawValue)
    ) {
      if isOpen {
        Element.html("h2") { title + [.element(anchor)] }
        content
        Element.html("details") {
          Element.html("summary") { "More to run, all numbers, and what \(dimension.name) is" }
          NumbersTable(findings: findings, finding: finding).rest
          parts(folded)
        }
      } else {
        Element.html("p", Attribute("class", "anchor")) { anchor }
        Element.html("details") {
          Element.html("summary") {
            Element.html("h2") { title }
          }
          content
          NumbersTable(findings: findings, finding: finding).rest
          parts(folded)
        }
      }
    }
  }

  /// A link to the section itself; not inside a fold's line, which is a control already.
  private var anchor: Element { .html("a", Attribute("href", "#\(dimension.name)")) { "#" } }

  private var title: [Node] {
    [
      .text("\(dimension.name) "), .element(finding.verdict.element),
      .element(
        .html("span", Attribute("class", "pattern")) {
          ": \(isShadow ? "same cause" : finding.shape.pattern.words)" + line
        }),
    ]
  }

  /// What a folded line says beside verdict and pattern.
  private var line: String {
    guard !isOpen, let numbers = finding.statistics else { return " " }
    return ", \(Bytes(kibibytes: numbers.last).text) (\(Bytes(kibibytes: numbers.change).signedText)) "
  }

  private var content: [Node] {
    let note = LXCFSWords(session: session).note(dimension).map { note in
      Element.html("p", Attribute("class", "note")) { note }
    }
    return [note, chart, NumbersTable(findings: findings, finding: finding).few, facts].compactMap {
      $0.map(Node.element)
    }
      + OwnersTable(finding: finding).content + parts(shown)
  }

  private var chart: Element? {
    let chart = DimensionChart(frame: frame, finding: finding, notes: ChartMark.notes(session))
    let picture = chart.picture(
      title: "\(dimension.name) over the session",
      description: "\(sentences.first ?? "") The numbers are in the table below.")
    let caption = "\(dimension.name) as the kernel reports it\(chart.isCut ? "; the axis does not begin at zero" : "")."
    return picture.map { picture in
      .html("figure") {
        picture
        Element.html("figcaption") { ([caption] + chart.remarks).joined(separator: " ") }
      }
    }
  }

  private var facts: Element {
    .html("div", Attribute("class", "facts")) {
      Element.html("h3") { "What happened" }
      Element.html("div") {
        // A single sentence would make no list.
        let lead = sentences.count > 4 ? 3 : 4
        Element.html("p") { sentences.prefix(lead).joined(separator: " ").unbroken }
        if sentences.count > lead {
          Element.html("ul") {
            sentences.dropFirst(lead).map { sentence in Element.html("li") { sentence.unbroken } }
          }
        }
      }
    }
  }

  private var pattern: String { finding.shape.pattern.rawValue }

  /// What fits: of an owner that is known its own text, else what is likely; and what to run.
  private var shown: [(String, [Node])] {
    let owner = OwnerText(finding: finding, fragment: owners)
    guard owner.content.isEmpty else { return [(owner.heading, owner.content)] }
    return [("Likely causes", fragment.content(.causes, when: pattern, slots: slots)), next]
  }

  private var next: (String, [Node]) { ("Run next", fragment.content(.next, when: pattern, slots: slots)) }

  /// What is true of the dimension anyhow.
  private var folded: [(String, [Node])] {
    let kind = session.header.host.environment.kind
    let place =
      switch kind {
      case .physical: "On this physical server"
      case .vm: "On this virtual machine"
      case .container: "In this container"
      case .unknown: "On this host"
      }
    let general =
      OwnerText(finding: finding, fragment: owners).content.isEmpty
      ? [] : [("Other causes", fragment.content(.causes, when: pattern, slots: slots)), next]
    return general + [
      ("What that means", fragment.content(.pattern, when: pattern, slots: slots)),
      (place, fragment.content(.environment, when: kind.rawValue, slots: slots)),
      (
        "What it is",
        [.element(.html("p") { fragment.title + "." })] + fragment.content(.meaning, slots: slots)
      ),
    ]
  }

  private func parts(_ parts: [(String, [Node])]) -> [Node] {
    parts.filter { !$0.1.isEmpty }.map { heading, content in
      .element(
        .html("div", Attribute("class", "facts")) {
          Element.html("h3") { heading }
          Element("div", children: content)
        })
    }
  }

  private var slots: [String: String] { FragmentSlots(finding: finding, session: session).texts }
}
