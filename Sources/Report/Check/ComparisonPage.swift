import Analysis
import Comparison
import KernelMemory
package import Markup

/// A comparison as one page in the report's style, without any script: verdict, table, courses, owners, hosts, sessions.
package struct ComparisonPage {
  let report: CheckReport
  let version: String

  /// Makes a page.
  ///
  /// - Parameters:
  ///   - report: What was found.
  ///   - version: The version of the program that writes it.
  package init(_ report: CheckReport, version: String) {
    self.report = report
    self.version = version
  }

  /// The earlier sessions: those that can be compared with, else all that were given.
  private var nights: [RunSummary] { report.check.nights.isEmpty ? report.check.earlier : report.check.nights }

  private var tonight: RunSummary { report.check.tonight }

  /// The whole page: UTF-8, valid as XHTML and as HTML, without any reference to the outside.
  ///
  /// - Parameter templates: Where the style and the grammar are from.
  /// - Throws: ``/Markup/MarkupError`` when the page breaks its own grammar; such a page must not be written.
  /// - Returns: The bytes.
  package func html(_ templates: Templates) throws(MarkupError) -> [UInt8] {
    let bytes = try root(templates).document()
    try templates.grammar.validate(bytes, name: "comparison")
    return bytes
  }

  private func root(_ templates: Templates) -> Element {
    func hash(_ text: String) -> String { "'sha256-\(Base64.encode(SHA256(Array(text.utf8)).digest))'" }
    let policy =
      "default-src 'none'; style-src \(hash(templates.style)); script-src \(hash("")); base-uri 'none'; form-action 'none'"
    func meta(_ name: String, _ key: String, _ content: String) -> Element {
      .html("meta", Attribute(name, key), Attribute("content", content))
    }
    return .html("html", Attribute("lang", "en"), Attribute("xml:lang", "en")) {
      Element.html("head") {
        meta("http-equiv", "Content-Type", "text/html; charset=utf-8")
        meta("http-equiv", "Content-Security-Policy", policy)
        meta("name", "viewport", "width=device-width, initial-scale=1")
        meta("name", "generator", "kmem")
        meta("name", "description", report.line.visible)
        Element.html("title") { "\(report.verdict.rawValue): \(title)" }
        Element.html("style") { templates.style }
      }
      Element.html("body") {
        Element.html("header") {
          Element.html("h1") { Element.html("bdi") { title } }
          Element.html("p", Attribute("class", "facts")) { facts }
          headline
        }
        Element.html("main") {
          section("glance", "At a glance") { [summary] + notes }
          for dimension in ordered { counter(dimension) }
          owners
          hosts
          section("sessions", "The sessions") { [sessions] }
        }
        Element.html("footer") {
          Element.html("p") { "Written by kmem \(version). All times are UTC; 1 KiB is 1024 bytes." }
        }
        Element.html("script") { "" }
      }
    }
  }

  private var title: String {
    "Kernel memory of \(tonight.header.label ?? tonight.header.host.name ?? tonight.name), compared"
  }

  private var facts: String {
    let count = nights.count == 1 ? "1 earlier session" : "\(nights.count) earlier sessions"
    return "\(tonight.name) of \(CivilTime(milliseconds: tonight.start).iso8601) · against \(count)"
  }

  private var headline: Element {
    let verdict: Verdict =
      switch report.verdict {
      case .pass: .normal
      case .watch: .watch
      case .fail: .problem
      case .unknown: .unknown
      }
    let text = report.line.visible
    let sentence = text.dropFirst(report.verdict.rawValue.count + 2)
    return .html("div", Attribute("class", "headline \(verdict.rawValue)"), Attribute("data-verdict", verdict.rawValue))
    {
      Element.html("p") {
        Element.html("strong", Attribute("class", "verdict \(verdict.rawValue)")) {
          "\(verdict.symbol) \(report.verdict.rawValue.prefix(1).uppercased() + report.verdict.rawValue.dropFirst())."
        }
        " " + sentence.prefix(1).uppercased() + String(sentence.dropFirst()) + "."
      }
    }
  }

  private var notes: [Element] {
    report.reasons.isEmpty
      ? [] : [Element("ul", children: report.reasons.map { reason in .element(.html("li") { reason.visible }) })]
  }

  /// A part of the page; where it is wider than a phone, it and its chart are moved by keys too, without a script.
  private func section(_ id: String, _ head: String, _ content: () -> [Element]) -> Element {
    .html("section", Attribute("id", id), Attribute("tabindex", "0")) {
      Element.html("h2") { head }
      content()
    }
  }

  /// Level, what the run added, and the peak: usual, now, and the difference with its interval where it was judged.
  private var summary: Element {
    Table(
      caption: "Each counter, usual and in this session",
      head: [
        "Counter", "Verdict", "Before the job", "usual", "Added by the run", "usual", "Difference", "95 % interval",
      ],
      rows: ordered.compactMap(row), numbers: [2, 3, 4, 5, 6, 7]
    ).element
  }

  private func row(_ dimension: Dimension) -> [[Node]]? {
    let runs = nights.compactMap { $0.counters[dimension] }
    let finding = report.check.findings.first { $0.dimension == dimension }
    guard tonight.counters[dimension] != nil || !runs.isEmpty else { return nil }
    let now = tonight.counters[dimension]
    func usual(_ measure: Measure) -> Double? {
      runs.isEmpty ? nil : OrderStatistics.median(runs.map { $0[measure] })
    }
    let verdict = finding?.explainedBy.map { "rose with \($0.name)" } ?? finding?.verdict.rawValue ?? "not judged"
    let kind = finding.flatMap { $0.verdict == .pass ? nil : $0.kind?.rawValue }
    let interval = finding?.interval.map { "\(Phrase.change($0.lowerBound)) to \(Phrase.change($0.upperBound))" }
    let link: Node = .element(.html("a", Attribute("href", "#\(dimension.name)")) { dimension.name })
    return [
      [now == nil ? .text(dimension.name) : link],
      [.text(([verdict] + (kind.map { [$0] } ?? [])).joined(separator: ", "))],
      [.text(now.map { Phrase.size($0.level) } ?? "–")], [.text(usual(.level).map { Phrase.size($0) } ?? "–")],
      [.text(now.map { Phrase.change($0.added) } ?? "–")], [.text(usual(.added).map { Phrase.change($0) } ?? "–")],
      [.text(finding?.difference.map { Phrase.change($0) } ?? "–")], [.text(interval ?? "–")],
    ]
  }

  private func counter(_ dimension: Dimension) -> Element? {
    guard let picture = CourseChart(dimension: dimension, tonight: tonight, nights: nights).picture else { return nil }
    let finding = report.check.findings.first { $0.dimension == dimension }
    return section(dimension.name, dimension.name) {
      [.html("figure", Attribute("tabindex", "0")) { picture }]
        + (finding.map { finding in [.html("p") { sentence(finding).visible + "." }] } ?? [])
    }
  }

  private func sentence(_ finding: CheckFinding) -> String {
    if let other = finding.explainedBy { return "\(finding.dimension.name) rose with \(other.name)" }
    guard finding.verdict == .pass, let interval = finding.interval, interval.contains(0) else {
      return report.sentence(finding).whole
    }
    let range = "\(Phrase.change(interval.lowerBound)) to \(Phrase.change(interval.upperBound))"
    return "What the run adds to \(finding.dimension.name) is within what such runs differ by (95 % \(range))"
  }

  /// The counters, those that failed first.
  private var ordered: [Dimension] {
    func rank(_ dimension: Dimension) -> Int {
      let verdict = report.check.findings.first { $0.dimension == dimension }?.verdict
      return verdict == .fail ? 0 : verdict == .watch ? 1 : 2
    }
    return (0...2).flatMap { place in RunSummary.dimensions.filter { rank($0) == place } }
  }

  private var owners: Element? {
    let changes = OwnerChange.all(tonight, nights).prefix(20)
    guard !changes.isEmpty else { return nil }
    return section("owners", "Who holds more, and who less") {
      [
        Table(
          caption: "Owners that are new, have grown, have shrunk, or are gone",
          head: ["Owner", "What it is", "What became of it", "Usual at most", "Now at most"],
          rows: changes.map { change in
            [
              [.element(.html("bdi") { change.name.visible })], [.text(change.kind.title)],
              [.text(change.fate.rawValue)],
              [.text(Bytes(kibibytes: change.before).text)], [.text(Bytes(kibibytes: change.now).text)],
            ]
          }, numbers: [3, 4]
        ).element
      ]
    }
  }

  /// What is told differently of the two hosts; names and boots differ each night.
  private var hosts: Element? {
    guard let last = nights.last else { return nil }
    var rows = HostFact.all.compactMap { fact -> [[Node]]? in
      guard case .row(let place, _, let text) = fact.words, fact.key != "boot_id", fact.key != "boot_time" else {
        return nil
      }
      let (before, now) = (text(last.header.host), text(tonight.header.host))
      guard before != now else { return nil }
      return [
        [.text(place.name)], [.element(.html("bdi") { before ?? "unknown" })],
        [.element(.html("bdi") { now ?? "unknown" })],
      ]
    }
    // A few hundred kB of RAM are the kernel's image, not another machine.
    let (before, now) = (last.ram?.text ?? "unknown", tonight.ram?.text ?? "unknown")
    if before != now { rows.insert([["RAM"], [.text(before)], [.text(now)]], at: 0) }
    guard !rows.isEmpty else { return nil }
    return section("hosts", "Where the hosts differ") {
      [
        Table(caption: "Facts that differ", head: ["Fact", last.name.visible, tonight.name.visible], rows: rows).element
      ]
    }
  }

  private var sessions: Element {
    Table(
      caption: "The sessions that were compared",
      head: ["Session", "Start", "Host", "Kernel", "Job took"],
      rows: (nights + [tonight]).map { run in
        [
          [.element(.html("bdi") { run.name.visible })], [.text(CivilTime(milliseconds: run.start).iso8601)],
          [.element(.html("bdi") { run.header.host.name ?? "–" })],
          [.element(.html("bdi") { run.header.host.kernelRelease ?? "–" })],
          [.text(run.job.map { CivilTime.duration(milliseconds: $0.duration) } ?? "–")],
        ]
      }
    ).element
  }
}
