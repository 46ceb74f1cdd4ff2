/// The bytes of an input, decompressed, in the pieces in which they come: the chain of ``ByteStream`` that its first bytes ask for.
package struct ByteSource: ~Copyable {
  /// The name for messages; nil for standard input.
  package let name: String?

  // One of them is there.
  private var plain: HeadedStream?
  private var gzip: UnpackedStream<HeadedStream, Inflater>?
  private var xz: UnpackedStream<HeadedStream, XzDecoder>?
  private var page: UnpackedStream<PageStream, Inflater>?

  /// Opens an input.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - takesPages: Whether of a page only the session inside is wanted; else a page is text like any other.
  /// - Throws: Why it cannot be opened or read, that it is a page without data, or that xz is not there to unpack it.
  package init(_ input: SessionInput, takesPages: Bool = true) throws(SessionError) {
    name = input.name
    let stream =
      switch input {
      case .file(let path): try HeadedStream(DescriptorStream(opening: path))
      case .standardInput: try HeadedStream(DescriptorStream())
      case .restOfStandardInput(let bytes): HeadedStream(bytes, before: DescriptorStream())
      case .bytes(let bytes, _): HeadedStream(bytes)
      }
    if takesPages, EmbeddedData.isPage(stream.first) {
      page = UnpackedStream(try PageStream(stream, name: input.name), Inflater())
    } else if stream.first.starts(with: [0x1f, 0x8b]) {
      gzip = UnpackedStream(stream, Inflater())
    } else if stream.first.starts(with: XzDecoder.magic) {
      xz = UnpackedStream(stream, try XzDecoder(file: input.name))
    } else {
      plain = consume stream
    }
  }

  /// What was wrong with the compressed data; what could be read of them was given.
  package var remark: String? { ByteSource.remark(gzip) ?? ByteSource.remark(xz) ?? ByteSource.remark(page) }

  /// Whether the input is gzip or xz, or a report with gzip inside.
  package var isCompressed: Bool { plain == nil }

  /// Whether the input is a report with gzip inside.
  package var isPage: Bool { page != nil }

  /// The input's size in bytes, where it is a plain file that is not compressed.
  package var plainSize: Int? { ByteSource.size(plain) }

  /// A file's own size in bytes, compressed or not.
  package var size: Int? { plainSize ?? ByteSource.size(gzip) ?? ByteSource.size(xz) ?? ByteSource.size(page) }

  private static func size<Stream: ByteStream & ~Copyable>(_ stream: borrowing Stream?) -> Int? {
    switch stream {
    case .some(let stream): stream.fileSize
    case .none: nil
    }
  }

  private static func remark<Packed: ByteStream & ~Copyable, Codec: Decompressor & ~Copyable>(
    _ stream: borrowing UnpackedStream<Packed, Codec>?
  ) -> String? {
    switch stream {
    case .some(let stream): stream.remark
    case .none: nil
    }
  }

  /// Goes to a place in the input; false where it can only be read through.
  package mutating func seek(to offset: Int) -> Bool { plain?.seek(to: offset) ?? false }

  /// Fills the buffer from a position to its end as far as one read goes; 0 at the end of the input.
  ///
  /// - Throws: Why the input cannot be read.
  package mutating func read(into buffer: inout [UInt8], at start: Int) throws(SessionError) -> Int {
    if plain != nil { return try plain?.read(into: &buffer, at: start) ?? 0 }
    if gzip != nil { return try gzip?.read(into: &buffer, at: start) ?? 0 }
    if xz != nil { return try xz?.read(into: &buffer, at: start) ?? 0 }
    return try page?.read(into: &buffer, at: start) ?? 0
  }
}
