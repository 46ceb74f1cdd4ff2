import KernelMemory
import SessionFile

/// A time as people put it before a dump, into a table, or into a file's name.
///
/// Epoch seconds (with a fraction, or counted in ms, µs or ns), ISO 8601, and what `date` prints in the C locale.
struct TimeLine: Equatable {
  /// Milliseconds since 1970-01-01T00:00Z.
  let time: Int64

  /// What had to be assumed about the zone; nil where the text says it.
  let assumption: String?

  /// Whether the zone had to be assumed, so that one that the user names counts.
  var isLocal: Bool { assumption != nil }

  /// Reads a line that holds a time and little else: `### unix 1795387029.041`, `zzz ***Sun Nov 22 03:11:20 UTC 2026`.
  init?(_ line: [UInt8]) {
    guard line.count <= 128, let text = String(validating: line, as: UTF8.self) else { return nil }
    let marks = " \t#*=-+>@[(\"'"
    var rest = text.drop(while: marks.contains)
    let words = ["zzz", "timestamp", "time", "date", "epoch", "unix", "ts", "at", "sample"]
    while let word = words.first(where: { rest.lowercased().hasPrefix($0) }) {
      let after = rest.dropFirst(word.count)
      guard let next = after.first, marks.contains(next) || ":=".contains(next) || next == "_" else { return nil }
      rest = after.drop { marks.contains($0) || ":=_".contains($0) }
    }
    while let last = rest.last, " \t#*=-<])\"':\r".contains(last) { rest.removeLast() }
    guard let found = TimeLine(text: rest) else { return nil }
    self = found
  }

  /// Reads a text that is a time as a whole.
  init?(text: some StringProtocol) {
    let text = String(text)
    if let time = TimeLine.epoch(text) {
      self.init(time: time, assumption: nil)
    } else if let found = TimeLine(iso8601: text) ?? TimeLine(date: text) {
      self = found
    } else {
      return nil
    }
  }

  init?(time: Int64?, assumption: String?) {
    guard let time, SessionLimits.times.contains(time) else { return nil }
    self.time = time
    self.assumption = assumption
  }

  /// Digits, perhaps with a fraction: seconds, or what their number says (13 digits are ms, 16 µs, 19 ns).
  private static func epoch(_ text: String) -> Int64? {
    let parts = text.split(separator: text.contains(",") ? "," : ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, (9...19).contains(whole.count), whole.allSatisfy(\.isASCIIDigit),
      let number = Int64(whole)
    else { return nil }
    var milliseconds = 0
    if parts.count == 2 {
      guard let fraction = TimeLine.milliseconds(fraction: parts[1]) else { return nil }
      milliseconds = fraction
    }
    switch whole.count {
    case 9...11: return number * 1000 + Int64(milliseconds)
    case 12...14: return number
    case 15...17: return number / 1000
    default: return number / 1_000_000
    }
  }

  /// The milliseconds of the digits after a point, rounded; nil where they are not digits.
  static func milliseconds(fraction: some StringProtocol) -> Int? {
    guard !fraction.isEmpty, fraction.allSatisfy(\.isASCIIDigit) else { return nil }
    let digits = Array(fraction.utf8.prefix(4)).map { Int($0) - 48 } + [0, 0, 0, 0]
    let value = digits[0] * 100 + digits[1] * 10 + digits[2] + (digits[3] >= 5 ? 1 : 0)
    return min(value, 999)
  }
}

extension Character {
  /// Whether it is one of 0 to 9.
  var isASCIIDigit: Bool { ("0"..."9").contains(self) && utf8.count == 1 }
}
