import Comparison
import KernelMemory

extension CheckReport {
  /// The check as a JUnit report: a test case a counter and kind, and one a limit; what fails says so in a screen of text.
  ///
  /// In the form that Jenkins' and GitLab's readers take: suites of suites of cases, without times, so that two runs give the same bytes.
  package var junit: String {
    let cases = check.findings.flatMap(cases) + limits.map(testCase) + unknownCase
    let failures = cases.count { $0.outcome == .failure }
    let skipped = cases.count { $0.outcome == .skipped }
    let counts = "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\""
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"kmem check\" \(counts)>\n"
    let label = check.tonight.header.label.map { " of " + $0 } ?? ""
    text += "  <testsuite name=\"\(XMLText.attribute("kernel memory" + label))\" \(counts)>\n"
    text += cases.map(\.text).joined()
    if !reasons.isEmpty {
      text += "    <system-out>\(XMLText.content(reasons.joined(separator: "\n")))</system-out>\n"
    }
    return text + "  </testsuite>\n</testsuites>\n"
  }

  /// A test case.
  private struct Case {
    enum Outcome { case success, failure, skipped }

    var counter: String
    var kind: String
    var outcome: Outcome
    var message = ""
    var body = ""

    var text: String {
      let head =
        "    <testcase classname=\"\(XMLText.attribute("kmem." + counter))\" name=\"\(XMLText.attribute(kind))\""
      switch outcome {
      case .success: return head + "/>\n"
      case .failure:
        return head + ">\n      <failure message=\"\(XMLText.attribute(message))\" type=\"\(XMLText.attribute(kind))\">"
          + XMLText.content(body) + "</failure>\n    </testcase>\n"
      case .skipped: return head + ">\n      <skipped message=\"\(XMLText.attribute(message))\"/>\n    </testcase>\n"
      }
    }
  }

  private func cases(_ finding: CheckFinding) -> [Case] {
    let sentence = self.sentence(finding)
    if rules[finding.dimension] != nil {
      let outcome: Case.Outcome =
        finding.verdict == .fail ? .failure : finding.verdict == .unknown ? .skipped : .success
      let text = sentence.text
      return [Case(counter: finding.dimension.name, kind: "rules", outcome: outcome, message: text, body: text)]
    }
    return CheckFinding.Kind.allCases.compactMap { kind in
      if kind == .perIteration, check.tonight.iterations < 2, finding.kind != kind { return nil }
      var result = Case(counter: finding.dimension.name, kind: kind.rawValue, outcome: .success)
      if finding.verdict == .unknown {
        result.outcome = .skipped
        result.message = finding.kind == nil ? sentence.text : "one earlier session cannot tell"
      } else if finding.verdict == .fail, finding.kind == kind {
        result.outcome = .failure
        result.message = sentence.text
        result.body = ([sentence.text, comparison] + sentence.details).joined(separator: "\n")
      }
      return result
    }
  }

  private func testCase(_ limit: LimitFinding) -> Case {
    let text = CheckReport.sentence(limit)
    return Case(
      counter: limit.limit.dimension.name, kind: "limit of \(limit.limit.kind.rawValue)",
      outcome: limit.isExceeded ? .failure : limit.measured == nil ? .skipped : .success, message: text, body: text)
  }

  /// Where nothing could be judged, one case says so: a report without any would look like a mistake.
  private var unknownCase: [Case] {
    guard check.findings.isEmpty, limits.isEmpty else { return [] }
    return [Case(counter: "check", kind: "comparable", outcome: .skipped, message: reasons.first ?? "nothing to judge")]
  }
}
