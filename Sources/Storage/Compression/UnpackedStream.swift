/// What compressed data decompress to.
struct UnpackedStream<Packed: ByteStream & ~Copyable, Codec: Decompressor & ~Copyable>: ByteStream, ~Copyable {
  /// What was wrong with the data; what could be read of them was given.
  private(set) var remark: String?

  private var packed: Packed
  private var codec: Codec
  private var raw = [UInt8](repeating: 0, count: 1 << 16)
  private var left = 0..<0
  private var isEnd = false
  private var taken = 0
  private var given = 0

  /// Whether so much came out of so little: text that repeats shrinks to a hundredth; what shrinks to less, and is long, was made
  /// to hold its reader up (deflate goes to 1/1032).
  private var isBomb: Bool { given > 1 << 28 && given / 300 > taken }

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
        taken += count
        isEnd = count == 0
      }
      switch codec.step(raw, &left, &buffer, start, isEnd: isEnd) {
      case .bytes(let count):
        given += count
        if isBomb { remark = "it holds more than 300 times its size, as no recording does; it was read up to there" }
        return count
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
