/// A line of metrics as text: `name{label="value"} 4.58e+08 1796041354023`.
struct PrometheusLine {
  /// Where the name and the labels stand.
  let labels: Range<Int>

  /// The value; nil where it is NaN, which marks a series that ended.
  let value: Double?

  /// Whether a value stands there at all; `=>` stands in its place where the points follow.
  let hasValue: Bool

  /// The time, milliseconds since 1970-01-01T00:00Z; nil where the line has none.
  let time: Int64?

  /// Reads a line; nil where it is none.
  init?(_ bytes: ArraySlice<UInt8>) {
    var place = bytes.startIndex
    while place < bytes.endIndex, bytes[place] <= 0x20 { place += 1 }
    let start = place
    while place < bytes.endIndex, bytes[place] > 0x20, bytes[place] != UInt8(ascii: "{") { place += 1 }
    if place < bytes.endIndex, bytes[place] == UInt8(ascii: "{") {
      var isQuoted = false
      while place < bytes.endIndex, isQuoted || bytes[place] != UInt8(ascii: "}") {
        if bytes[place] == UInt8(ascii: "\\"), isQuoted { place += 1 }
        if place < bytes.endIndex, bytes[place] == UInt8(ascii: "\"") { isQuoted.toggle() }
        place += 1
      }
      guard place < bytes.endIndex else { return nil }
      place += 1
    }
    guard place > start else { return nil }
    labels = start..<place
    let words = bytes[place...].split(whereSeparator: { $0 <= 0x20 })
    guard let first = words.first else { return nil }
    if first.elementsEqual("=>".utf8) {
      (value, hasValue, time) = (nil, false, nil)
      return
    }
    value = DecimalNumber.parse(first)
    guard value != nil || first.elementsEqual("NaN".utf8) || first.hasSuffix("Inf") else { return nil }
    hasValue = true
    time = words.count > 1 ? PrometheusLine.time(words[1]) : nil
  }

  /// A point of `promtool query range`: `341291008 @[1796040986]`.
  static func point(_ bytes: ArraySlice<UInt8>) -> (value: Double?, time: Int64)? {
    let words = bytes.split(whereSeparator: { $0 <= 0x20 })
    guard words.count == 2, words[1].starts(with: "@[".utf8), words[1].last == UInt8(ascii: "]"),
      let time = time(words[1].dropFirst(2).dropLast())
    else { return nil }
    return (DecimalNumber.parse(words[0]), time)
  }

  /// Seconds with a fraction (OpenMetrics) or milliseconds (the text format): no scrape is of before 1973 in ms.
  private static func time(_ word: ArraySlice<UInt8>) -> Int64? {
    guard let number = DecimalNumber.parse(word), abs(number) < 1e15 else { return nil }
    return Int64((abs(number) >= 1e11 ? number : number * 1000).rounded())
  }

  /// The labels of `name{a="b", c="d"}`, the name as `__name__`.
  static func labels(_ bytes: ArraySlice<UInt8>) -> [String: String] {
    let text = String(decoding: bytes, as: UTF8.self)
    let brace = text.firstIndex(of: "{") ?? text.endIndex
    var labels: [String: String] = [:]
    if brace > text.startIndex { labels["__name__"] = String(text[..<brace]) }
    var rest = text[brace...].dropFirst()
    while let sign = rest.firstIndex(of: "=") {
      let key = rest[..<sign].filter { !" ,".contains($0) }
      rest = rest[sign...].dropFirst()
      guard rest.first == "\"" else { break }
      rest = rest.dropFirst()
      var value = ""
      while let character = rest.first, character != "\"" {
        rest = rest.dropFirst()
        if character == "\\", let escaped = rest.first {
          value.append(escaped == "n" ? "\n" : escaped)
          rest = rest.dropFirst()
        } else {
          value.append(character)
        }
      }
      rest = rest.dropFirst()
      if labels.count < 100 { labels[String(key)] = value }
    }
    return labels
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
