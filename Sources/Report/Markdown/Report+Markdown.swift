import Analysis
import KernelMemory

extension Report {
  /// The report for a ticket or a pull request, in GitHub and GitLab Flavored Markdown: verdict, table, sentences, what to run.
  package func markdown(_ templates: Templates) -> String {
    var text = "## \(Markdown.text(heading.text))\n\n"
    text += "**\(findings.verdict.symbol) \(findings.verdict.word).** \(Markdown.text(content.headline))\n\n"
    text += Markdown.text(heading.facts.joined(separator: " · ")) + "\n\n"
    text += LXCFSWords(session: findings.session).sentence.map { Markdown.text($0) + "\n\n" } ?? ""
    text += summary + "\n"
    for finding in findings.dimensions where finding.dimension.isBand && finding.series != nil {
      text += section(finding, templates)
    }
    text += others + (findings.absence.map { $0 + "\n\n" } ?? "") + timeline + remarks
    return text + "Written by kmem \(Markdown.text(version)). All times are UTC; 1 KiB is 1024 bytes.\n"
  }

  private var summary: String {
    let pace = Pace(findings.session)
    var text = Markdown.row([
      "Counter", "Verdict", "Pattern", "At the end", "Change", "Slope per \(pace.noun)", "95 % interval", "Of RAM",
    ])
    text += Markdown.row([":--", ":--", ":--", "--:", "--:", "--:", "--:", "--:"])
    for finding in findings.dimensions {
      let verdict = "\(finding.verdict.symbol) \(finding.verdict.rawValue)"
      let words = finding.shape.pattern.words
      guard let numbers = finding.statistics else {
        text += Markdown.row([finding.dimension.name, verdict, words, "–", "–", "–", "–", "–"])
        continue
      }
      let now = Bytes(kibibytes: numbers.last)
      text += Markdown.row([
        finding.dimension.name, finding.verdict >= .watch ? "**\(verdict)**" : verdict, words, now.text,
        Bytes(kibibytes: numbers.change).signedText, Figures.slope(finding.shape, pace),
        Figures.interval(finding.shape, pace), Figures.share(now, of: findings.session.wholeRAM),
      ])
    }
    return text
  }

  private func section(_ finding: Finding, _ templates: Templates) -> String {
    let dimension = finding.dimension
    var text = "### \(finding.verdict.symbol) \(dimension.name): \(finding.shape.pattern.words)\n\n"
    text += content.sentences(finding.dimension).map { "- \(Markdown.text($0))\n" }.joined() + "\n"
    let owners = OwnerLines(finding)
    for (head, lines) in [("Who holds it", owners.lines), ("By cgroup", owners.cgroups)] where !lines.isEmpty {
      text += "\(head):\n\n" + lines.map { "- \(Markdown.text($0.name)): \($0.figures)\n" }.joined() + "\n"
    }
    guard finding.verdict >= .watch, let fragment = templates.fragments[dimension] else { return text }
    let pattern = finding.shape.pattern.rawValue
    let slots = FragmentSlots(finding: finding, session: findings.session).texts
    let next = fragment.content(.next, when: pattern, slots: slots).markdown
    return next.isEmpty ? text : text + "Run next:\n\n" + next
  }

  private var others: String {
    let others = findings.dimensions.filter { !$0.dimension.isBand && $0.series != nil }
    guard !others.isEmpty else { return "" }
    return "### The halves of Slab, and what is left to use\n\n"
      + others.map { finding in
        let count = finding.verdict != .normal ? content.sentences(finding.dimension).count : 1
        return "- \(Markdown.text(content.sentences(finding.dimension).prefix(count).joined(separator: " ")))\n"
      }.joined() + "\n"
  }

  private var timeline: String {
    let (moments, rest) = Timeline(findings: findings).shown(atMost: 20)
    guard !moments.isEmpty else { return "" }
    let lines = moments.map { moment in
      let time = CivilTime(milliseconds: moment.time)
      let who = moment.who == "session" ? "" : moment.who + ", "
      return "- \(time.day) \(time.clock): \(who)\(Markdown.text(moment.what))\n"
    }
    let more = rest > 0 ? "- \(rest.grouped) smaller events are left out.\n" : ""
    return "### What happened when\n\n" + lines.joined() + more + "\n"
  }

  private var remarks: String {
    let remarks = findings.session.remarks
    guard !remarks.isEmpty else { return "" }
    let lines = remarks.prefix(10).map { "- \(Markdown.text($0.sentence))\n" }
    let more = remarks.count > 10 ? "- \((remarks.count - 10).grouped) more remarks are in the page.\n" : ""
    return "### What was odd about the recording\n\n" + lines.joined() + more + "\n"
  }
}
