extension String {
  /// The columns that a terminal gives the text: two for an East Asian wide character (UAX #11), none for a combining mark.
  var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }

  /// The text with blanks behind it, up to a width in columns.
  func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - columns)) }

  /// The text with blanks before it, up to a width in columns.
  func aligned(_ width: Int) -> String { String(repeating: " ", count: max(0, width - columns)) + self }

  /// The text in lines of a width in columns, which begin with the indents; every line ends in a line feed.
  ///
  /// A number stays with its unit; a word that is longer than a line is cut.
  func wrapped(_ width: Int, first: String = "", rest: String = "") -> String {
    var lines = ""
    var line = first
    var isEmpty = true
    for word in joinedWords {
      var word = word[...]
      while true {
        let room = width - line.columns - (isEmpty ? 0 : 1)
        if String(word).columns <= room {
          line += (isEmpty ? "" : " ") + word
          isEmpty = false
          break
        }
        if isEmpty {
          let head = word.head(columns: max(2, room))
          lines += line + head + "\n"
          word = word[head.endIndex...]
        } else {
          lines += line + "\n"
        }
        (line, isEmpty) = (rest, true)
        if word.isEmpty { break }
      }
    }
    return isEmpty && !lines.isEmpty ? lines : lines + line + "\n"
  }

  private static let units: Set<Substring> = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "ms", "s", "min", "h", "d", "%"]

  /// The words, where a number and the unit behind it are one.
  private var joinedWords: [String] {
    var words: [String] = []
    for word in split(separator: " ") {
      let unit = word.prefix { $0.isLetter || $0 == "%" }
      if let last = words.last, last.last?.isNumber == true, String.units.contains(unit) {
        words[words.count - 1] = last + " " + word
      } else {
        words.append(String(word))
      }
    }
    return words
  }
}

extension Substring {
  /// The longest beginning that fits; at least one character.
  fileprivate func head(columns limit: Int) -> Substring {
    var end = startIndex
    var used = 0
    while end < endIndex {
      let width = String(self[end]).columns
      if end > startIndex, used + width > limit { break }
      used += width
      end = index(after: end)
    }
    return self[..<end]
  }
}

extension Unicode.Scalar {
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
    0x20000...0x3FFFD,
  ]

  /// The columns of one character.
  fileprivate var columns: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return Unicode.Scalar.wide.contains { $0.contains(value) } ? 2 : 1
    }
  }
}
