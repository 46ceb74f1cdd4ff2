import KernelMemory
import Storage

/// What is told of a session file while it is read from its beginning to its end.
protocol SessionVisitor: ~Copyable {
  /// Whether a column's values are needed.
  func wants(_ column: String) -> Bool

  /// Whether of a wanted column the first, the last and some values between them are enough: others may be absent.
  func wantsSome(_ column: String) -> Bool

  /// A counter that is wanted has a slot from now on; slots count from 0.
  mutating func slot(_ slot: Int, for column: String)

  /// A header begins a part; every column is named, wanted or not.
  mutating func header(_ header: SessionHeader, columns: [String], counts: [String], line: Int) throws(SessionError)

  /// From here on samples have these columns.
  mutating func columns(_ columns: [String], counts: [String])

  /// Samples, each with a value a slot.
  mutating func samples(_ batch: SampleBatch) throws(SessionError)

  /// An event on its own line.
  mutating func event(_ kind: SessionEvent.Kind, time: Int64, elapsed: Int64?)

  /// A line with a snapshot of the owners, not parsed but for its times.
  mutating func owners(_ line: [UInt8], time: Int64, elapsed: Int64?)

  /// Something odd about the file.
  mutating func remark(_ remark: Remark)
}

extension SessionVisitor where Self: ~Copyable {
  /// Most visitors need every value.
  func wantsSome(_ column: String) -> Bool { false }

  /// Most visitors have no use for owners.
  mutating func owners(_ line: [UInt8], time: Int64, elapsed: Int64?) {}
}
