import Comparison
import KernelMemory

extension CheckReport {
  /// The check as workflow commands, which GitHub shows as annotations: an error for what failed, a warning for what may have risen.
  package var github: String {
    var lines = alarms.map { "::error title=kmem check::" + CheckReport.escaped($0) }
    for finding in check.findings where finding.verdict == .watch {
      let sentence = self.sentence(finding).whole
      lines.append("::warning title=kmem check::" + CheckReport.escaped(sentence))
    }
    let level = verdict == .unknown ? "warning" : "notice"
    lines += reasons.map { "::\(level) title=kmem check::" + CheckReport.escaped($0) }
    lines.append("::notice title=kmem check::" + CheckReport.escaped(line))
    return lines.map { $0 + "\n" }.joined()
  }

  /// A command ends with its line; a percent sign begins an escape.
  private static func escaped(_ text: String) -> String {
    text.visible.reduce(into: "") { result, character in
      switch character {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.append(character)
      }
    }
  }
}
