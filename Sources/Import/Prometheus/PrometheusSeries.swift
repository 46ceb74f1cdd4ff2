import KernelMemory
import SessionFile
import Storage

/// Takes series of one Prometheus-compatible source and keeps those of one host.
struct PrometheusSeries {
  /// What is known of a series by its labels: where its values go.
  enum Target {
    /// A column, with the unit of its values.
    case column(Int, MemoryUnit?)
    /// The time of the boot, seconds.
    case bootTime
    /// Nothing that is kept.
    case none
  }

  private(set) var table = ImportTable()
  private let options: ImportOptions
  private let file: String?
  private var instances: Set<String> = []
  private var chosen: String?
  private var unnamed = 0
  private var boots: [(time: Int64, boot: Int64)] = []

  init(_ options: ImportOptions, file: String?) {
    self.options = options
    self.file = file
  }

  /// Looks at a series' labels, the metric's name as `__name__` among them.
  mutating func target(_ labels: [String: String], _ log: inout RemarkLog) -> Target {
    let name = labels["__name__"] ?? ""
    let instance = labels["instance"] ?? labels["host"] ?? labels["node"] ?? ""
    let given = options.columns[name.isEmpty ? "value" : name]
    let known = given.map { ForeignName(counter: $0, unit: options.unit ?? .bytes) } ?? ForeignName.nodeExporter(name)
    guard known != nil || name == "node_boot_time_seconds" || name == "node_uname_info" else {
      if name.isEmpty { unnamed += 1 }
      return .none
    }
    if instances.count < 10_000 { instances.insert(instance) }
    if let host = options.host {
      guard instance == host || labels["nodename"] == host else { return .none }
    } else if chosen == nil {
      chosen = instance
    } else if chosen != instance {
      return .none
    }
    if name == "node_uname_info" {
      table.host.name = labels["nodename"] ?? table.host.name
      table.host.kernelRelease = labels["release"] ?? table.host.kernelRelease
      table.host.kernelVersion = labels["version"] ?? table.host.kernelVersion
      table.host.machine = labels["machine"] ?? table.host.machine
    }
    if table.host.name == nil, !instance.isEmpty { table.host.name = instance }
    guard let known else { return name == "node_boot_time_seconds" ? .bootTime : .none }
    return .column(table.slot(known.counter, isCount: known.unit == nil), known.unit)
  }

  /// Takes a value of a series; one that is no number is a gap.
  mutating func take(_ value: Double?, at time: Int64, of target: Target, _ log: inout RemarkLog) {
    guard let value else { return }
    switch target {
    case .none: return
    case .bootTime:
      if let boot = Int64(exactly: (value * 1000).rounded()), SessionLimits.times.contains(boot) {
        boots.append((time, boot))
      }
    case .column(let slot, let unit):
      guard let amount = unit.amount(value, pageSize: options.pageSize) else {
        return log.note("a value is below zero or larger than 2^60 kB; such values were left out", line: nil)
      }
      if !table.set(amount, at: time, slot: slot) {
        log.note("two series give one counter at one time; the first was taken", line: nil)
      }
    }
  }

  /// Takes what was noted on the dashboard.
  mutating func mark(_ annotation: GrafanaAnnotation) { table.event(.mark(annotation.text), at: annotation.time) }

  /// The table of the one host; refuses several, and series that no counter can be told by.
  mutating func finish(_ log: inout RemarkLog) throws(SessionError) -> ImportTable {
    if options.host == nil, instances.count > 1 {
      let some = instances.sorted().prefix(12).joined(separator: ", ") + (instances.count > 12 ? ", …" : "")
      throw SessionError(
        "it holds \(instances.count) hosts\(instances.count == 10_000 ? " or more" : ""): \(some)", file: file,
        mend: "choose one, as --host \(instances.sorted()[0])"
      )
    }
    if let host = options.host, table.names.isEmpty, !instances.isEmpty {
      throw SessionError(
        "no series is of host \(host)", file: file,
        mend: "the hosts are " + instances.sorted().prefix(12).joined(separator: ", "))
    }
    guard !table.names.isEmpty else {
      if unnamed > 0 {
        throw SessionError(
          "its \(unnamed) series have no name, as expressions have none, so that nothing says which counter they are",
          file: file,
          mend: "query the counter itself, or say it with --column value=Slab, and --unit where it is not bytes")
      }
      throw SessionError(
        "no series in it is a counter of memory", file: file,
        mend: "query {__name__=~\"node_memory_.*\"} for one instance")
    }
    if let lookback = Lookback(table) {
      log.note(
        "each value stands in \(lookback.rows) rows: the step is shorter than the interval of the scrapes, so that the stairs are theirs",
        line: nil)
    }
    boots.sort { $0.time < $1.time }
    table.host.bootTime = boots.first?.boot
    // The exporter works it out anew from two clocks, so that it moves by a second or so.
    for (before, now) in zip(boots, boots.dropFirst()) where now.boot > before.boot + 30_000 {
      // It was down in between, and other series may have been back before this one.
      table.event(.reboot, at: min(now.time, max(before.time + 1, now.boot)))
    }
    return table
  }
}
