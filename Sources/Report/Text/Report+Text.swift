import Analysis
import KernelMemory

extension Report {
  /// The report for a terminal: verdict, table with small pictures, sentences, what to run.
  ///
  /// - Parameters:
  ///   - templates: the interpretation texts.
  ///   - style: the width of the lines, and whether verdicts are coloured.
  /// - Returns: lines, each with its line feed.
  package func text(_ templates: Templates, style: TextStyle) -> String {
    let verdict = "\(findings.verdict.symbol) \(findings.verdict.word)."
    var text = heading.text.visible.wrapped(style.width).lines(style.strong)
    text += heading.facts.joined(separator: " · ").visible.wrapped(style.width) + "\n"
    let why = "\(verdict) \(content.headline.visible)".wrapped(style.width)
    text += style.colour(verdict, findings.verdict) + why.dropFirst(verdict.count) + "\n"
    text += LXCFSWords(session: findings.session).sentence.map { $0.visible.wrapped(style.width) } ?? ""
    text += TextTable(findings: findings, style: style).text + "\n"
    for finding in findings.dimensions where finding.series != nil { text += section(finding, templates, style) }
    text += findings.absence.map { $0.wrapped(style.width) + "\n" } ?? ""
    return text + timeline(style) + remarks(style)
      + "Written by kmem \(version.visible). All times are UTC; 1 KiB is 1024 bytes.".wrapped(style.width)
  }

  private func section(_ finding: Finding, _ templates: Templates, _ style: TextStyle) -> String {
    let dimension = finding.dimension
    let verdict = "\(finding.verdict.symbol) \(finding.verdict.rawValue)"
    var text = "\(style.strong(dimension.name)) \(style.colour(verdict, finding.verdict))"
    text += ": \(finding.shape.pattern.words)\n"
    let isCalm = !dimension.isBand && finding.verdict == .normal
    for sentence in content.sentences(finding.dimension).prefix(isCalm ? 1 : content.sentences(finding.dimension).count)
    {
      text += sentence.visible.wrapped(style.width, first: "  ", rest: "  ")
    }
    let owners = OwnerLines(finding)
    for (head, lines) in [("Who holds it:\n", owners.lines), ("By cgroup:\n", owners.cgroups)] where !lines.isEmpty {
      text += head
      for owner in lines {
        text += "\(owner.name.visible): \(owner.figures)".wrapped(style.width, first: "  ", rest: "      ")
      }
    }
    guard finding.verdict >= .watch, let fragment = templates.fragments[dimension] else { return text + "\n" }
    let slots = FragmentSlots(finding: finding, session: findings.session).texts
    let next = fragment.content(.next, when: finding.shape.pattern.rawValue, slots: slots).plainText(style)
    return next.isEmpty ? text + "\n" : text + "Run next:\n" + next + "\n"
  }

  private func timeline(_ style: TextStyle) -> String {
    let (moments, rest) = Timeline(findings: findings).shown(atMost: 20)
    guard !moments.isEmpty else { return "" }
    var text = style.strong("What happened when") + "\n"
    for moment in moments {
      let time = CivilTime(milliseconds: moment.time)
      let who = moment.who == "session" ? "" : moment.who + " "
      let first = "  \(time.day) \(time.clock)  "
      text += (who + moment.what.visible).wrapped(style.width, first: first, rest: "      ")
    }
    return text + (rest > 0 ? "  \(rest.grouped) smaller events are left out.\n" : "") + "\n"
  }

  private func remarks(_ style: TextStyle) -> String {
    let remarks = findings.session.remarks
    guard !remarks.isEmpty else { return "" }
    var text = style.strong("What was odd about the recording") + "\n"
    for remark in remarks.prefix(10) {
      text += remark.sentence.visible.wrapped(style.width, first: "  ", rest: "    ")
    }
    let more = remarks.count > 10 ? "  \((remarks.count - 10).grouped) more remarks are in the page.\n" : ""
    return text + more + "\n"
  }
}

extension String {
  /// The text with something done to each of its lines.
  fileprivate func lines(_ change: (String) -> String) -> String {
    split(separator: "\n").map { change(String($0)) + "\n" }.joined()
  }
}
