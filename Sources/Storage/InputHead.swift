/// How an input begins that is not what it was taken for: enough of it to say what it is instead.
package struct InputHead: Hashable, Sendable {
  /// The first line that is not blank, without its end; only its beginning where it is too long.
  package var line: [UInt8]

  /// The number of that line, from 1.
  package var number: Int

  /// Whether the input ends within the line.
  package var isTorn: Bool

  /// Whether the line is longer than any that is read.
  package var isTooLong: Bool

  /// Whether the bytes were compressed.
  package var isCompressed: Bool

  /// Takes a line of an input as its head.
  package init(_ bytes: [UInt8], of line: LineReader.Line, in source: borrowing ByteSource) {
    self.line = bytes
    number = line.number
    isTorn = !line.isTerminated
    isTooLong = line.isTooLong
    isCompressed = source.isCompressed
  }
}
