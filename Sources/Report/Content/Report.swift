package import Analysis

/// A report on findings, ready to be written in one of its forms.
package struct Report: Sendable {
  let findings: Findings
  /// What every form says.
  let content: Content
  /// Who was recorded, when and how.
  let heading: Heading
  /// The session to put inside a page.
  let embedded: EmbeddedSession
  /// The tool's own version, named in the footer.
  let version: String

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - findings: what the analysis says of the session.
  ///   - title: the page's heading; nil makes one from the label and the host's name.
  ///   - embedded: the session to put inside a page.
  ///   - version: the version of the program that writes the report.
  package init(_ findings: Findings, title: String? = nil, embedded: EmbeddedSession = .unwanted, version: String) {
    self.findings = findings
    content = Content(findings)
    heading = Heading(session: findings.session, title: title)
    self.embedded = embedded
    self.version = version
  }
}

extension Report {
  /// The verdict and its cause in one line: what a terminal or the log of a job shows.
  package var verdictLine: String { "\(findings.verdict.word). \(Report.firstSentence(content.headline))" }

  /// A text up to the first full stop before a capital; points within numbers and names have no blank behind them.
  static func firstSentence(_ text: String) -> String {
    var rest = text[...]
    while let stop = rest.firstIndex(of: ".") {
      let next = text.index(after: stop)
      guard next < text.endIndex else { break }
      let afterBlank = text.index(after: next)
      if text[next] == " ", afterBlank < text.endIndex, text[afterBlank].isUppercase { return String(text[...stop]) }
      rest = text[next...]
    }
    return text
  }
}
