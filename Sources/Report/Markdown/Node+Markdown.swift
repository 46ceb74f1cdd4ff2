import Markup

extension [Node] {
  /// The blocks of an interpretation text as Markdown; the words are the templates' own, the slots' are not.
  var markdown: String {
    var text = ""
    for case .element(let element) in self {
      switch element.name {
      case "ul", "ol":
        let items = element.children.compactMap(\.element)
        for (index, item) in items.enumerated() {
          text += (element.name == "ol" ? "\(index + 1). " : "- ") + item.children.inlineMarkdown + "\n"
        }
        text += "\n"
      case "dl":
        for part in element.children.compactMap(\.element) {
          let content = part.children.inlineMarkdown
          text += part.name == "dt" ? "- **\(content)**: " : content + "\n"
        }
        text += "\n"
      default: text += element.children.inlineMarkdown + "\n\n"
      }
    }
    return text
  }

  /// Text with its emphasis, code and links, on one line.
  fileprivate var inlineMarkdown: String {
    var text = ""
    for node in self {
      switch node {
      case .text(let plain):
        let words = Markdown.text(plain.collapsed)
        if plain.first?.isWhitespace == true, !text.isEmpty, !text.hasSuffix(" ") { text += " " }
        text += words
        if plain.last?.isWhitespace == true, !words.isEmpty { text += " " }
      case .element(let element):
        switch element.name {
        case "code": text += Markdown.code(element.text.collapsed)
        case "strong": text += "**\(element.children.inlineMarkdown)**"
        case "em": text += "*\(element.children.inlineMarkdown)*"
        case "a":
          let target = element["href"] ?? ""
          let isSafe = target.allSatisfy { !"<>()\\ |`".contains($0) && !$0.isNewline }
          text += isSafe ? "[\(element.children.inlineMarkdown)](\(target))" : element.children.inlineMarkdown
        default: text += (text.isEmpty || text.hasSuffix(" ") ? "" : " ") + element.children.inlineMarkdown
        }
      }
    }
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
