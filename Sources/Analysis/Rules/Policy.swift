import KernelMemory

/// Which rules are asked, and with which thresholds: the standard ones unless a policy file says otherwise.
///
/// A policy file is text: a line `slab-share = 0.4` sets a rule's threshold, `slab-share = off` leaves the rule out, `slab-share = on`
/// keeps it as it is, `#` begins a comment. `kmem rules` prints every rule in this form.
package struct Policy: Sendable, Hashable {
  private var thresholds: [String: Double] = [:]
  private var silent: Set<String> = []

  /// Every rule with its own threshold.
  package static let standard = Policy()

  private init() {}

  /// Reads a policy file.
  ///
  /// - Parameters:
  ///   - text: the file's text.
  ///   - file: its name, for messages.
  /// - Throws: ``PolicyError`` at the first line that names no rule, gives no number, or repeats a rule.
  package init(parsing text: String, file: String) throws(PolicyError) {
    var named: Set<String> = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      func fail(_ what: String, at place: Substring.Index? = nil, mend: String) -> PolicyError {
        let column = place.map { line.distance(from: line.startIndex, to: $0) + 1 } ?? 1
        return PolicyError(file: file, line: index + 1, column: column, what: what, mend: mend)
      }
      let content = line.prefix { $0 != "#" }
      guard content.contains(where: { !$0.isWhitespace }) else { continue }
      guard let sign = content.firstIndex(of: "=") else {
        throw fail("there is no '=' in this line", mend: "write RULE = NUMBER, RULE = on, or RULE = off")
      }
      let name = String(Policy.trimmed(content[..<sign]))
      let value = Policy.trimmed(content[content.index(after: sign)...])
      guard let rule = Rule.all.first(where: { $0.name == name }) else {
        let known = Rule.all.map(\.name).joined(separator: ", ")
        throw fail("there is no rule '\(name)'", mend: "the rules are \(known)")
      }
      guard named.insert(name).inserted else {
        throw fail("the rule '\(name)' stands twice", mend: "keep one of the lines")
      }
      let place = value.isEmpty ? nil : value.startIndex
      if value == "off" {
        silent.insert(name)
      } else if value == "on" {
        continue
      } else if rule.threshold == nil {
        throw fail("the rule '\(name)' compares with no number", at: place, mend: "write on or off")
      } else if let number = Double(value), number.isFinite, number >= 0 {
        thresholds[name] = number
      } else {
        throw fail("'\(value)' is not a threshold", at: place, mend: "write a number of 0 or more, on, or off")
      }
    }
  }

  /// Whether a rule is asked at all.
  func asks(_ rule: Rule) -> Bool { !silent.contains(rule.name) }

  /// The threshold for a rule; nil for one that has none.
  func threshold(_ rule: Rule) -> Double? { thresholds[rule.name] ?? rule.threshold }

  private static func trimmed(_ text: Substring) -> Substring {
    let front = text.drop(while: \.isWhitespace)
    guard let last = front.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return front[...last]
  }

  /// Every rule with its question, its source and its threshold, in the form of a policy file.
  package static var listing: String {
    Rule.all.map { rule in
      let asked = rule.dimensions.map(\.name).joined(separator: ", ")
      return
        "# \(rule.question)\n# Of: \(asked). Source: \(rule.source).\n\(rule.name) = \(rule.threshold.map(plain) ?? "on")\n"
    }.joined(separator: "\n")
  }

  private static func plain(_ number: Double) -> String {
    number == number.rounded() ? String(Int64(number)) : "\(number)"
  }
}
