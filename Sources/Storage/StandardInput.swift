import Glibc

/// Standard input, of which a part is read before it is known what it is.
package enum StandardInput {
  /// Reads its first bytes, and gives the input that has them and what follows.
  ///
  /// - Parameter limit: The most bytes; it waits for so many, or for the end.
  /// - Returns: The first bytes, and the input that begins with them.
  /// - Throws: Why it cannot be read.
  package static func peek(limit: Int) throws(SessionError) -> (head: [UInt8], input: SessionInput) {
    var bytes = [UInt8](repeating: 0, count: limit)
    guard let count = FileRead.all(STDIN_FILENO, into: &bytes, limit: limit) else {
      throw SessionError(cannot: "read", errno: errno, file: nil)
    }
    let head = Array(bytes[..<count])
    return (head, .restOfStandardInput(after: head))
  }
}
