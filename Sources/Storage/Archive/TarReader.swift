/// The members of a tar archive, plain or compressed, one after the other and in constant memory; nothing is written.
package struct TarReader: ~Copyable {
  /// Why the archive ends before its end mark; nil where it does not.
  package private(set) var remark: String?

  private var source: ByteSource
  private let name: String?
  /// Bytes that were read and not given yet.
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var left = 0..<0
  /// Bytes of the member that are still to come, and those that fill up its last block.
  private var rest = 0
  private var padding = 0
  private var total = 0
  private var members = 0

  /// Bytes that an archive may unpack to, and the members that it may have: a bomb has more.
  private static let limits = (bytes: 8 << 30, members: 200_000, name: 1 << 16, records: 1 << 20)

  /// Opens an archive.
  package init(_ input: SessionInput) throws(SessionError) {
    source = try ByteSource(input, takesPages: false)
    name = input.name
  }

  /// Whether an input begins as an archive, decompressed.
  package static func isArchive(_ head: [UInt8]) -> Bool { TarHeader.isArchive(head[...]) }

  /// The next member, behind what was not read of the one before; nil at the end.
  ///
  /// - Throws: That the archive claims what none has, or why it cannot be read.
  package mutating func next() throws(SessionError) -> TarMember? {
    var longName: String?
    var longSize: Int?
    while true {
      try skip(rest + padding)
      (rest, padding) = (0, 0)
      let block = try bytes(TarHeader.block)
      guard block.count == TarHeader.block else {
        if !block.isEmpty || members > 0 {
          remark = source.remark ?? "the archive ends too early; what was there was read"
        }
        return nil
      }
      if block.allSatisfy({ $0 == 0 }) { return nil }
      guard let header = TarHeader(block[...]) else {
        remark = "the archive is damaged; it was read up to there"
        return nil
      }
      members += 1
      guard members <= TarReader.limits.members else {
        throw wrong("the archive has more than \(TarReader.limits.members) members")
      }
      let said = header.kind == .file ? longSize ?? header.size : header.size
      guard let size = said, (0...TarReader.limits.bytes).contains(size) else {
        throw wrong("a member of the archive says a size that no file has")
      }
      begin(size)
      switch header.kind {
      case .longName:
        guard size <= TarReader.limits.name else { throw wrong("a member of the archive has too long a name") }
        longName = String(decoding: try read(size).prefix { $0 != 0 }, as: UTF8.self)
      case .records(let isGlobal):
        guard size <= TarReader.limits.records else { throw wrong("a member of the archive has too long records") }
        let records = TarRecords(try read(size))
        if !isGlobal { (longName, longSize) = (records.path ?? longName, records.size ?? longSize) }
      case .file, .other:
        return TarMember(name: longName ?? header.name, size: size, isFile: header.kind == .file)
      }
    }
  }

  /// The next bytes of the member, at most so many; fewer where it ends, or where the archive does.
  package mutating func read(_ limit: Int) throws(SessionError) -> [UInt8] {
    let found = try bytes(min(limit, rest))
    rest -= found.count
    return found
  }

  private mutating func begin(_ size: Int) {
    rest = size
    padding = (TarHeader.block - size % TarHeader.block) % TarHeader.block
  }

  private mutating func bytes(_ count: Int) throws(SessionError) -> [UInt8] {
    var found: [UInt8] = []
    while found.count < count, try fill() {
      let part = left.prefix(count - found.count)
      found += buffer[part]
      left = part.upperBound..<left.upperBound
    }
    return found
  }

  private mutating func skip(_ count: Int) throws(SessionError) {
    var count = count
    while count > 0, try fill() {
      let part = min(count, left.count)
      left = (left.lowerBound + part)..<left.upperBound
      count -= part
    }
  }

  /// Reads on where nothing is left; false at the end.
  private mutating func fill() throws(SessionError) -> Bool {
    guard left.isEmpty else { return true }
    let count = try source.read(into: &buffer, at: 0)
    left = 0..<count
    total += count
    guard total <= TarReader.limits.bytes else {
      throw wrong("the archive unpacks to more than \(TarReader.limits.bytes >> 30) GiB")
    }
    return count > 0
  }

  private func wrong(_ what: String) -> SessionError {
    SessionError(what, file: name, mend: "unpack it with tar -xf FILE, and give the folder")
  }
}
