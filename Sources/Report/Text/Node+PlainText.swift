import KernelMemory
import Markup

extension [Node] {
  /// The blocks of an interpretation text for a terminal, two columns in.
  ///
  /// An item that begins with a command has it on a line of its own, never broken, so that it can be copied.
  func plainText(_ style: TextStyle) -> String {
    var text = ""
    for case .element(let element) in self {
      switch element.name {
      case "ul", "ol": for item in element.children.compactMap(\.element) { text += item.children.item(style) }
      case "dl":
        for part in element.children.compactMap(\.element) {
          let indent = part.name == "dt" ? "  " : "      "
          text += part.children.words.wrapped(style.width, first: indent, rest: indent)
        }
      default: text += element.children.words.wrapped(style.width, first: "  ", rest: "  ")
      }
    }
    return text
  }

  private func item(_ style: TextStyle) -> String {
    guard let command = first?.element, command.name == "code" else {
      return words.wrapped(style.width, first: "  - ", rest: "    ")
    }
    let rest = Array(dropFirst()).words
    let line = "  " + style.strong(command.text.collapsed.visible) + "\n"
    return rest.isEmpty ? line : line + rest.wrapped(style.width, first: "      ", rest: "      ")
  }

  /// The words, with commands in back-quotes and the targets of links behind them.
  private var words: String {
    map { node in
      switch node {
      case .text(let text): text
      case .element(let element):
        switch element.name {
        case "code": "`\(element.text)`"
        case "a": "\(element.text) (\(element["href"] ?? ""))"
        default: element.children.words
        }
      }
    }.joined().collapsed.visible
  }
}
