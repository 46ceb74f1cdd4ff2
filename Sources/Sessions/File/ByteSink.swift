/// Where text goes, piece by piece.
public protocol ByteSink: ~Copyable {
  /// Takes bytes.
  ///
  /// - Parameter bytes: The bytes, of which the sink keeps what it needs.
  /// - Throws: Why they could not be written.
  mutating func write(_ bytes: [UInt8]) throws(SessionError)
}

extension ByteSink where Self: ~Copyable {
  /// Takes a text's UTF-8.
  mutating func write(_ text: String) throws(SessionError) { try write(Array(text.utf8)) }
}

/// A sink in memory.
public struct MemorySink: ByteSink {
  /// What was written.
  public private(set) var bytes: [UInt8] = []

  /// Makes an empty sink.
  public init() {}

  /// Takes bytes.
  public mutating func write(_ bytes: [UInt8]) throws(SessionError) { self.bytes += bytes }
}
