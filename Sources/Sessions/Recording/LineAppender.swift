import Glibc

/// Appends whole lines to a session file, one write(2) a line, and keeps them in memory for a while where the disk takes none.
///
/// What was written is never touched again: the file is open for appending, and other programs may append marks to it.
struct LineAppender: ~Copyable {
  private var file: Descriptor
  private var name: String?
  private var pending: [UInt8] = []
  private var lastSync: Int64
  private var isDirty = false
  private var syncError: SessionError?

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
  }

  /// Writes lines, after those that were kept; unless they may wait, they must be written now.
  ///
  /// Beyond the limit, samples are dropped and counted; events are kept, for they say how to read what follows.
  ///
  /// - Throws: Where the lines cannot be kept, or too many are.
  mutating func write(_ lines: [UInt8], mayWait: Bool = true) throws(SessionError) {
    isDirty = true
    guard pending.isEmpty else {
      if pending.count + lines.count > LineAppender.pendingLimit { try flush() }
      if pending.count + lines.count > LineAppender.pendingLimit, lines.first == UInt8(ascii: "[") {
        dropped += 1
        return
      }
      // Large, and nothing behind them depends on them.
      if pending.count + lines.count > LineAppender.pendingLimit, lines.starts(with: OwnersLine.marker) { return }
      pending.append(contentsOf: lines)
      try flush()
      guard pending.count <= 2 * LineAppender.pendingLimit, mayWait || pending.isEmpty else { throw lost() }
      return
    }
    let count = file.write(lines)
    if count == lines.count { return }
    try keep(lines[(count ?? 0)...], errno: count == nil ? errno : 0)
    // A short write says nothing of its cause; the next one does.
    try flush()
    guard mayWait || pending.isEmpty else { throw lost() }
  }

  /// Writes a text.
  mutating func write(_ text: String, mayWait: Bool = true) throws(SessionError) {
    try write(Array(text.utf8), mayWait: mayWait)
  }

  /// Tries once more to write what was kept.
  mutating func flush() throws(SessionError) {
    guard !pending.isEmpty else { return }
    guard let count = file.write(pending) else {
      try keep([], errno: errno)
      return
    }
    if count == pending.count {
      pending.removeAll()
      delay = nil
    } else {
      pending.removeFirst(count)
    }
  }

  /// How many samples were dropped since this was last asked; nil where none was.
  mutating func takeDropped() -> Int? {
    defer { dropped = 0 }
    return dropped > 0 ? dropped : nil
  }

  /// Goes on in another file: with a header, what was kept, and all that follows.
  mutating func goOn(in file: consuming Descriptor, name: String, with header: String, now: Int64) {
    sync(now: now, always: true)
    self.file = file
    self.name = name
    pending = Array(header.utf8) + pending
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
    // The second attempt learns why the first one was cut short.
    try flush()
    sync(now: 0, always: true)
    guard pending.isEmpty else { throw lost() }
    if let syncError { throw syncError }
  }

  private mutating func keep(_ lines: ArraySlice<UInt8>, errno: Int32) throws(SessionError) {
    pending.append(contentsOf: lines)
    let error = SessionError(cannot: "write", errno: errno == 0 ? ENOSPC : errno, file: name ?? "standard output")
    guard [0, ENOSPC, EDQUOT, EIO, EFBIG, EAGAIN, EROFS, ESTALE].contains(errno) else { throw error }
    delay = error
  }

  private func lost() -> SessionError {
    var error = delay ?? SessionError(cannot: "write", errno: EIO, file: name ?? "standard output")
    let count = pending.count { $0 == UInt8(ascii: "\n") } + dropped
    error.what += count == 1 ? "; the last line is lost" : "; the last \(count) lines are lost"
    error.mend = "free some space; everything before is in the file"
    return error
  }
}
