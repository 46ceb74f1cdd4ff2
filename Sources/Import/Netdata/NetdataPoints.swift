import KernelMemory
import SessionFile
import Storage

/// The points of Netdata's charts: MiB made kB, without what was worked out between two measurements.
struct NetdataPoints {
  private struct Point {
    var time: Int64
    var values: [Double?]
  }

  private var table = ImportTable()
  private var names: [String] = []
  private var points: [Point] = []
  private let options: ImportOptions
  private let file: String?

  init(_ options: ImportOptions, file: String?) {
    self.options = options
    self.file = file
  }

  /// How many dimensions the chart has.
  var width: Int { names.count }

  /// Begins a chart with its dimensions.
  mutating func beginChart(_ names: [String]) {
    self.names = names
    points = []
  }

  /// Takes a row of the chart.
  mutating func take(time: String, _ values: [Double?], _ line: Int?, _ log: inout RemarkLog) throws(SessionError) {
    guard let found = TimeLine(text: time) else {
      throw SessionError(
        "“\(time.prefix(40))” is not a time", file: file, line: line, column: line == nil ? nil : 1,
        mend: "export it with options=seconds")
    }
    guard points.count < 1 << 24 else { return }
    points.append(Point(time: options.time(found, line: line, &log), values: values))
  }

  /// Ends the chart: what cannot have been measured is left out.
  mutating func endChart(_ log: inout RemarkLog) throws(SessionError) {
    defer { beginChart([]) }
    if points.count > 1 { try refusePercentages() }
    let counters = names.map { NetdataDimension.counter($0) }
    var odd = 0
    var all = 0
    for point in points {
      for (place, counter) in counters.enumerated() where counter?.isCount == false {
        guard place < point.values.count, let value = point.values[place], value != 0 else { continue }
        all += 1
        if !NetdataPoints.isMeasured(value) { odd += 1 }
      }
    }
    // Where most values are no whole pages they are averages over windows, and none can be told from another.
    let areAverages = odd * 2 > all
    if areAverages, all > 0 {
      log.note("the values are averages or extremes over the time between two rows", line: nil)
    }
    if areAverages { points.sort { $0.time < $1.time } }
    var wasHole = false
    for point in points {
      let isHole = NetdataPoints.isHole(point, counters)
      defer { wasHole = isHole }
      if isHole { continue }
      if areAverages, wasHole {
        log.note("a window right after a hole is filled in part; such rows were left out", line: nil)
      } else {
        take(point, counters, areAverages: areAverages, &log)
      }
    }
  }

  private mutating func take(
    _ point: Point, _ counters: [(name: String, isCount: Bool)?], areAverages: Bool, _ log: inout RemarkLog
  ) {
    let isInterpolated =
      !areAverages
      && zip(counters, point.values).contains { counter, value in
        counter?.isCount == false && value.map { $0 != 0 && !NetdataPoints.isMeasured($0) } == true
      }
    guard !isInterpolated else {
      return log.note("rows after a gap are interpolated and not measured; they were left out", line: nil)
    }
    for (counter, value) in zip(counters, point.values) {
      guard let counter, let value, let amount = NetdataPoints.unit(counter.isCount).amount(value) else { continue }
      let rounded = areAverages || counter.isCount || value >= 10_000 ? amount : (amount + 2) / 4 * 4
      table.set(rounded, at: point.time, slot: table.slot(counter.name, isCount: counter.isCount))
    }
    let parts = ["free", "used", "cached", "buffers"].map { name in
      names.firstIndex(of: name).flatMap { $0 < point.values.count ? point.values[$0] : nil }
    }
    if !parts.contains(nil), let total = NetdataPoints.unit(false).amount(parts.reduce(0) { $0 + ($1 ?? 0) }) {
      table.set("MemTotal", (total + 2) / 4 * 4, at: point.time)
    }
  }

  /// Whether a row has no value; no running kernel has a Slab of 0: `null2zero` writes holes so.
  private static func isHole(_ point: Point, _ counters: [(name: String, isCount: Bool)?]) -> Bool {
    zip(counters, point.values).allSatisfy { counter, value in counter == nil || value == nil || value == 0 }
  }

  /// The table; refuses what holds no counter.
  mutating func finish(_ log: inout RemarkLog) throws(SessionError) -> ImportTable {
    guard table.names.contains(where: { Dimension(rawValue: $0) != nil || $0 == "MemAvailable" }) else {
      throw SessionError(
        "none of its dimensions is a counter of kernel memory", file: file,
        mend: "export the charts mem.kernel, mem.slab, mem.available and system.ram, and give them together")
    }
    table.derive(&log)
    return table
  }

  private static func unit(_ isCount: Bool) -> MemoryUnit? { isCount ? nil : .mebibytes }

  /// Whether a value in MiB is one of whole pages of 4 kB, as far as its seven digits tell.
  private static func isMeasured(_ value: Double) -> Bool {
    guard value < 10_000 else { return true }
    let pages = value * 256
    return abs(pages - pages.rounded()) * 4 <= 0.2 + value * 2e-5
  }

  /// Rows of `percentage` add up to 100.
  private func refusePercentages() throws(SessionError) {
    let sums = points.map { $0.values.reduce(0) { $0 + ($1 ?? 0) } }.filter { $0 != 0 }
    guard sums.count > 1, names.count > 1, sums.allSatisfy({ abs($0 - 100) < 0.001 }) else { return }
    throw SessionError(
      "its rows add up to 100: they are percentages and no amounts", file: file,
      mend: "export it without options=percentage")
  }
}
