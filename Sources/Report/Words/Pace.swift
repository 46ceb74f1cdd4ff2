import KernelMemory

/// The unit of time that rates of a record are said in: minutes below ten of them, days from two of them on, else hours.
///
/// An hour's rate from a minute of data promises what nobody has seen.
enum Pace {
  case minute, hour, day

  /// That of a session, by its length.
  init(_ session: Session) {
    let length = (session.times.last ?? 0) - (session.times.first ?? 0)
    self = length < 600_000 ? .minute : length < 2 * 86_400_000 ? .hour : .day
  }

  /// `min`, `h`, `day`: behind a stroke.
  var unit: String {
    switch self {
    case .minute: "min"
    case .hour: "h"
    case .day: "day"
    }
  }

  /// `minute`, `hour`, `day`.
  var noun: String { self == .minute ? "minute" : self == .hour ? "hour" : "day" }

  /// A rate in this unit, from one an hour.
  func from(_ perHour: Double) -> Double {
    switch self {
    case .minute: perHour / 60
    case .hour: perHour
    case .day: perHour * 24
    }
  }
}
