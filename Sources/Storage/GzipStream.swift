/// What gzip data decompress to.
struct GzipStream<Packed: ByteStream & ~Copyable>: ByteStream, ~Copyable {
  /// What was wrong with the data; what could be read of them was given.
  private(set) var remark: String?

  private var packed: Packed
  private var inflater = Inflater()
  private var raw = [UInt8](repeating: 0, count: 1 << 16)
  private var left = 0..<0
  private var isEnd = false

  /// Decompresses what another stream gives.
  init(_ packed: consuming Packed) { self.packed = packed }

  var fileSize: Int? { packed.fileSize }

  mutating func read(into buffer: inout [UInt8], at start: Int) throws(SessionError) -> Int {
    while remark == nil {
      if left.isEmpty, !isEnd {
        let count = try packed.read(into: &raw, at: 0)
        left = 0..<count
        isEnd = count == 0
      }
      switch inflater.step(raw, &left, &buffer, start, isEnd: isEnd) {
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
