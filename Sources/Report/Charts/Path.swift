/// The `d` attribute of an SVG path, from whole tenths of a pixel.
///
/// The first point of a piece is absolute, all others relative to the one before: short, and exact because the steps are
/// differences of whole numbers.
struct Path {
  private var bytes: [UInt8] = []
  private var x = 0
  private var y = 0
  private var isPenDown = false

  /// Whether nothing was drawn.
  var isEmpty: Bool { bytes.isEmpty }

  /// The attribute's value.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Lifts the pen: the next point begins a new piece.
  mutating func lift() { isPenDown = false }

  /// Draws to a point, or begins there after ``lift()``.
  mutating func point(_ newX: Int, _ newY: Int) {
    if isPenDown {
      if newX == x, newY == y { return }
      bytes.append(UInt8(ascii: "l"))
      append(newX - x)
      if newY >= y { bytes.append(UInt8(ascii: " ")) }
      append(newY - y)
    } else {
      bytes.append(UInt8(ascii: "M"))
      append(newX)
      bytes.append(UInt8(ascii: " "))
      append(newY)
      isPenDown = true
    }
    (x, y) = (newX, newY)
  }

  /// Closes the piece and lifts the pen.
  mutating func close() {
    if isPenDown { bytes.append(UInt8(ascii: "z")) }
    isPenDown = false
  }

  private mutating func append(_ tenths: Int) { Path.append(tenths, to: &bytes) }

  /// Tenths as a decimal number: 123 is `12.3`, -4 is `-.4`.
  static func number(_ tenths: Int) -> String {
    var bytes: [UInt8] = []
    append(tenths, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ tenths: Int, to bytes: inout [UInt8]) {
    if tenths < 0 { bytes.append(UInt8(ascii: "-")) }
    let (whole, fraction) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    var unit: UInt = 1
    while whole / unit >= 10 { unit *= 10 }
    while unit > 0, whole > 0 || fraction == 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: whole / unit % 10))
      unit /= 10
    }
    guard fraction > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction))
  }
}
