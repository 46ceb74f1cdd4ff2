import Markup

/// One file of interpretation text, cut into sections that are chosen by what was found.
struct Fragment: Sendable {
  /// What a section is for.
  enum Part: String {
    case meaning, pattern, causes, environment, next
  }

  private struct Section {
    let part: String
    let when: [String]
    let content: [Node]
  }

  /// A one-line summary of the dimension.
  let title: String
  private let sections: [Section]

  /// Reads a fragment and holds it to a grammar, unless there is none.
  init(_ bytes: [UInt8], name: String, _ grammar: Grammar?) throws(MarkupError) {
    try grammar?.validate(bytes, name: name)
    let root = try Element(parsing: bytes, name: name)
    title = root["title"] ?? ""
    sections = root.children.compactMap { child in
      guard case .element(let element) = child, let part = element["data-part"] else { return nil }
      let when = (element["data-when"] ?? "").split(separator: " ").map(String.init)
      return Section(part: part, when: when, content: element.children)
    }
  }

  /// The content of the sections of a part that fit, with their slots filled; empty when none fits.
  ///
  /// `when` is the name of a pattern or an environment; nil takes the sections without a condition.
  func content(_ part: Part, when: String? = nil, slots: [String: String]) -> [Node] {
    sections.filter { section in
      section.part == part.rawValue && (when.map { section.when.contains($0) } ?? section.when.isEmpty)
    }.flatMap { $0.content.filling { slots[$0].map { [.text($0)] } ?? [.text("unknown")] } }
  }
}
