import ArgumentParser

/// A form that a report can be written in.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case html, markdown, text, json

  /// The form that a file's ending asks for; HTML where it says nothing.
  init(place: String) {
    let name = place.split(separator: "/").last.map { $0.lowercased() } ?? ""
    switch name.split(separator: ".").dropFirst().last {
    case "md"?, "markdown"?: self = .markdown
    case "txt"?, "text"?: self = .text
    case "json"?: self = .json
    default: self = .html
    }
  }
}
