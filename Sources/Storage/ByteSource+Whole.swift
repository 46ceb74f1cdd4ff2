extension ByteSource {
  /// The most bytes of an input that is read whole, 512 MiB.
  private static let limit = 1 << 29

  /// All bytes of an input, decompressed; a page stays a page.
  ///
  /// - Throws: Why it cannot be read, or that it is too large to be kept.
  package static func whole(_ input: SessionInput) throws(SessionError) -> [UInt8] {
    var source = try ByteSource(input, takesPages: false)
    // A byte more than the limit tells that it is passed.
    var bytes = [UInt8](repeating: 0, count: min(limit + 1, max(1 << 16, (source.plainSize ?? 0) + 1)))
    var count = 0
    while true {
      if count == bytes.count {
        bytes.append(contentsOf: repeatElement(0, count: min(bytes.count, limit + 1 - bytes.count)))
      }
      let more = try source.read(into: &bytes, at: count)
      if more == 0 { break }
      count += more
      guard count <= limit else {
        throw SessionError(
          "it is larger than 512 MiB, and this format is read whole", file: input.name, mend: "export a shorter time")
      }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}
