import Capture
import KernelMemory

/// The one line that a recorder keeps up to date on a terminal: `74 s  75 samples  Slab 106 MiB +1.20 MiB  …`.
struct StatusLine {
  /// The shortest time between two drawings, milliseconds.
  static let pause: Int64 = 250

  private let width: Int
  private var drawnAt: Int64?
  private var length = 0

  /// Makes a line for a terminal of so many columns.
  init(width: Int) { self.width = width }

  /// The bytes that draw the line anew; empty where the last drawing is too fresh.
  mutating func draw(_ progress: RecordingProgress) -> String {
    if let drawnAt, progress.elapsed - drawnAt < StatusLine.pause { return "" }
    drawnAt = progress.elapsed
    let text = StatusLine.text(progress, width: width - 1)
    // Blanks and not an escape code, so that the plainest terminal does it.
    let blanks = String(repeating: " ", count: max(0, length - text.count))
    length = text.count
    return "\r" + text + blanks
  }

  /// The bytes that leave an empty line with the cursor at its start; empty where nothing was drawn.
  mutating func erase() -> String {
    guard length > 0 else { return "" }
    defer { length = 0 }
    return "\r" + String(repeating: " ", count: length) + "\r"
  }

  /// The text, with as many of the five dimensions as fit.
  static func text(_ progress: RecordingProgress, width: Int) -> String {
    var text = CivilTime.duration(milliseconds: progress.elapsed) + "  "
    text += progress.samples == 1 ? "1 sample" : "\(progress.samples) samples"
    for value in progress.values {
      guard let last = value.last else { continue }
      var piece = "  \(value.dimension.name) \(last.text)"
      if let first = value.first, first != last { piece += " " + (last - first).signedText }
      guard text.count + piece.count <= width else { break }
      text += piece
    }
    return String(text.prefix(max(0, width)))
  }
}
