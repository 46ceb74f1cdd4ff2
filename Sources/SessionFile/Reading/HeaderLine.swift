import FoundationEssentials
package import KernelMemory
package import Storage

/// A header line as it is in the file; everything that is not needed to read samples is optional.
package struct HeaderLine: Decodable {
  var recorder: String?
  var label: String?
  var start: Int64
  var interval_ms: Int64?
  var thinned_ms: Int64?
  var host: HostLine?
  var columns: [String]
  var counts: [String]?

  /// What the line means.
  package var header: SessionHeader {
    return SessionHeader(
      label: label?.bounded, recorder: recorder?.bounded ?? "unknown", start: start,
      interval: interval_ms.positive.map { min($0, SessionLimits.interval) },
      thinned: thinned_ms.positive.map { min($0, SessionLimits.elapsed.upperBound) }, host: host?.facts ?? HostFacts())
  }
}

extension HeaderLine {
  /// How a header begins that this program wrote.
  package static let marker = Array(#"{"kmem":"session""#.utf8)

  /// Whether a line may stand before the first header: a sample, an event, or what is left of a header.
  ///
  /// A recorder writes a header when it finds its file truncated, and a line may have come between.
  package static func mayPrecede(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: #"{"event":"#.utf8) || bytes.starts(with: marker) || marker.starts(with: bytes) {
      return true
    }
    return bytes.count > 1 && bytes[0] == UInt8(ascii: "[") && (0x30...0x39).contains(bytes[1])
  }

  /// Just enough of a line to know what it is.
  struct Probe: Decodable {
    var kmem: String?
    var version: Int64?
    var schema: String?

    private enum Key: String, CodingKey {
      case kmem, version, schema
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      kmem = try? container.decode(String.self, forKey: .kmem)
      version = try? container.decode(Int64.self, forKey: .version)
      schema = try? container.decode(String.self, forKey: .schema)
    }
  }

  /// What a JSON object calls its schema, empty where it says nothing; nil where the bytes are no JSON object.
  package static func schema(_ bytes: [UInt8]) -> String? {
    (try? JSONDecoder().decode(Probe.self, from: Data(bytes))).map { $0.schema ?? "" }
  }

  /// Parses a header line.
  ///
  /// - Parameters:
  ///   - bytes: The line.
  ///   - file: The input's name for messages.
  ///   - number: The line's number.
  /// - Returns: The header; nil for a line that is no header of ours.
  /// - Throws: What is wrong with it.
  package static func parse(_ bytes: [UInt8], file: String?, line number: Int) throws(SessionError) -> HeaderLine? {
    guard let probe = try? JSONDecoder().decode(Probe.self, from: Data(bytes)), probe.kmem == "session" else {
      return nil
    }
    func wrong(_ what: String, mend: String) -> SessionError {
      SessionError(what, file: file, line: number, column: 1, mend: mend)
    }
    guard let version = probe.version else {
      throw wrong("the header has no version", mend: "kmem writes \"version\":1")
    }
    guard version == SessionFormat.version else {
      throw wrong(
        "the session is of version \(version), and this kmem reads version \(SessionFormat.version)",
        mend: version > SessionFormat.version ? "take a newer kmem" : "kmem writes \"version\":1")
    }
    let mend = "the session file's description names every field"
    let header: HeaderLine
    do {
      header = try JSONDecoder().decode(HeaderLine.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw wrong(error.headerFault, mend: mend)
    } catch {
      throw wrong("the header cannot be read", mend: mend)
    }
    guard SessionLimits.times.contains(header.start) else {
      throw wrong(
        "the header's start is not a time between the years 1 and 9999", mend: "it counts milliseconds since 1970")
    }
    guard header.columns.first == "time" else {
      throw wrong("the header's columns do not begin with \"time\"", mend: mend)
    }
    guard header.columns.count <= SessionLimits.columns else {
      throw wrong("the header has \(header.columns.count) columns", mend: "at most \(SessionLimits.columns) are read")
    }
    return header
  }
}

extension DecodingError {
  fileprivate var headerFault: String {
    switch self {
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      "the header's \(context.codingPath.dotted) is not \(DecodingError.noun(type))"
    case .keyNotFound(let key, let context): "the header has no \((context.codingPath + [key]).dotted)"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      "the header's \(context.codingPath.dotted) is out of range"
    default: "the header is not valid JSON"
    }
  }

  private static func noun(_ type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a string"
    case is Bool.Type: "true or false"
    case is Int64.Type, is Int.Type: "a whole number"
    case is [Any].Type: "an array"
    default: "of the right kind"
    }
  }
}

extension [any CodingKey] {
  fileprivate var dotted: String {
    var text = ""
    for key in self {
      if let index = key.intValue { text += "[\(index)]" } else { text += (text.isEmpty ? "" : ".") + key.stringValue }
    }
    return text
  }
}

extension Optional where Wrapped: BinaryInteger {
  fileprivate var positive: Wrapped? { flatMap { $0 > 0 ? $0 : nil } }
}
