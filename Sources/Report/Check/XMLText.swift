import KernelMemory

/// Text as it may stand in an XML document; what a terminal would obey and what XML forbids is shown instead.
enum XMLText {
  /// Between tags.
  static func content(_ text: String) -> String {
    // A line break is the one control character that is wanted.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
    return lines.joined(separator: "\n")
  }

  /// In quotation marks.
  static func attribute(_ text: String) -> String { escaped(text) }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.visible.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
