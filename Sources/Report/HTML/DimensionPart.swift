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

  private var dimension: Dimension { finding.dimension }
  private var session: Session { findings.session }

  /// The section.
  var section: Element {
    .html(
      "section", Attribute("id", dimension.name), Attribute("class", "dimension"),
      Attribute("data-verdict", finding.verdict.rawValue)
    ) {
      Element.html("h2") {
        "\(dimension.name) "
        finding.verdict.element
        Element.html("span", Attribute("class", "pattern")) { ": \(finding.shape.pattern.words)" }
      }
      Element.html("p", Attribute("class", "note")) { fragment.title }
      LXCFSWords(session: session).note(dimension).map { note in
        Element.html("p", Attribute("class", "note")) { note }
      }
      chart
      NumbersTable(findings: findings, finding: finding).tables
      OwnersTable(finding: finding).content
      facts
      isWorthReading ? explanation : folded
    }
  }

  /// Where there is nothing to do, the explanation waits behind a fold.
  private var isWorthReading: Bool { finding.verdict >= .watch }

  private var folded: [Node] {
    guard finding.series != nil else { return explanation }
    return [
      .element(
        .html("details") {
          Element.html("summary") { "What \(dimension.name) is, what changes it here, and where to look" }
          explanation
        })
    ]
  }

  private var chart: Element? {
    let chart = DimensionChart(frame: frame, finding: finding, notes: ChartMark.notes(session))
    let picture = chart.picture(
      title: "\(dimension.name) over the session",
      description: "\(sentences.first ?? "") The numbers are in the table below.")
    let caption = "\(dimension.name) as the kernel reports it; the axis need not begin at zero."
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

  private var explanation: [Node] {
    let pattern = finding.shape.pattern.rawValue
    let kind = session.header.host.environment.kind
    let place =
      switch kind {
      case .physical: "On this physical server"
      case .vm: "On this virtual machine"
      case .container: "In this container"
      case .unknown: "On this host"
      }
    let owner = OwnerText(finding: finding, fragment: owners)
    let parts: [(String, [Node])] = [
      ("What that means", fragment.content(.pattern, when: pattern, slots: slots)),
      ("Likely causes", fragment.content(.causes, when: pattern, slots: slots)),
      (owner.heading, owner.content),
      ("Run next", fragment.content(.next, when: pattern, slots: slots)),
      (place, fragment.content(.environment, when: kind.rawValue, slots: slots)),
      ("What it is", fragment.content(.meaning, slots: slots)),
    ]
    return parts.filter { !$0.1.isEmpty }.map { heading, content in
      .element(
        .html("div", Attribute("class", "facts")) {
          Element.html("h3") { heading }
          Element("div", children: content)
        })
    }
  }

  private var slots: [String: String] { FragmentSlots(finding: finding, session: session).texts }
}
