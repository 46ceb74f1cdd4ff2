/// Where text goes, piece by piece.
package protocol ByteSink: ~Copyable {
  /// Takes bytes.
  ///
  /// - Parameter bytes: The bytes, of which the sink keeps what it needs.
  /// - Throws: Why they could not be written.
  mutating func write(_ bytes: [UInt8]) throws(SessionError)
}

extension ByteSink where Self: ~Copyable {
  /// Takes a text's UTF-8.
  package mutating func write(_ text: String) throws(SessionError) { try write(Array(text.utf8)) }
}

/// A sink in memory.
package struct MemorySink: ByteSink {
  /// What was written.
  package private(set) var bytes: [UInt8] = []

  /// Makes an empty sink.
  package init() {}

  /// Takes bytes.
  package mutating func write(_ bytes: [UInt8]) throws(SessionError) { self.bytes += bytes }
}
