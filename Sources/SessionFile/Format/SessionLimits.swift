import KernelMemory

/// What a session file may at most hold, so that a hostile one cannot exhaust memory.
package enum SessionLimits {
  /// Columns in a header, and counters in a session.
  package static let columns = 4096
  /// Values in memory, 2 GiB of them: short lines can stand for rows of thousands of absent values.
  static let cells = 1 << 28
  /// Bytes of a string; longer ones are cut.
  package static let string = 1 << 16
  /// Events and parts in a session; later ones are left out with a remark.
  package static let events = 1 << 16
  /// Milliseconds from the year 1 to 9999.
  package static let times: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999
  /// Milliseconds of elapsed time: 300 years.
  package static let elapsed: ClosedRange<Int64> = 0...9_467_280_000_000
  /// The longest interval in milliseconds, a year.
  package static let interval: Int64 = 31_536_000_000
  /// The largest value that is believed.
  package static let value: Int64 = Meminfo.limit

  /// The most lines that may stand before the first header.
  package static let headless = 64
}

extension String {
  /// The string, cut to the longest that is kept.
  package var bounded: String {
    guard utf8.count > SessionLimits.string else { return self }
    return String(decoding: utf8.prefix(SessionLimits.string), as: UTF8.self)
  }
}
