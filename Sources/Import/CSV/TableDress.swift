import SessionFile

/// A table among other things: Markdown's, columns parted by blanks, a head behind `#`, text above it.
struct TableDress {
  /// The line of the head, blanks at its end taken off.
  private let line: String
  /// What parts the columns; a blank: any number of blanks.
  private let separator: Character
  /// How many columns there are.
  private let count: Int

  /// Lines among which a head is looked for.
  private static let depth = 200

  private init(line: String, separator: Character, count: Int) {
    self.line = line
    self.separator = separator
    self.count = count
  }

  /// Finds the first head: a line that names a counter, and below it a row with numbers under the names.
  ///
  /// - Parameters:
  ///   - head: How the input begins.
  ///   - names: Names that the user said are counters.
  init?(_ head: ImportHead, _ names: some Collection<String>) {
    let lines = head.lines.prefix(TableDress.depth)
    for (place, line) in lines.enumerated() {
      guard line.utf8.count <= 4000, line.first.map({ !"[{<".contains($0) }) == true,
        let below = lines.dropFirst(place + 1).first(where: { !TableDress.isRule($0) })
      else { continue }
      for separator in ["|", ",", ";", "\t", " "] as [Character] {
        let fields = TableDress.fields(line, separator)
        guard fields.count > 1, Double(fields[0]) == nil,
          fields.contains(where: { name in
            names.contains(name)
              || CSVTable.isNeeded(CSVColumn(name, counter: nil, unit: .kibibytes, pageSize: 4096).counter)
          })
        else { continue }
        let found = TableDress(line: line, separator: separator, count: fields.count)
        guard let row = found.row(below), row.dropFirst().contains(where: { TableDress.isNumber($0) }),
          separator == "|" || row.contains(where: { TimeLine(text: $0) != nil || FoundTime(in: $0) != nil })
        else { continue }
        self = found
        return
      }
    }
    return nil
  }

  /// Whether numbers may have a comma for a point.
  var hasDecimalComma: Bool { separator != "," }

  /// Whether a line is the table's head.
  func isHead(_ text: String) -> Bool { text.hasPrefix(line) && text.dropFirst(line.count).allSatisfy(\.isWhitespace) }

  /// The head or a row as fields parted by tabs; nil for what is neither.
  func plain(_ text: String) -> [UInt8]? {
    let fields = isHead(text) ? TableDress.fields(text, separator) : row(text)
    return fields.map { Array($0.joined(separator: "\t").utf8) }
  }

  private func row(_ line: String) -> [String]? {
    if TableDress.isRule(line) { return nil }
    var fields = TableDress.fields(line, separator)
    if separator == " ", fields.count > count {
      // A unit stands behind its number, and a date before its time of day.
      for place in fields.indices.reversed() where place > 0 && TableDress.isUnit(fields[place]) {
        guard TableDress.isNumber(fields[place - 1]) else { continue }
        fields[place - 1] += " " + fields.remove(at: place)
      }
      let more = fields.count - count
      if (1...5).contains(more) { fields.replaceSubrange(0...more, with: [fields[0...more].joined(separator: " ")]) }
    }
    return fields.count == count ? fields : nil
  }

  private static func fields(_ line: String, _ separator: Character) -> [String] {
    var text = line[...]
    if text.first == "#" { text = text.drop { $0 == "#" || $0 == " " } }
    if separator == " " { return text.split { $0 == " " || $0 == "\t" }.map(String.init) }
    // Emphasis may stand around a part of a cell.
    if separator == "|" { text = text.filter { !"*`".contains($0) }[...] }
    var fields = text.split(separator: separator, omittingEmptySubsequences: false).map {
      String($0.trimmed(of: " \t\""))
    }
    if separator == "|" {
      if fields.first?.isEmpty == true { fields.removeFirst() }
      if fields.last?.isEmpty == true { fields.removeLast() }
    }
    return fields
  }

  /// Whether a line only rules a table: `|---|--:|`, `+----+`.
  private static func isRule(_ line: String) -> Bool {
    line.contains("-") && line.allSatisfy { "-|:+= \t".contains($0) }
  }

  private static func isNumber(_ text: String) -> Bool {
    text.first?.isASCIIDigit == true
      && text.split(separator: " ").first?.allSatisfy { $0.isASCIIDigit || ".,'".contains($0) } == true
  }

  private static func isUnit(_ text: String) -> Bool {
    ["b", "kb", "kib", "mb", "mib", "gb", "gib"].contains(text.lowercased())
  }
}

extension Substring {
  /// Without some characters at its ends.
  fileprivate func trimmed(of marks: String) -> Substring {
    var text = drop { marks.contains($0) }
    while let last = text.last, marks.contains(last) { text.removeLast() }
    return text
  }
}
