/// One line of /proc/meminfo: `Name:   123 kB`.
package struct MeminfoLine {
  /// What follows the number.
  package enum Unit: Equatable {
    /// `kB`, which is 1024 bytes.
    case kibibytes
    /// Nothing.
    case none
    /// Another word, with its size in bytes where it is one that people write.
    case other(String, bytes: Int64?)
  }

  /// The counter's name.
  package let name: String
  /// The number; nil where there is none that can be believed.
  package let value: Int64?
  /// Why there is no value: `is below zero`.
  package let doubt: String?
  /// What follows the number.
  package let unit: Unit
  /// The line of the text, from 1.
  package let number: Int

  /// Parses the bytes of a line without its end; nil where it is not of this form.
  package init?(_ bytes: Span<UInt8>, _ range: Range<Int>, number: Int) {
    guard let colon = range.prefix(128).first(where: { bytes[$0] == UInt8(ascii: ":") }), colon > range.lowerBound,
      let name = MeminfoLine.name(bytes, range.lowerBound..<colon)
    else { return nil }
    var cursor = colon + 1
    func skipBlanks() {
      while cursor < range.upperBound, bytes[cursor] == UInt8(ascii: " ") || bytes[cursor] == UInt8(ascii: "\t") {
        cursor += 1
      }
    }
    skipBlanks()
    let isNegative = cursor < range.upperBound && bytes[cursor] == UInt8(ascii: "-")
    if isNegative { cursor += 1 }
    var digits: UInt64 = 0
    let first = cursor
    while cursor < range.upperBound, case let digit = bytes[cursor] &- UInt8(ascii: "0"), digit < 10 {
      digits = digits > UInt64(Meminfo.limit) ? digits : digits * 10 + UInt64(digit)
      cursor += 1
    }
    let isNumber = cursor > first && (cursor == range.upperBound || bytes[cursor] <= 0x20)
    skipBlanks()
    self.name = name
    self.number = number
    guard isNumber, let unit = MeminfoLine.unit(bytes, cursor..<range.upperBound) else {
      // A counter that reports need stays a counter, so that one spoilt line does not look like another kernel.
      guard Meminfo.isKnownAmount(name) else { return nil }
      value = nil
      doubt = "has no number that can be read"
      self.unit = .none
      return
    }
    self.unit = unit
    if isNegative, digits > 0 {
      value = nil
      doubt = "is below zero"
    } else if digits > UInt64(Meminfo.limit) {
      value = nil
      doubt = "is larger than 2^60, as after falling below zero"
    } else {
      value = Int64(digits)
      doubt = nil
    }
  }

  private static func name(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
    var characters: [UInt8] = []
    for index in range {
      switch bytes[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: ","), ...0x20, 0x7f...: return nil
      case let byte: characters.append(byte)
      }
    }
    return String(decoding: characters, as: UTF8.self)
  }

  private static func unit(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Unit? {
    guard !range.isEmpty else { return Unit.none }
    guard range.count <= 16 else { return nil }
    var word: [UInt8] = []
    for index in range {
      guard (0x21...0x7e).contains(bytes[index]) else { return nil }
      word.append(bytes[index])
    }
    let text = String(decoding: word, as: UTF8.self)
    switch text {
    case "kB", "KB", "KiB", "kiB", "K", "k": return .kibibytes
    case "B", "bytes": return .other(text, bytes: 1)
    case "MB", "mB", "MiB", "M": return .other(text, bytes: 1 << 20)
    case "GB", "gB", "GiB", "G": return .other(text, bytes: 1 << 30)
    default: return .other(text, bytes: nil)
    }
  }
}
