import ArgumentParser

/// The forms of a check.
enum CheckFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, junit, markdown, prometheus, github, html

  private static let endings: [String: CheckFormat] = [
    "txt": .text, "json": .json, "xml": .junit, "md": .markdown, "prom": .prometheus, "html": .html,
  ]

  /// The form that a file's ending asks for.
  ///
  /// - Throws: That no form has such an ending, as a `ValidationError`.
  init(place: String) throws {
    let name = place.split(separator: "/").last.map { $0.lowercased() } ?? ""
    let ending = name.split(separator: ".").dropFirst().last.map(String.init) ?? ""
    guard let form = CheckFormat.endings[ending] else {
      throw ValidationError(
        "-o \(place): the ending says the form: .xml (JUnit), .json, .md, .prom, .html or .txt; or --format does")
    }
    self = form
  }
}
