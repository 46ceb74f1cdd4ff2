/// A recording in memory: who was recorded, the samples in columns, and what happened beside them.
package struct Session: Sendable {
  /// What the first header says.
  package var header: SessionHeader

  /// The recordings that make up this session, in order; one unless it was appended to, joined, or rebooted inside.
  package var parts: [SessionPart]

  /// Milliseconds since 1970-01-01T00:00Z, strictly increasing, one a sample.
  ///
  /// Built from the wall time of each part's start and its monotonic clock, so that setting the clock does not bend the axis.
  package var times: [Int64]

  /// The counters that were asked for and that the session has, in the file's order.
  package var columns: [Column]

  /// Some values of further counters, by the kernel's names; empty where all of them are columns.
  package var tracks: [String: CounterTrack] = [:]

  /// Everything that is not a sample, in time order.
  package var events: [SessionEvent]

  /// Who held kernel memory, in time order; empty where no snapshots were taken.
  ///
  /// A long session keeps an even choice of them.
  package var owners: [OwnerSnapshot]

  /// What a reader should know about how the data were read: torn lines, dropped samples, doubtful values.
  package var remarks: [Remark]

  /// Makes a session.
  package init(
    header: SessionHeader, parts: [SessionPart], times: [Int64], columns: [Column], events: [SessionEvent] = [],
    owners: [OwnerSnapshot] = [], remarks: [Remark] = []
  ) {
    self.header = header
    self.parts = parts
    self.times = times
    self.columns = columns
    self.events = events
    self.owners = owners
    self.remarks = remarks
  }

  /// A column by the kernel's name, or nil where no sample reports it.
  package func column(_ name: String) -> Column? { columns.first { $0.name == name } }

  /// The first and the last value of a context counter, or nil where no sample reports it.
  package func ends(_ counter: ContextCounter) -> CounterEnds? {
    guard let column = column(counter.name) else { return tracks[counter.name]?.ends }
    guard let first = column.first, let last = column.last else { return nil }
    return CounterEnds(first: first, last: last)
  }

  /// A context counter's value in a sample, or where its column is not kept in one nearby.
  ///
  /// nil where none is known, and for a counter of which reports keep the ends alone, however the session was read.
  package func value(of counter: ContextCounter, near sample: Int) -> Int64? {
    guard counter.kept == .nearby else { return nil }
    guard let column = column(counter.name) else { return tracks[counter.name]?.value(near: sample) }
    return column.value(at: sample)
  }

  /// One dimension's reported values, or nil where no sample reports it.
  package func series(_ dimension: Dimension) -> Series? {
    guard let column = column(dimension.name), column.first != nil else { return nil }
    let starts = parts.dropFirst().map(\.samples.lowerBound)
    guard column.values.span.extremes()?.least == Column.absent else {
      return Series(dimension: dimension, times: times, values: column.values, breaks: starts.filter { $0 > 0 })
    }
    let samples = column.values.indices.filter { column.values[$0] != Column.absent }
    var breaks = starts.map { start in samples.firstIndex { $0 >= start } ?? samples.count }
    breaks = breaks.filter { $0 > 0 && $0 < samples.count }
    return Series(
      dimension: dimension, times: samples.map { times[$0] }, values: samples.map { column.values[$0] },
      samples: samples, breaks: breaks)
  }
}
