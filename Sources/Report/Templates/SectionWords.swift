import Analysis
import KernelMemory
import Markup

/// The words that choose a section of a fragment: what may stand in `data-part` and `data-when`.
///
/// `fragment.rng` leaves lists of words to this. Its message would name neither the word nor its line, and RELAX NG's
/// `list` makes libxml2 read freed memory while it words that message (2.9.14 to 2.15, mended in February 2026).
enum SectionWords {
  /// The words of a list, apart by what XML calls white space.
  static func words(_ value: String) -> [String] {
    value.unicodeScalars.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }.map { String($0) }
  }

  /// Holds the words of a section to those that are known; other elements and sections without words pass.
  ///
  /// - Parameters:
  ///   - element: An element of a fragment.
  ///   - document: The fragment's name.
  ///   - line: The element's line.
  /// - Throws: ``/Markup/MarkupError`` that names the first wrong word, and those that are allowed.
  static func check(_ element: Element, _ document: String, _ line: Int) throws(MarkupError) {
    func wrong(_ reason: String) -> MarkupError { MarkupError(document: document, line: line, reason: reason) }
    guard element.name == "section", let name = element["data-part"] else { return }
    guard let part = Fragment.Part(rawValue: name) else {
      throw wrong("data-part has \(shown(name)), which is none of \(listed(Fragment.Part.allCases.map(\.rawValue)))")
    }
    guard let value = element["data-when"] else { return }
    let known = known(part)
    let words = words(value)
    if words.isEmpty { throw wrong("data-when names nothing; it takes \(known.description)") }
    for word in words where !known.contains(word) {
      throw wrong("data-when has \(shown(word)), which is none of \(known.description)")
    }
  }

  /// What a part's `data-when` may name.
  private struct Known {
    let description: String
    let contains: (String) -> Bool

    init(_ words: [String]) {
      description = listed(words)
      contains = { words.contains($0) }
    }

    init(_ description: String, _ contains: @escaping (String) -> Bool) {
      self.description = description
      self.contains = contains
    }
  }

  private static func known(_ part: Fragment.Part) -> Known {
    switch part {
    case .meaning, .pattern, .causes, .next: Known(Pattern.allCases.map(\.rawValue))
    case .environment: Known(HostEnvironment.Kind.allCases.map(\.rawValue))
    case .owner, .note: Known("the keys KIND:NAME, such as slab:dentry or container:*", isKey)
    }
  }

  /// Whether a word is a key: `[a-z_]+:[A-Za-z0-9_.*-]+`.
  private static func isKey(_ word: String) -> Bool {
    let parts = word.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return false }
    let isLower = { (byte: UInt8) in (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    let isLetterOrDigit = { (byte: UInt8) in
      isLower(byte | 0x20) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    return parts[0].allSatisfy { isLower($0) || $0 == UInt8(ascii: "_") }
      && parts[1].allSatisfy { isLetterOrDigit($0) || "_.*-".utf8.contains($0) }
  }

  private static func listed(_ words: [String]) -> String { words.joined(separator: ", ") }

  /// A word for a message, cut where it is long: a file of megabytes may be one word.
  private static func shown(_ word: String) -> String {
    let start = word.unicodeScalars.prefix(40)
    return "'" + String(start).visible + (start.endIndex == word.unicodeScalars.endIndex ? "'" : "…'")
  }
}
