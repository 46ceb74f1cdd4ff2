import Comparison
import KernelMemory

extension CheckReport {
  /// The check for a pull request or a step summary, in GitHub and GitLab Flavored Markdown.
  package var markdown: String {
    var text = "## Kernel memory: \(verdict.rawValue)\n\n"
    if alarms.isEmpty { text += Markdown.text(line) + "\n\n" }
    text += alarms.map { "- **\(Markdown.text($0))**\n" }.joined() + (alarms.isEmpty ? "" : "\n")
    if !check.findings.isEmpty {
      text += Markdown.row(["Counter", "Verdict", "Kind", "Difference", "95 % interval", "Since"])
      text += Markdown.row([":--", ":--", ":--", "--:", "--:", ":--"])
      text += check.findings.map(row).joined() + "\n"
      text += "It was \(comparison).\n"
    }
    text += reasons.isEmpty ? "" : "\n" + reasons.map { "- \(Markdown.text($0))\n" }.joined()
    return text
  }

  private func row(_ finding: CheckFinding) -> String {
    let isChange = finding.verdict == .fail || finding.verdict == .watch
    let interval = finding.interval.map { "\(Phrase.change($0.lowerBound)) to \(Phrase.change($0.upperBound))" }
    let verdict = finding.explainedBy.map { "rose with \($0.name)" } ?? finding.verdict.rawValue
    return Markdown.row([
      finding.dimension.name, finding.verdict == .fail ? "**\(verdict)**" : verdict, finding.kind?.rawValue ?? "–",
      finding.difference.map { Phrase.change($0) } ?? "–", interval ?? "–",
      isChange ? Markdown.text(finding.since ?? "this session") : "–",
    ])
  }
}
