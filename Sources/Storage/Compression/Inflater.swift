internal import CZlib

/// zlib's decompressor for gzip (RFC 1952): any number of members, one after the other.
@safe struct Inflater: ~Copyable, Decompressor {
  // zlib keeps the stream's address, so that it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool
  private var isBetweenMembers = false

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    isReady = unsafe kmem_inflate_gzip_start(stream) == Z_OK
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  mutating func step(
    _ input: [UInt8], _ range: inout Range<Int>, _ output: inout [UInt8], _ start: Int, isEnd: Bool
  ) -> DecompressorStep {
    guard isReady else { return .damaged("zlib has no memory to decompress the input", 0) }
    if range.isEmpty {
      if !isEnd { return .more }
      return isBetweenMembers ? .end : .damaged("the gzip data end too early; what was there was read", 0)
    }
    if isBetweenMembers {
      // Zeros and other bytes may follow the last member, as on tapes; gzip ignores them too.
      guard input[range.lowerBound] == 0x1f, unsafe inflateReset(stream) == Z_OK else { return .end }
      isBetweenMembers = false
    }
    let room = output.count - start
    let available = range.count
    let status = unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        let first = unsafe source.baseAddress?.advanced(by: range.lowerBound)
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: first)
        unsafe stream.pointee.avail_in = UInt32(clamping: available)
        unsafe stream.pointee.next_out = target.baseAddress?.advanced(by: start)
        unsafe stream.pointee.avail_out = UInt32(clamping: room)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
    }
    let used = available - Int(unsafe stream.pointee.avail_in)
    let written = room - Int(unsafe stream.pointee.avail_out)
    range = (range.lowerBound + used)..<range.upperBound
    switch status {
    case Z_STREAM_END: isBetweenMembers = true
    case Z_OK, Z_BUF_ERROR: break
    default:
      let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
      let what =
        message == "incorrect data check" || message == "incorrect length check"
        ? "the gzip checksum is wrong; the data were read nevertheless"
        : "the gzip data are damaged; they were read up to there"
      return .damaged(what, written)
    }
    return written > 0 ? .bytes(written) : .more
  }
}
