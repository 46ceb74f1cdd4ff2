extension Fixtures {
  /// A tar archive (ustar) of files.
  package static func tar(_ files: [(name: String, text: String)]) -> [UInt8] {
    files.flatMap { tarHeader($0.name, size: octal($0.text.utf8.count, 11)) + filled(Array($0.text.utf8)) }
      + [UInt8](repeating: 0, count: 1024)
  }

  /// A header with any size field and kind, its sum right.
  package static func tarHeader(_ name: String, size: [UInt8], kind: Character = "0") -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    block.replaceSubrange(0..<min(100, name.utf8.count), with: Array(name.utf8.prefix(100)))
    block.replaceSubrange(124..<(124 + size.count), with: size)
    block.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
    block[156] = kind.asciiValue ?? 0
    block.replaceSubrange(257..<265, with: Array("ustar\u{0}00".utf8))
    let sum = block.reduce(0) { $0 + Int($1) }
    block.replaceSubrange(148..<154, with: octal(sum, 6))
    return block
  }

  /// Bytes filled up to whole blocks.
  package static func filled(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
  }

  /// A number in octal digits.
  package static func octal(_ number: Int, _ width: Int) -> [UInt8] {
    let digits = String(number, radix: 8)
    return Array((String(repeating: "0", count: max(0, width - digits.count)) + digits).utf8)
  }
}
