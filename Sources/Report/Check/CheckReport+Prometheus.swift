import Comparison
import KernelMemory

extension CheckReport {
  /// The check as Prometheus text for the textfile collector, without times.
  package var prometheus: String {
    let job = check.tonight.header.label.map { [("job_label", $0)] } ?? []
    var text = family("kmem_check_verdict", "The verdict of kmem check: 1 for the one that holds.")
    for verdict in [CheckVerdict.pass, .watch, .fail, .unknown] {
      text += sample("kmem_check_verdict", job + [("verdict", verdict.rawValue)], verdict == self.verdict ? 1 : 0)
    }
    text += family("kmem_check_baseline_sessions", "How many earlier sessions it was compared with.")
    text += sample("kmem_check_baseline_sessions", job, Double(check.nights.count))
    let known = check.findings.filter { $0.difference != nil }
    guard !known.isEmpty else { return text }
    text += family("kmem_check_failed", "1 where the counter rose.")
    for finding in known {
      text += sample(
        "kmem_check_failed", job + [("counter", finding.dimension.name), ("kind", finding.kind?.rawValue ?? "")],
        finding.verdict == .fail ? 1 : 0)
    }
    text += family("kmem_check_difference_bytes", "How much more there is than usual, with its 95 % interval.")
    for finding in known {
      guard let difference = finding.difference, let interval = finding.interval else { continue }
      for (bound, value) in [("low", interval.lowerBound), ("estimate", difference), ("high", interval.upperBound)] {
        text += sample(
          "kmem_check_difference_bytes",
          job + [("counter", finding.dimension.name), ("kind", finding.kind?.rawValue ?? ""), ("bound", bound)],
          value * 1024)
      }
    }
    return text
  }

  private func family(_ name: String, _ help: String) -> String { "# HELP \(name) \(help)\n# TYPE \(name) gauge\n" }

  private func sample(_ name: String, _ labels: [(String, String)], _ value: Double) -> String {
    let list = labels.map { "\($0.0)=\"\(CheckReport.escaped($0.1))\"" }.joined(separator: ",")
    return "\(name){\(list)} \(Int64(value.rounded()))\n"
  }

  /// A label's value: backslash, quotation mark and line break are escaped.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
  }
}
