import KernelMemory

/// A line in which counters of /proc/meminfo stand among other things: prefixes of logs, arrows, notes, several counters.
struct DressedLine {
  /// A counter and its number.
  struct Reading {
    /// The name, in the kernel's spelling.
    var name: String
    /// kB, or a count for huge pages; nil where a number stands there that cannot be read.
    var value: Int64?
    /// Whether the number is a count.
    var isCount = false
    /// Whether a unit stands behind the number.
    var hasUnit: Bool
    /// The number with its separators where it has some.
    var groups: String?
  }

  /// The counters, in the line's order.
  private(set) var readings: [Reading] = []

  /// What stands before the first of them; the whole line where there is none.
  private(set) var prefix: String

  /// The NUMA node that the line is about; nil where none is named.
  private(set) var node: Int?

  /// Takes a line apart.
  init(_ line: ArraySlice<UInt8>) {
    let bytes = DressedLine.plain(line)
    var start = bytes.count
    var cursor = 0
    while let place = bytes[cursor...].firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") }) {
      cursor = place + 1
      guard let name = DressedLine.name(bytes, endingAt: place) else { continue }
      guard let reading = DressedLine.reading(bytes, name.text, &cursor) else { continue }
      if readings.isEmpty { start = name.start }
      readings.append(reading)
    }
    prefix = String(decoding: bytes[..<start], as: UTF8.self)
    if readings.isEmpty { return }
    let words = prefix.split { " \t:[]\"'".contains($0) }
    if words.count > 1, words[words.count - 2] == "Node" { node = words.last.flatMap { Int($0) } }
  }

  /// The bytes without what only steers a terminal: escape sequences, carriage returns and what backspaces took away.
  private static func plain(_ line: ArraySlice<UInt8>) -> [UInt8] {
    guard line.contains(where: { $0 < 0x20 && $0 != 9 }) else { return Array(line) }
    var text: [UInt8] = []
    var place = line.startIndex
    while place < line.endIndex {
      let byte = line[place]
      place += 1
      if byte == 8 { _ = text.popLast() }
      if byte == 9 || byte >= 0x20 { text.append(byte) }
      guard byte == 27, place < line.endIndex else { continue }
      let kind = line[place]
      place += 1
      if kind == UInt8(ascii: "[") {
        while place < line.endIndex, !(0x40...0x7e).contains(line[place]) { place += 1 }
        place = min(place + 1, line.endIndex)
      } else if kind == UInt8(ascii: "]") {
        while place < line.endIndex, line[place] != 7 { place += 1 }
        place = min(place + 1, line.endIndex)
      } else if kind == UInt8(ascii: "(") {
        place = min(place + 1, line.endIndex)
      }
    }
    return text
  }

  /// The name that ends before a colon: letters, digits, `_` and parentheses, quotes around it allowed.
  private static func name(_ bytes: [UInt8], endingAt colon: Int) -> (text: String, start: Int)? {
    var end = colon
    while end > 0, [0x20, UInt8(ascii: "\""), UInt8(ascii: "*"), UInt8(ascii: "`")].contains(bytes[end - 1]) {
      end -= 1
    }
    var start = end
    while start > 0, isName(bytes[start - 1]) { start -= 1 }
    guard (3...40).contains(end - start), (0x41...0x5a).contains(bytes[start]) else { return nil }
    return (String(decoding: bytes[start..<end], as: UTF8.self), start)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    default: false
    }
  }

  /// The number and unit behind a colon; nil where they are none, or where the name is no counter.
  private static func reading(_ bytes: [UInt8], _ name: String, _ cursor: inout Int) -> Reading? {
    var place = cursor
    while place < bytes.count,
      [0x20, 9, UInt8(ascii: "\""), UInt8(ascii: "*"), UInt8(ascii: "`")].contains(bytes[place])
    {
      place += 1
    }
    let isCount = name.hasPrefix("HugePages_")
    let isKnown = Meminfo.isKnownAmount(name)
    guard let number = GroupedNumber(bytes, at: place) else {
      // A counter that reports need is there, only spoilt: that is not the same as missing.
      return isKnown && place < bytes.count && bytes[place] == UInt8(ascii: "-")
        ? Reading(name: name, hasUnit: false) : nil
    }
    place = number.end
    while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    let unit = bytes[place...].prefix(3)
    let hasUnit =
      unit.count >= 2 && unit.first.map { $0 | 0x20 } == UInt8(ascii: "k")
      && unit.dropFirst().first.map { $0 | 0x20 } == UInt8(ascii: "b")
      && (unit.count == 2 || unit.last.map { !isName($0) } == true)
    guard hasUnit || isCount || isKnown else { return nil }
    if hasUnit { place += 2 }
    let word = String(decoding: bytes[place...].prefix { isName($0) || $0 == UInt8(ascii: "%") }, as: UTF8.self)
    let others: Set = ["m", "mb", "mib", "g", "gb", "gib", "t", "tb", "tib", "%"]
    if !hasUnit, !isCount, others.contains(word.lowercased()) { return nil }
    cursor = place
    return Reading(
      name: name, value: number.value, isCount: isCount, hasUnit: hasUnit, groups: number.groups)
  }
}
