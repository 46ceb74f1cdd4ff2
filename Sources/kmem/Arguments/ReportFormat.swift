import ArgumentParser

/// A form that a report can be written in.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case html, markdown, text, json

  /// Reads a form's name, or the ending of its files.
  init?(argument: String) {
    guard let form = ReportFormat(rawValue: argument) ?? ReportFormat.endings[argument] else { return nil }
    self = form
  }

  private static let endings: [String: ReportFormat] = [
    "html": .html, "htm": .html, "xhtml": .html, "md": .markdown, "markdown": .markdown, "txt": .text, "text": .text,
    "json": .json,
  ]

  /// What people ask report writers for, and this one does not write.
  private static let foreign: Set = [
    "pdf", "ps", "png", "jpg", "jpeg", "gif", "webp", "svg", "doc", "docx", "odt", "rtf", "tex", "xls", "xlsx", "csv",
    "xml",
    "yaml", "yml", "gz", "zip",
  ]

  /// The form that a file's ending asks for; HTML where it says nothing.
  ///
  /// - Throws: That nothing is written in such a form, as a `ValidationError`.
  init(place: String) throws {
    let name = place.split(separator: "/").last.map { $0.lowercased() } ?? ""
    let ending = name.split(separator: ".").dropFirst().last.map(String.init) ?? ""
    guard !ReportFormat.foreign.contains(ending) || name.hasSuffix(".jsonl.gz") else {
      throw ValidationError(
        "-o \(place): kmem writes no .\(ending); the endings are .html, .md, .txt and .json, or --format says the form")
    }
    self = ReportFormat.endings[ending] ?? .html
  }
}
