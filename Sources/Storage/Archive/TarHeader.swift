/// A header block of a tar archive, 512 bytes: POSIX.1-1988 (ustar), GNU's additions and POSIX.1-2001 (pax).
struct TarHeader: Equatable {
  /// What follows the header.
  enum Kind: Equatable {
    /// A plain file.
    case file
    /// Records of `key=value` for the next member (pax), or for all of them.
    case records(isGlobal: Bool)
    /// The name of the next member (GNU).
    case longName
    /// Anything else; what follows is stepped over.
    case other
  }

  /// Bytes a block; what follows a header is filled up to whole ones.
  static let block = 512

  let kind: Kind
  let name: String

  /// Bytes that follow; nil where the number is below zero or larger than any file.
  let size: Int?

  /// Reads a block; nil where its sum is wrong, so that it is no header.
  init?(_ block: ArraySlice<UInt8>) {
    guard block.count == TarHeader.block else { return nil }
    let bytes = Array(block)
    let sum = bytes.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 0x20 : Int($1.element)) }
    guard TarHeader.number(bytes[148..<156]) == sum, bytes[0] != 0 else { return nil }
    kind =
      switch bytes[156] {
      case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): .file
      case UInt8(ascii: "x"), UInt8(ascii: "X"): .records(isGlobal: false)
      case UInt8(ascii: "g"): .records(isGlobal: true)
      case UInt8(ascii: "L"): .longName
      default: .other
      }
    let name = TarHeader.text(bytes[0..<100])
    // Only POSIX's own form has a prefix there; GNU keeps times in the same place.
    let prefix = bytes[257..<263].elementsEqual("ustar\0".utf8) ? TarHeader.text(bytes[345..<500]) : ""
    self.name = prefix.isEmpty ? name : prefix + "/" + name
    size = TarHeader.number(bytes[124..<136])
  }

  /// Whether an input begins as an archive.
  static func isArchive(_ head: ArraySlice<UInt8>) -> Bool { TarHeader(head.prefix(block)) != nil }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Octal digits between blanks and zeros; or GNU's binary number, whose first bit is set and whose second is the sign.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    guard let first = field.first else { return nil }
    if first & 0x80 != 0 {
      guard first & 0x40 == 0, first == 0x80, field.dropFirst().dropLast(8).allSatisfy({ $0 == 0 }) else { return nil }
      return Int(exactly: field.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
    var number = 0
    for byte in field.drop(while: { $0 == 0x20 }) {
      guard byte != 0, byte != 0x20 else { break }
      guard (0x30..<0x38).contains(byte) else { return nil }
      number = number << 3 | Int(byte - 0x30)
    }
    return number
  }
}
