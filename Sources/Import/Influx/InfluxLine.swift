import Storage

/// A line of InfluxDB's line protocol: `mem,host=web-1 slab=1000i,free=2.5 1767225600000000000`.
struct InfluxLine {
  /// The measurement.
  private(set) var measurement = ""

  /// The tags.
  private(set) var tags: [String: String] = [:]

  /// The fields that are numbers; `i` and `u` behind whole ones are taken off.
  private(set) var fields: [(name: String, value: Double)] = []

  /// The time, milliseconds since 1970-01-01T00:00Z; nil where the line has none.
  private(set) var time: Int64?

  /// Reads a line, before which `telegraf --test` puts `> `; nil where it is none.
  init?(_ bytes: ArraySlice<UInt8>) {
    let text = bytes.starts(with: "> ".utf8) ? bytes.dropFirst(2) : bytes
    guard let first = text.first, first > 0x20, first != UInt8(ascii: "#"), first != UInt8(ascii: "{") else {
      return nil
    }
    var rest = text
    let head = InfluxLine.part(&rest, upTo: " ")
    var parts = InfluxLine.split(head, by: ",")[...]
    measurement = InfluxLine.plain(parts.removeFirst())
    for part in parts.prefix(64) {
      guard let pair = InfluxLine.pair(part) else { return nil }
      tags[pair.key] = InfluxLine.plain(pair.value)
    }
    let values = InfluxLine.part(&rest, upTo: " ")
    for part in InfluxLine.split(values, by: ",") {
      guard let pair = InfluxLine.pair(part), let last = pair.value.last else { return nil }
      let number = last == UInt8(ascii: "i") || last == UInt8(ascii: "u") ? pair.value.dropLast() : pair.value
      if let value = DecimalNumber.parse(number) { fields.append((pair.key, value)) }
    }
    let stamp = String(decoding: rest.filter { $0 > 0x20 }, as: UTF8.self)
    guard !stamp.isEmpty else { return }
    guard stamp.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let found = TimeLine(text: stamp) else { return nil }
    time = found.time
  }

  /// Takes what stands before a mark that is neither quoted nor escaped, and the mark.
  private static func part(_ rest: inout ArraySlice<UInt8>, upTo mark: Unicode.Scalar) -> ArraySlice<UInt8> {
    let end = place(of: mark, in: rest)
    defer { rest = end < rest.endIndex ? rest[(end + 1)...] : rest[rest.endIndex...] }
    return rest[..<end]
  }

  private static func split(_ bytes: ArraySlice<UInt8>, by mark: Unicode.Scalar) -> [ArraySlice<UInt8>] {
    var rest = bytes
    var parts = [part(&rest, upTo: mark)]
    while !rest.isEmpty { parts.append(part(&rest, upTo: mark)) }
    return parts
  }

  private static func place(of mark: Unicode.Scalar, in bytes: ArraySlice<UInt8>) -> Int {
    var isQuoted = false
    var place = bytes.startIndex
    while place < bytes.endIndex {
      switch bytes[place] {
      case UInt8(ascii: "\\"): place += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: mark) where !isQuoted: return place
      default: break
      }
      place += 1
    }
    return bytes.endIndex
  }

  private static func pair(_ bytes: ArraySlice<UInt8>) -> (key: String, value: ArraySlice<UInt8>)? {
    let sign = place(of: "=", in: bytes)
    guard sign > bytes.startIndex, sign + 1 < bytes.endIndex else { return nil }
    return (plain(bytes[..<sign]), bytes[(sign + 1)...])
  }

  private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.filter { $0 != UInt8(ascii: "\\") }.prefix(256), as: UTF8.self)
  }
}
