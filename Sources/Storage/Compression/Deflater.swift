internal import CZlib

/// zlib's compressor for gzip (RFC 1952), as a sink that stops taking bytes beyond a limit.
///
/// The header has neither a name nor a time: the same input gives the same bytes.
@safe package struct Deflater: ByteSink, ~Copyable {
  /// The compressed bytes so far.
  package private(set) var bytes: [UInt8] = []

  /// Whether more came out than the limit allows; then nothing more is compressed.
  package private(set) var isOverflown = false

  // zlib keeps the stream's address, so that it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let limit: Int
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  /// Makes a compressor; nothing fits where zlib has no memory.
  ///
  /// - Parameters:
  ///   - limit: The most compressed bytes that are wanted.
  ///   - level: From 1, fast, to 9, small.
  package init(limit: Int, level: Int32 = 3) {
    self.limit = limit
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    isOverflown = unsafe kmem_deflate_gzip_start(stream, level) != Z_OK
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Compresses bytes.
  package mutating func write(_ bytes: [UInt8]) throws(SessionError) { add(bytes, 0..<bytes.count) }

  /// Compresses a range of bytes.
  package mutating func add(_ input: [UInt8], _ range: Range<Int>) {
    if !range.isEmpty { run(input, range, Z_NO_FLUSH) }
  }

  /// Ends the data and gives them; nil where they do not fit.
  package consuming func finish() -> [UInt8]? {
    run([], 0..<0, Z_FINISH)
    return isOverflown ? nil : bytes
  }

  private mutating func run(_ input: [UInt8], _ range: Range<Int>, _ flush: Int32) {
    var rest = range
    while !isOverflown {
      let room = chunk.count
      let count = UInt32(clamping: rest.count)
      let status = unsafe input.withUnsafeBufferPointer { source in
        unsafe chunk.withUnsafeMutableBufferPointer { target in
          let first = unsafe source.baseAddress?.advanced(by: rest.lowerBound)
          unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: first)
          unsafe stream.pointee.avail_in = count
          unsafe stream.pointee.next_out = target.baseAddress
          unsafe stream.pointee.avail_out = UInt32(clamping: room)
          return unsafe deflate(stream, flush)
        }
      }
      let written = room - Int(unsafe stream.pointee.avail_out)
      rest = (rest.lowerBound + Int(count) - Int(unsafe stream.pointee.avail_in))..<rest.upperBound
      bytes += chunk[..<written]
      isOverflown = bytes.count > limit || (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
      // Room that was left says that everything was taken.
      if written < room, rest.isEmpty { return }
    }
  }
}
