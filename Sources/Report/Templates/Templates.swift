import Markup
import KernelMemory
import ReportTemplates

/// The words and the look of a report, parsed and checked.
package struct Templates: Sendable {
  /// The page's skeleton, with slots.
  let page: Element
  /// The style sheet.
  let style: String
  /// The script.
  let script: String
  /// The grammar of a finished report.
  let grammar: Grammar
  /// The interpretation texts of the five dimensions.
  let fragments: [Dimension: Fragment]
  /// What is known of owners: caches, callers, commands.
  let owners: Fragment
  /// What a host's surroundings and set-up mean.
  let environment: Fragment
  /// The closing reading.
  let reading: Fragment

  /// Takes the built-in templates, with some of them replaced by a user's own files.
  ///
  /// Everything in `replacements` is treated as hostile: parsed without entities, and held to the grammar of fragments.
  /// - Parameter replacements: bytes by file name, `Slab.xhtml`.
  /// - Throws: ``TemplateError`` for a file that is unknown, may not be replaced, or breaks its grammar.
  package init(replacing replacements: [String: [UInt8]] = [:]) throws(TemplateError) {
    var files: [String: [UInt8]] = [:]
    for file in ReportTemplates.files { files[file.name] = file.bytes }
    for name in replacements.keys.sorted() where !Templates.extras.contains(name) {
      guard let file = ReportTemplates.files.first(where: { $0.name == name }) else {
        let known = ReportTemplates.files.filter(\.isReplaceable).map(\.name).joined(separator: ", ")
        throw TemplateError(
          "\(name): this is no template's name; the names are \(known), and \(Templates.extras.joined(separator: ", "))"
        )
      }
      guard file.isReplaceable else {
        throw TemplateError(
          "\(name): the script and the grammars keep a report safe and cannot be replaced; remove the file")
      }
      files[name] = replacements[name]
    }
    func bytes(_ name: String) -> [UInt8] { files[name] ?? [] }
    let shape = Grammar(bytes("fragment.rng"), name: "fragment.rng")
    // The built-in ones are held to it by a test, and not again in every report.
    func fragment(_ name: String) throws(MarkupError) -> Fragment {
      try Fragment(bytes(name), name: name, replacements[name] == nil ? nil : shape)
    }
    do throws(MarkupError) {
      page = try Element(parsing: bytes("page.xhtml"), name: "page.xhtml")
      grammar = Grammar(bytes("report.rng"), name: "report.rng")
      var fragments: [Dimension: Fragment] = [:]
      for dimension in Dimension.bands {
        var text = try fragment("\(dimension.name).xhtml")
        let extra = "\(dimension.name).extra.xhtml"
        if let bytes = replacements[extra] {
          try text.append(bytes, name: extra, dimension: dimension.name, shape)
        }
        fragments[dimension] = text
      }
      self.fragments = fragments
      owners = try fragment("owners.xhtml")
      environment = try fragment("environment.xhtml")
      reading = try fragment("reading.xhtml")
    } catch {
      throw TemplateError("\(error.description); see CONTRIBUTING.md, \"How to change a text\"")
    }
    style = try Templates.raw(bytes("style.css"), name: "style.css")
    // Every report carries it, so its indentation stays behind; no string in it spans lines.
    let lines = try Templates.raw(bytes("script.js"), name: "script.js").utf8.split(separator: UInt8(ascii: "\n"))
    script = lines.map { String(Substring($0.drop { $0 == UInt8(ascii: " ") })) }.joined(separator: "\n")
  }

  /// A team's own additions to the texts of the dimensions; none is built in.
  private static let extras = Dimension.bands.map { "\($0.name).extra.xhtml" }

  /// Text for inside `style` and `script`, which XHTML escapes and HTML reads as it stands: so nothing in it may need escaping.
  private static func raw(_ bytes: [UInt8], name: String) throws(TemplateError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TemplateError("\(name): this is not UTF-8 text")
    }
    let (less, more, and) = (UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"))
    guard bytes.contains(where: { $0 == less || $0 == more || $0 == and }) else { return text }
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let place = line.firstIndex(where: { "<>&".contains($0) }) else { continue }
      let column = line.distance(from: line.startIndex, to: place) + 1
      throw TemplateError(
        "\(name):\(number + 1):\(column): '<', '>' and '&' cannot stand in a style sheet or script that is read as HTML and as XHTML; write it without"
      )
    }
    return text
  }
}
