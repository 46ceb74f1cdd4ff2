import ArgumentParser
import Import
import KernelMemory

/// A time on the command line: absolute, a clock time, or a distance from the end of the session.
enum Moment: Equatable {
  /// Milliseconds since 1970-01-01T00:00Z.
  case absolute(Int64)
  /// Milliseconds since midnight UTC, on the day on which the session ends.
  case clock(Int64)
  /// Milliseconds before the end of the session.
  case beforeEnd(Int64)

  /// Reads a time.
  ///
  /// - Throws: What may have been meant, as a `ValidationError`.
  init(_ text: String) throws {
    if text.hasPrefix("-"), let distance = try? DurationArgument(String(text.dropFirst())) {
      self = .beforeEnd(distance.milliseconds)
    } else if let time = TimeText.milliseconds(text) ?? TimeText.milliseconds(text + "T00:00Z") {
      self = .absolute(time)
    } else if let time = Moment.clock(text) {
      self = .clock(time)
    } else if (try? DurationArgument(text)) != nil {
      throw ValidationError("“\(text)” is a length of time; -\(text) is so long before the session's end")
    } else {
      throw ValidationError("“\(text)” is no time; write \(Moment.forms)")
    }
  }

  /// Milliseconds since midnight, of `03:00` or `03:00:59`; nil for anything else.
  private static func clock(_ text: String) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
    guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
      let second = parts.count == 3 ? parts[2] : 0, (0...23).contains(hour), (0...59).contains(minute),
      (0...59).contains(second)
    else { return nil }
    return ((hour * 60 + minute) * 60 + second) * 1000
  }

  static let forms =
    "2026-11-22, 2026-11-22T03:00Z, 03:00 (on the session's last day, UTC), or -2h (before the session's end)"

  /// The time, for a session that ends then.
  func milliseconds(end: Int64) -> Int64 {
    switch self {
    case .absolute(let time): time
    case .clock(let time): end - end % 86_400_000 + time
    case .beforeEnd(let distance): end - distance
    }
  }
}
