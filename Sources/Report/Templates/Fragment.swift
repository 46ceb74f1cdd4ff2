import Markup

/// One file of interpretation text, cut into sections that are chosen by what was found.
struct Fragment: Sendable {
  /// What a section is for.
  enum Part: String, CaseIterable {
    case meaning, pattern, causes, environment, next, owner, note
  }

  private struct Section {
    let part: String
    let when: [String]
    let content: [Node]
  }

  /// A one-line summary of the dimension.
  let title: String
  private var sections: [Section]

  /// Reads a fragment and holds it to a grammar, unless there is none.
  init(_ bytes: [UInt8], name: String, _ grammar: Grammar?) throws(MarkupError) {
    let root = try Fragment.root(bytes, name: name, grammar)
    guard root.name == "article" else {
      throw MarkupError(
        document: name, line: 1, reason: "the root of a whole text is article; aside is for NAME.extra.xhtml")
    }
    title = root["title"] ?? ""
    sections = Fragment.sections(root)
  }

  /// Adds a team's own sections behind the others of their parts.
  ///
  /// - Parameters:
  ///   - bytes: an `aside` for the same dimension.
  ///   - name: the file's name for messages.
  ///   - dimension: the dimension that it must name.
  ///   - grammar: the grammar of fragments.
  /// - Throws: ``/Markup/MarkupError`` for what breaks the grammar or is for another dimension.
  mutating func append(
    _ bytes: [UInt8], name: String, dimension: String, _ grammar: Grammar
  ) throws(MarkupError) {
    let root = try Fragment.root(bytes, name: name, grammar)
    guard root.name == "aside", root["data-dimension"] == dimension else {
      throw MarkupError(document: name, line: 1, reason: "the root is not <aside data-dimension=\"\(dimension)\">")
    }
    sections += Fragment.sections(root)
  }

  /// Words first: their messages say more than the grammar's.
  private static func root(_ bytes: [UInt8], name: String, _ grammar: Grammar?) throws(MarkupError) -> Element {
    guard let grammar else { return try Element(parsing: bytes, name: name) }
    let root = try Element(parsing: bytes, name: name, check: SectionWords.check)
    try grammar.validate(bytes, name: name)
    return root
  }

  private static func sections(_ root: Element) -> [Section] {
    root.children.compactMap { child in
      guard case .element(let element) = child, let part = element["data-part"] else { return nil }
      let when = SectionWords.words(element["data-when"] ?? "")
      return Section(part: part, when: when, content: element.children)
    }
  }

  /// The content of the sections of a part that fit, with their slots filled; empty when none fits.
  ///
  /// `when` is the name of a pattern or an environment; sections without a condition always fit.
  func content(_ part: Part, when: String? = nil, slots: [String: String]) -> [Node] {
    sections.filter { section in
      section.part == part.rawValue && (section.when.isEmpty || when.map(section.when.contains) ?? false)
    }.flatMap { $0.content.filling { slots[$0].map { [.text($0)] } ?? [.text("unknown")] } }
  }

  /// The content of the first section of a part whose patterns fit a key, `slab:*_inode_cache`; empty where none does.
  func content(_ part: Part, key: String, slots: [String: String] = [:]) -> [Node] {
    let fitting = sections.first { section in
      section.part == part.rawValue && section.when.contains { Fragment.fits(key, $0) }
    }
    return fitting?.content.filling { slots[$0].map { [.text($0)] } ?? [.text("unknown")] } ?? []
  }

  /// Whether a key is what a pattern says, in which `*` stands for any letters.
  static func fits(_ key: String, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard let head = parts.first, let tail = parts.last, parts.count > 1 else { return key == pattern }
    guard key.hasPrefix(head), key.hasSuffix(tail), key.count >= head.count + tail.count else { return false }
    var rest = key.dropFirst(head.count).dropLast(tail.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}
