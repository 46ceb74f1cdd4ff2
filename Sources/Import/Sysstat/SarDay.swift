/// The day that sar's times of day belong to: the one of the head, and a new one where the clock goes back by more than half a day.
///
/// Each activity of a file begins on the first day again.
struct SarDay {
  private let first: Int64
  private var day: Int64
  private var last: Int64?
  /// Where the last block began.
  private var start: Int64?

  private static let length: Int64 = 86_400_000

  /// Begins at a midnight, as if it were UTC.
  init(_ midnight: Int64) {
    first = midnight
    day = midnight
  }

  /// A row of names with its time: the head of the next screen goes on, that of another activity begins the file again.
  ///
  /// - Returns: Whether it does.
  mutating func begin(_ clock: Int64) -> Bool {
    var isNew = false
    if let start, let last, clock == start, clock != last {
      (day, self.last) = (first, nil)
      isNew = true
    }
    if start == nil { start = clock }
    if last == nil { last = clock }
    return isNew
  }

  /// The local time of a record.
  mutating func local(_ clock: Int64) -> Int64 {
    if let last, clock < last - SarDay.length / 2 { day += SarDay.length }
    last = clock
    return day + clock
  }
}
