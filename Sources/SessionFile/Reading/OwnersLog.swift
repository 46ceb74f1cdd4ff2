import KernelMemory

/// Keeps the snapshots of a session while it is read: all of a short one, evenly thinned ones of a long one.
///
/// A day at one a minute has 1,440; a report draws a sparkline of some dozens. What is thrown out is never parsed whole.
struct OwnersLog {
  private struct Entry {
    var time: Int64
    var isMove: Bool
    var bytes: [UInt8]
  }

  /// The most snapshots that are kept.
  static let limit = 160

  private var entries: [Entry] = []
  private var latest: Entry?
  private var stride = 1
  private var position = 0

  /// How many there were.
  private(set) var count = 0

  /// Takes a line with its time on the session's axis.
  mutating func take(_ bytes: [UInt8], time: Int64) {
    count += 1
    let isMove = OwnersLog.value(of: "reason", in: bytes.prefix(160))?.starts(with: #""move""#.utf8) ?? false
    let entry = Entry(time: time, isMove: isMove, bytes: bytes)
    defer { position += 1 }
    guard isMove || position % stride == 0 else {
      latest = entry
      return
    }
    latest = nil
    entries.append(entry)
    guard entries.count > OwnersLog.limit else { return }
    stride *= 2
    // Moves tell more than periods: they go only where there are too many of them alone.
    let moves = entries.count(where: \.isMove)
    var kept: [Entry] = []
    for (index, entry) in entries.enumerated() {
      if index == 0 || (entry.isMove && moves <= OwnersLog.limit / 2) || index % 2 == 0 { kept.append(entry) }
    }
    entries = kept
  }

  /// The snapshots in the order of their times, which need not be the file's; lines that are none are left out.
  func snapshots() -> [OwnerSnapshot] {
    let all = (entries + [latest].compactMap(\.self)).compactMap { entry in
      OwnersLine(entry.bytes)?.snapshot(at: entry.time)
    }
    return OwnerSnapshot.sorted(all)
  }

  /// The wall time and the elapsed time of a line, without parsing the rest of it; nil where it does not begin as we write it.
  static func place(_ bytes: [UInt8]) -> (time: Int64, elapsed: Int64?)? {
    let head = bytes.prefix(120)
    guard let time = number("time", in: head), SessionLimits.times.contains(time) else { return nil }
    let elapsed = number("elapsed", in: head)
    guard elapsed.map(SessionLimits.elapsed.contains) ?? true else { return nil }
    return (time, elapsed)
  }

  private static func number(_ name: String, in head: ArraySlice<UInt8>) -> Int64? {
    let digits = value(of: name, in: head)?.prefix { (0x30...0x39).contains($0) || $0 == 0x2d }
    return digits.flatMap { Int64(String(decoding: $0, as: UTF8.self)) }
  }

  /// What follows the name of a member and its colon, with or without blanks between them.
  private static func value(of name: String, in head: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let key = Array("\"\(name)\"".utf8)
    guard let start = head.indices.first(where: { head[$0...].starts(with: key) }) else { return nil }
    let colon = head[(start + key.count)...].drop { $0 == 0x20 || $0 == 0x09 }
    guard colon.first == UInt8(ascii: ":") else { return nil }
    return colon.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
  }
}
