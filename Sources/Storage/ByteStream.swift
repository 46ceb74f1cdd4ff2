/// A link of the chain through which an input's bytes run: descriptor, what was read of it already, page, gzip or xz.
protocol ByteStream: ~Copyable {
  /// Fills the buffer from a position to its end as far as one read goes; 0 at the end of the input.
  ///
  /// - Throws: Why the input cannot be read.
  mutating func read(into buffer: inout [UInt8], at start: Int) throws(SessionError) -> Int

  /// The size in bytes of the plain file at the chain's begin; nil where the input is none.
  var fileSize: Int? { get }
}
