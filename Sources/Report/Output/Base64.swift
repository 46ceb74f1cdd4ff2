/// Base64 with padding (RFC 4648, section 4).
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Encodes bytes.
  static func encode(_ bytes: [UInt8]) -> String {
    let alphabet = alphabet
    let whole = bytes.count / 3
    var text = [UInt8](repeating: 0, count: whole * 4)
    text.reserveCapacity(whole * 4 + 4)
    var target = text.mutableSpan
    for group in 0..<whole {
      let start = group &* 3
      let bits = UInt32(bytes[start]) << 16 | UInt32(bytes[start &+ 1]) << 8 | UInt32(bytes[start &+ 2])
      let place = group &* 4
      target[place] = alphabet[Int(bits >> 18)]
      target[place &+ 1] = alphabet[Int(bits >> 12 & 63)]
      target[place &+ 2] = alphabet[Int(bits >> 6 & 63)]
      target[place &+ 3] = alphabet[Int(bits & 63)]
    }
    let rest = bytes[(whole * 3)...]
    if !rest.isEmpty {
      let bits = rest.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - rest.count))
      for place in 0..<4 {
        text.append(place <= rest.count ? alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
