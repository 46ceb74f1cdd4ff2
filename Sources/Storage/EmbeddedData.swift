import FoundationEssentials

/// The session inside a report: written there as base64 of gzip data, and found again while the page's bytes go by.
///
/// The page writes `<data id="session-data" value="H4sI…">`. Text cannot imitate it: a page has no bare `<` in its texts.
package struct EmbeddedData {
  /// The `id` of the page's element.
  package static let id = "session-data"

  /// What stands before the base64.
  private static let marker = Array("<data id=\"\(id)\" value=\"".utf8)

  /// The text of the element's `value`: base64 with padding (RFC 4648, section 4).
  package static func value(of gzip: [UInt8]) -> String { Data(gzip).base64EncodedString() }

  private enum State {
    case searching(matched: Int)
    case decoding
    case done
  }

  /// Whether the element was found.
  private(set) var isFound = false

  /// Whether everything was given; what follows need not be read.
  var isDone: Bool { if case .done = state { true } else { false } }

  private var state = State.searching(matched: 0)
  private var bits: UInt32 = 0
  private var count = 0

  /// A byte's six bits; 64 for white space, 65 for what ends the data.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 65, count: 256)
    for (value, byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
      values[Int(byte)] = UInt8(value)
    }
    for byte in " \t\r\n".utf8 { values[Int(byte)] = 64 }
    return values
  }()

  /// Whether an input's first bytes can be those of a page.
  package static func isPage(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes
    let start = text.drop { $0 <= 0x20 }.prefix(2)
    return start.first == UInt8(ascii: "<") && "!?hH".utf8.contains(start.last ?? 0)
  }

  /// Takes bytes of the page, and gives what of the data they hold.
  mutating func take(_ page: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    let values = EmbeddedData.values
    let marker = EmbeddedData.marker
    for byte in page {
      switch state {
      case .searching(let matched):
        // Only the first byte is a `<`, so that a mismatch can begin anew at once.
        let next = byte == marker[matched] ? matched + 1 : byte == marker[0] ? 1 : 0
        isFound = next == marker.count
        state = isFound ? .decoding : .searching(matched: next)
      case .decoding:
        let value = values[Int(byte)]
        if value == 65 {
          state = .done
          return output
        }
        if value == 64 { continue }
        bits = bits << 6 | UInt32(value)
        count += 6
        if count >= 8 {
          count -= 8
          output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
      case .done: return output
      }
    }
    return output
  }
}
