import KernelMemory

/// A graph's legend as a column's name: the counter, and of which host the series is.
struct Legend {
  /// The counter's name; the whole text where none is known in it.
  private(set) var name: String

  /// The host; nil where none is named.
  private(set) var host: String?

  /// Reads `Slab`, `SUnreclaim web-1:9100`, `web-1 - Slab`, `Slab - memory of the kernel`, `node_memory_Slab_bytes{instance="web-1:9100"}`.
  init(_ text: String) {
    name = text
    if let brace = text.firstIndex(of: "{") {
      let labels = text[brace...]
      for (label, end) in [("instance=\"", "\""), ("host=\"", "\""), ("node=\"", "\""), ("host:", ",}")] {
        guard let found = labels.firstRange(of: label) else { continue }
        host = String(labels[found.upperBound...].prefix { !end.contains($0) })
        break
      }
      if CSVTable.isNeeded(String(text[..<brace])) { name = String(text[..<brace]) }
      return
    }
    let parts = text.split(separator: " - ", maxSplits: 1).map(String.init)
    if parts.count == 2 {
      if CSVTable.isNeeded(parts[0]) {
        name = parts[0]
      } else if CSVTable.isNeeded(parts[1]), !parts[0].contains(" ") {
        (name, host) = (parts[1], parts[0])
      }
      return
    }
    // A word that describes a part of a counter is none of a host: `Slab reclaimable`.
    let words = text.split { $0 == " " || $0 == "," }.map(String.init)
    guard words.count == 2, let place = words.firstIndex(where: CSVTable.isNeeded) else { return }
    let other = words[1 - place]
    guard other.contains(where: { $0.isASCIIDigit || ".:".contains($0) }), !other.hasPrefix("(") else { return }
    (name, host) = (words[place], other)
  }
}
