/// What compressed data decompress to.
struct UnpackedStream<Packed: ByteStream & ~Copyable, Codec: Decompressor & ~Copyable>: ByteStream, ~Copyable {
  /// What was wrong with the data; what could be read of them was given.
  private(set) var remark: String?

  private var packed: Packed
  private var codec: Codec
  private var raw = [UInt8](repeating: 0, count: 1 << 16)
  private var left = 0..<0
  private var isEnd = false

  /// Decompresses what another stream gives.
  init(_ packed: consuming Packed, _ codec: consuming Codec) {
    self.packed = packed
    self.codec = codec
  }

  var fileSize: Int? { packed.fileSize }

  mutating func read(into buffer: inout [UInt8], at start: Int) throws(SessionError) -> Int {
    while remark == nil {
      if left.isEmpty, !isEnd {
        let count = try packed.read(into: &raw, at: 0)
        left = 0..<count
        isEnd = count == 0
      }
      switch codec.step(raw, &left, &buffer, start, isEnd: isEnd) {
      case .bytes(let count): return count
      case .more: continue
      case .end: return 0
      case .damaged(let what, let count):
        remark = what
        return count
      }
    }
    return 0
  }
}
