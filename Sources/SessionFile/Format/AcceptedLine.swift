import FoundationEssentials

/// A line of `accepted.jsonl`: that a person accepted the levels of a night.
package struct AcceptedLine: Sendable, Decodable {
  /// The night's session, without its folder.
  package let night: String

  /// When that session began, milliseconds since 1970-01-01T00:00Z.
  package let start: Int64

  /// Parses a line; nil where it is none.
  package init?(_ bytes: [UInt8]) {
    guard let line = try? JSONDecoder().decode(AcceptedLine.self, from: Data(bytes)),
      SessionLimits.times.contains(line.start)
    else { return nil }
    self = line
  }
}
