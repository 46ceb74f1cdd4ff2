import ArgumentParser
import Import
import KernelMemory

/// A time on the command line: absolute, a clock time, or a distance from the end of the session.
enum Moment: ExpressibleByArgument, Equatable {
  /// Milliseconds since 1970-01-01T00:00Z.
  case absolute(Int64)
  /// Milliseconds since midnight UTC, on the day on which the session ends.
  case clock(Int64)
  /// Milliseconds before the end of the session.
  case beforeEnd(Int64)

  init?(argument: String) {
    if argument.hasPrefix("-") {
      guard let distance = try? DurationArgument(String(argument.dropFirst())) else { return nil }
      self = .beforeEnd(distance.milliseconds)
    } else if let time = TimeText.milliseconds(argument) ?? TimeText.milliseconds(argument + "T00:00Z") {
      self = .absolute(time)
    } else {
      let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
      guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
        let second = parts.count == 3 ? parts[2] : 0, (0...23).contains(hour), (0...59).contains(minute),
        (0...59).contains(second)
      else { return nil }
      self = .clock(((hour * 60 + minute) * 60 + second) * 1000)
    }
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
