import KernelMemory
import SessionFile
import Storage

/// Several tables of one host: side by side where they tell of other counters, one after the other where they tell of other times.
struct CSVTables {
  private var table = ImportTable()
  private var seen: [(file: String, counters: Set<String>, times: ClosedRange<Int64>)] = []

  /// Takes a table that was read.
  ///
  /// - Throws: That another tells the same counters of the same time, or that it is of another host.
  mutating func add(_ session: Session, file: String?, _ log: inout RemarkLog) throws(SessionError) {
    guard let first = session.times.min(), let last = session.times.max() else { return }
    // How much RAM there is stands in every table.
    let counters = Set(session.columns.map(\.name)).subtracting([ContextCounter.memTotal.name])
    for other in seen where other.times.overlaps(first...last) {
      guard let common = counters.intersection(other.counters).min() else { continue }
      let (begin, end) = (max(first, other.times.lowerBound), min(last, other.times.upperBound))
      throw SessionError(
        "it overlaps with \(other.file): both have \(common) from \(CivilTime(milliseconds: begin).iso8601) "
          + "to \(CivilTime(milliseconds: end).iso8601)", file: file,
        mend: "leave one of them out; of two hosts make a report each")
    }
    seen.append((file ?? "standard input", counters, first...last))
    try table.add(session, file: file, &log)
  }

  /// Writes all of them as one.
  func write<Sink: ByteSink & ~Copyable>(to writer: inout SessionWriter<Sink>) throws(SessionError) {
    try table.write(to: &writer)
  }
}
