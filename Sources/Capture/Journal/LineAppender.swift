import Glibc
import SessionFile
import Storage

/// Appends whole lines to a session file, one write(2) a line, and keeps them in memory for a while where the disk takes none.
///
/// What was written is never touched again: the file is open for appending, and other programs may append marks to it.
struct LineAppender: ~Copyable {
  private var file: Descriptor
  private var name: String?
  /// Whole lines that are kept, and how many bytes of the first one are in the file already.
  private var pending = LineBatch()
  private var done = 0
  private var lastSync: Int64
  private var isDirty = false
  private var syncError: SessionError?
  /// The least size that the file has after what was written; others may append to it, and it is nil where a file has no size.
  private var end: Int?

  /// Whether the disk has failed to store what was written, which the end will throw.
  var hasFailedToStore: Bool { syncError != nil }

  /// Samples for which there was no room.
  private var dropped = 0

  /// Why lines are being kept; nil while all are written.
  private(set) var delay: SessionError?

  /// Whether lines are being kept.
  var isDelayed: Bool { !pending.isEmpty }

  /// How many bytes are kept at most: about 40 minutes of samples at one a second.
  static let pendingLimit = 1 << 20

  /// The time between two fdatasync(2), nanoseconds; nil where only the end calls it.
  private let syncInterval: Int64?

  /// Takes over an open file, with the name that the user gave it, at a moment of CLOCK_MONOTONIC.
  ///
  /// Every `sync` milliseconds the disk is told to store what was written; nil leaves that to the kernel.
  init(adopting file: consuming Descriptor, name: String?, now: Int64, sync: Int64?) {
    self.file = file
    syncInterval = sync.map { $0 * 1_000_000 }
    self.name = name
    lastSync = now
    end = self.file.appendedSize
  }

  /// Writes lines, after those that were kept; unless they may wait, they must be written now.
  ///
  /// Beyond the limit, samples are dropped and counted; lines that must last are kept.
  ///
  /// - Throws: Where the lines cannot be kept, or too many are.
  mutating func write(_ lines: LineBatch, mayWait: Bool = true) throws(SessionError) {
    isDirty = true
    if pending.isEmpty {
      let count = put(lines.bytes)
      let number = errno
      if count == lines.bytes.count { return }
      pending = lines
      if let count { advance(count) } else { try delay(number) }
    } else {
      if isFull(with: lines) { try flush() }
      if isFull(with: lines) {
        dropped += lines.samples
        pending.append(lines.lasting)
      } else {
        pending.append(lines)
      }
    }
    try flush()
    if !mayWait { try drain() }
    guard pending.bytes.count <= 2 * LineAppender.pendingLimit, mayWait || pending.isEmpty else { throw lost() }
  }

  private func isFull(with lines: LineBatch) -> Bool {
    pending.bytes.count + lines.bytes.count > LineAppender.pendingLimit
  }

  /// Tries once more to write what was kept.
  mutating func flush() throws(SessionError) {
    while !pending.isEmpty {
      guard let count = put(pending.bytes, from: done) else { return try delay(errno) }
      // A file takes all or says why at the next attempt, a pipe takes some at a time.
      guard count > 0 else { return try delay(ENOSPC) }
      advance(count)
    }
    delay = nil
  }

  /// Writes bytes, as many as are taken; nil with `errno` where none are.
  private mutating func put(_ bytes: [UInt8], from start: Int = 0) -> Int? {
    let count = file.write(bytes, from: start)
    if let count, let end { self.end = end + count }
    return count
  }

  /// Writes what was kept as long as a slow reader goes on reading.
  private mutating func drain() throws(SessionError) {
    while isDelayed, file.waitForReader() { try flush() }
  }

  /// Takes note of bytes that were written, and forgets lines that are in the file as a whole.
  private mutating func advance(_ count: Int) {
    done += count
    done -= pending.removeLines(within: done)
  }

  /// How many samples were dropped since this was last asked; nil where none was.
  mutating func takeDropped() -> Int? {
    defer { dropped = 0 }
    return dropped > 0 ? dropped : nil
  }

  /// Whether the file became shorter than it was, as copy-and-truncate rotation leaves it; asked before each write.
  mutating func wasTruncated() -> Bool {
    guard let end, let size = file.appendedSize else { return false }
    self.end = max(end, size)
    return size < end
  }

  /// How many samples were given and are not in the file: kept, or dropped and not yet asked for.
  var missingSamples: Int { pending.samples + dropped }

  /// Goes on in the file, which was truncated: with a header, what was kept, and all that follows.
  mutating func goOn(with header: String) {
    // What is left may end within a line; readers pass over an empty one.
    let isCut = (file.appendedSize ?? 0) > 0
    begin(with: (isCut ? "\n" : "") + header)
  }

  /// Goes on in another file: with a header, what was kept, and all that follows.
  mutating func goOn(in file: consuming Descriptor, name: String, with header: String, now: Int64) {
    sync(now: now, always: true)
    self.file = file
    self.name = name
    begin(with: header)
  }

  private mutating func begin(with header: String) {
    let kept = pending
    pending = LineBatch(header, .lasting)
    pending.append(kept)
    // A line of which a part is in the old file is written as a whole.
    done = 0
    end = file.appendedSize
    isDirty = true
  }

  /// Has the disk store what was written, where it is time for that.
  mutating func sync(now: Int64, always: Bool = false) {
    guard isDirty, always || syncInterval.map({ now - lastSync >= $0 }) ?? false else { return }
    lastSync = now
    isDirty = false
    // Pipes and devices cannot be synchronized, which is not a fault.
    guard fdatasync(file.number) != 0, errno != EINVAL, errno != EROFS, errno != ENOTSUP else { return }
    syncError = SessionError(cannot: "store", errno: errno, file: name ?? "standard output")
  }

  /// Writes and stores the rest.
  ///
  /// - Throws: Where lines are lost for good, or where the disk failed to store some.
  mutating func finish() throws(SessionError) {
    try flush()
    try drain()
    sync(now: 0, always: true)
    guard pending.isEmpty else { throw lost() }
    if let syncError { throw syncError }
  }

  /// Whether writing may succeed later: room is made, memory is found, a disk comes back.
  static func isPassing(_ number: Int32) -> Bool {
    [ENOSPC, EDQUOT, EIO, EFBIG, EAGAIN, EROFS, ESTALE, ENOMEM].contains(number)
  }

  private mutating func delay(_ number: Int32) throws(SessionError) {
    let error = SessionError(cannot: "write", errno: number, file: name ?? "standard output")
    guard LineAppender.isPassing(number) else { throw error }
    delay = error
  }

  private func lost() -> SessionError {
    var error = delay ?? SessionError(cannot: "write", errno: EIO, file: name ?? "standard output")
    let count = pending.count + dropped
    error.what += count == 1 ? "; the last line is lost" : "; the last \(count) lines are lost"
    let isUnread = error.cause == .inputOutput(errno: EAGAIN)
    error.mend = isUnread ? "nobody reads on" : "free some space; everything before is in the file"
    return error
  }
}
