internal import CLzma

/// liblzma's decompressor for xz: any number of streams, one after the other.
@safe struct XzDecoder: ~Copyable, Decompressor {
  // liblzma keeps the stream's address, so that it must not move.
  private let stream: UnsafeMutablePointer<kmem_xz>

  /// How an xz file begins.
  static let magic: [UInt8] = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]

  /// Memory that it may take: twice what the largest of xz's own presets asks for, 65 MiB.
  private static let memory: UInt64 = 128 << 20

  /// Opens the library.
  ///
  /// - Throws: That it is not installed.
  init(library: String = "liblzma.so.5", file: String?) throws(SessionError) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: kmem_xz())
    guard unsafe kmem_xz_start(stream, library, XzDecoder.memory) == Int32(KMEM_XZ_OK) else {
      throw SessionError(
        "it is compressed by xz, and \(library) is not there to unpack it", file: file,
        mend: "install liblzma5 (Debian, Ubuntu) or xz-libs (Fedora), or unpack it: xz -dc FILE")
    }
  }

  deinit {
    unsafe kmem_xz_stop(stream)
    unsafe stream.deallocate()
  }

  mutating func step(
    _ input: [UInt8], _ range: inout Range<Int>, _ output: inout [UInt8], _ start: Int, isEnd: Bool
  ) -> DecompressorStep {
    if range.isEmpty, !isEnd { return .more }
    let room = output.count - start
    let available = range.count
    let status = unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = source.baseAddress?.advanced(by: range.lowerBound)
        unsafe stream.pointee.avail_in = available
        unsafe stream.pointee.next_out = target.baseAddress?.advanced(by: start)
        unsafe stream.pointee.avail_out = room
        return unsafe kmem_xz_step(stream, isEnd ? 1 : 0)
      }
    }
    range = (range.upperBound - Int(unsafe stream.pointee.avail_in))..<range.upperBound
    let written = room - Int(unsafe stream.pointee.avail_out)
    switch status {
    case Int32(KMEM_XZ_OK): return written > 0 ? .bytes(written) : .more
    case Int32(KMEM_XZ_END): return written > 0 ? .bytes(written) : .end
    // It can go on with neither input nor room: the input is cut.
    case Int32(KMEM_XZ_FULL):
      return isEnd ? .damaged("the xz data end too early; what was there was read", written) : .more
    case Int32(KMEM_XZ_MEMORY), Int32(KMEM_XZ_LIMIT):
      return .damaged("the xz data need more than \(XzDecoder.memory >> 20) MiB of memory to unpack", written)
    default: return .damaged("the xz data are damaged; they were read up to there", written)
    }
  }
}
