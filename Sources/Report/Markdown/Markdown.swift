import KernelMemory

/// Text as GitHub and GitLab Flavored Markdown, which shows it as it is.
///
/// A word with any character that either of them could act on (markup, HTML, a mention, a reference, an address) becomes a
/// code span, in which nothing acts; a backslash would not stop a mention.
enum Markdown {
  /// Running text, as it may begin a line: plain words, and code spans for the rest.
  ///
  /// Not for cells of tables.
  static func text(_ text: String) -> String {
    var pieces: [String] = []
    var odd: [Substring] = []
    func flush(_ tail: Substring = "") {
      if !odd.isEmpty { pieces.append(code(odd.joined(separator: " ")) + tail) }
      odd = []
    }
    for word in text.visible.split(separator: " ") {
      if isPlain(word), !(pieces.isEmpty && odd.isEmpty && isMarker(word)) {
        flush()
        pieces.append(String(word))
        continue
      }
      // Punctuation of the sentence around it is none of the span's.
      let end = word.count > 1 ? word.suffix(1) : ""
      let isPunctuation = end == "," || end == ";"
      odd.append(isPunctuation ? word.dropLast() : word)
      if isPunctuation { flush(end) }
    }
    flush()
    return pieces.joined(separator: " ")
  }

  /// A code span, in which nothing acts.
  ///
  /// Not for cells of tables, which a pipe would end even there.
  static func code(_ text: String) -> String { text.isEmpty ? "" : fenced(text.visible) }

  private static func fenced(_ text: String) -> String {
    let longest = text.split(omittingEmptySubsequences: true) { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    // One blank at both ends is taken off again.
    let needsAir = text.hasPrefix("`") || text.hasSuffix("`") || text.hasPrefix(" ") || text.hasSuffix(" ")
    return needsAir ? "\(fence) \(text) \(fence)" : fence + text + fence
  }

  /// A table row.
  static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }

  private static let harmless: Set<Character> = [
    ".", ",", ";", "(", ")", "+", "-", "–", "—", "%", "'", "’", "“", "”", "…", "/", "=", "?", "±", "→", "·", "−", "✕",
    "✓",
    "!",
  ]

  /// Whether every reader shows the word as it is.
  private static func isPlain(_ word: Substring) -> Bool {
    // Reference marks of GitLab (`!12`, `%12`) act at the begin of a word; signs and percent after numbers do not.
    if let first = word.first, "!%".contains(first), !word.dropFirst().allSatisfy({ ".,;:)".contains($0) }) {
      return false
    }
    if word.hasPrefix("www.") || word.contains("//") || word.lowercased().hasPrefix("gh-") { return false }
    for (index, character) in zip(word.indices, word) {
      if character.isLetter || character.isNumber || harmless.contains(character) { continue }
      let next = word.index(after: index)
      let isBetweenLetters = index > word.startIndex && next < word.endIndex
      // `task_struct` and `03:11:20` are plain, `_this_` and `:tada:` are not.
      let before = isBetweenLetters ? word[word.index(before: index)] : " "
      let after = isBetweenLetters ? word[next] : " "
      if character == "_", isWord(before), isWord(after) { continue }
      if character == ":" {
        if before.isNumber && after.isNumber { continue }
        if next == word.endIndex, index > word.startIndex { continue }
      }
      return false
    }
    return true
  }

  private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }

  /// Whether the word makes a list, a heading or a rule at the begin of a line.
  private static func isMarker(_ word: Substring) -> Bool {
    if word.allSatisfy({ "-+=".contains($0) }) { return true }
    return word.count > 1 && ".)".contains(word.suffix(1)) && word.dropLast().allSatisfy(\.isNumber)
  }
}
