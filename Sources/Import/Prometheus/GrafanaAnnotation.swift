import KernelMemory
import SessionFile
import Storage

/// A note that somebody, or an alert, left at a moment of a Grafana dashboard: `{"time": 1795316000000, "text": "deployed"}`.
///
/// The fields of Grafana's annotations API; `time` is milliseconds since 1970.
struct GrafanaAnnotation {
  /// Milliseconds since 1970-01-01T00:00Z.
  let time: Int64
  /// What it says.
  let text: String

  /// Reads the array of an answer that has one; what has no time or no words is left out.
  static func all(_ json: inout JSONScanner) throws(SessionError) -> [GrafanaAnnotation] {
    var all: [GrafanaAnnotation] = []
    try json.array { (json) throws(SessionError) in
      guard json.peek() == .object else { return try json.skip() }
      var fields: [String: String] = [:]
      try json.object { (json, key) throws(SessionError) in
        guard ["time", "text", "title"].contains(key) else { return false }
        fields[key] = try json.text()
        return true
      }
      let words = [fields["title"], fields["text"]].compactMap(\.self).filter { !$0.isEmpty }
      guard let said = fields["time"], !words.isEmpty, let time = Int64(said) else { return }
      all.append(GrafanaAnnotation(time: time, text: words.joined(separator: ": ")))
    }
    return all
  }
}
