import Glibc
import KernelMemory
import SessionFile
import Storage

/// Reads /proc/meminfo and /proc/loadavg again and again through one open descriptor each.
///
/// Once the buffers have their size, a read of the same counters allocates nothing.
struct CounterReader: ~Copyable {
  /// What a read found.
  enum Outcome: Sendable, Hashable {
    /// The same counters as before, with new values.
    case same
    /// Other counters than before; the new order is in place.
    case changed(added: [String], removed: [String])
    /// No counters at all; those of the last read are kept.
    case empty
  }

  private let meminfoFile: Descriptor
  private let loadFile: Descriptor?
  private let path: String
  private var buffer: [UInt8]
  private var loadBuffer = [UInt8](repeating: 0, count: 128)

  /// The counters of the last read.
  private(set) var meminfo: Meminfo

  /// The order in which they are written.
  private(set) var order: ColumnOrder

  /// Where the counters have the dimensions of `Dimension.bands`.
  private var bandPlaces: [Int?]

  /// The task count of the last read; nil where /proc/loadavg is missing or says none.
  private(set) var tasks: Int64?

  /// Opens the files under a root folder and reads them once.
  ///
  /// - Throws: Where /proc/meminfo cannot be read or names no counter. /proc/loadavg may be missing.
  init(root: String) throws(SessionError) {
    let folder = root.hasSuffix("/") ? root : root + "/"
    let path = folder + "proc/meminfo"
    let file = try Descriptor(opening: path, O_RDONLY)
    var buffer = [UInt8](repeating: 0, count: 8192)
    guard let count = file.readWhole(into: &buffer) else {
      throw SessionError(cannot: "read", errno: errno, file: path)
    }
    let first = Meminfo(buffer.span.extracting(0..<count))
    guard !first.names.isEmpty else { throw SessionError("names no counters", file: path) }
    let load = unsafe open(folder + "proc/loadavg", O_RDONLY | O_CLOEXEC)
    loadFile = load < 0 ? nil : Descriptor(adopting: load)
    meminfoFile = file
    self.path = path
    self.buffer = buffer
    meminfo = first
    bandPlaces = CounterReader.bandPlaces(first)
    order = CounterReader.order(first, hasTasks: load >= 0)
    readTasks()
  }

  /// Reads the counters and the task count of this moment.
  mutating func read() throws(SessionError) -> Outcome {
    guard let count = meminfoFile.readWhole(into: &buffer) else {
      // The kernel needs memory to answer; where there is none just now, the next sample may find some.
      if CounterReader.isPassing(errno) { return .empty }
      throw SessionError(cannot: "read", errno: errno, file: path)
    }
    readTasks()
    let text = buffer
    if meminfo.update(text.span.extracting(0..<count)) { return .same }
    let fresh = Meminfo(text.span.extracting(0..<count))
    guard !fresh.names.isEmpty else { return .empty }
    let before = order
    meminfo = fresh
    bandPlaces = CounterReader.bandPlaces(fresh)
    order = CounterReader.order(fresh, hasTasks: before.hasTasks)
    guard order != before else { return .same }
    return .changed(
      added: order.columns.filter { !before.columns.contains($0) },
      removed: before.columns.filter { !order.columns.contains($0) })
  }

  /// The values of `Dimension.bands` in the last read, kB; nil where there is none.
  var bands: [Int64?] {
    bandPlaces.map { place in
      guard let place, case let value = meminfo.values[place], value != Column.absent else { return nil }
      return value
    }
  }

  /// The value of a dimension in the last read, kB; nil where it has none.
  func value(_ dimension: Dimension) -> Int64? { meminfo[dimension.name] }

  /// Whether reading may succeed at the next sample.
  static func isPassing(_ number: Int32) -> Bool { [ENOMEM, EAGAIN, ENOBUFS].contains(number) }

  private static func bandPlaces(_ meminfo: Meminfo) -> [Int?] {
    Dimension.bands.map { meminfo.names.firstIndex(of: $0.name) }
  }

  private static func order(_ meminfo: Meminfo, hasTasks: Bool) -> ColumnOrder {
    ColumnOrder(meminfo.names, counts: meminfo.counts, hasElapsed: true, hasTasks: hasTasks)
  }

  /// The number after the slash in `0.12 0.21 0.11 3/101 8412` is that of all tasks.
  private mutating func readTasks() {
    tasks = nil
    guard let count = loadFile?.readWhole(into: &loadBuffer) else { return }
    var value: Int64 = 0
    var digits = 0
    var isAfterSlash = false
    for index in 0..<count {
      let byte = loadBuffer[index]
      if byte == UInt8(ascii: "/") {
        isAfterSlash = true
      } else if isAfterSlash {
        guard case let digit = byte &- UInt8(ascii: "0"), digit < 10, digits < 18 else { break }
        value = value * 10 + Int64(digit)
        digits += 1
      }
    }
    if digits > 0 { tasks = value }
  }
}
