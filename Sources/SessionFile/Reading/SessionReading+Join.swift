import KernelMemory
package import Storage

extension SessionReading {
  /// Joins sessions of one host that do not overlap in time.
  package init(joining readings: [(input: SessionInput, reading: SessionReading)]) throws(SessionError) {
    let sorted = readings.enumerated().sorted { left, right in
      (left.element.reading.begin, left.offset) < (right.element.reading.begin, right.offset)
    }.map(\.element)
    try SessionReading.check(sorted)
    var joined = sorted[0].reading.session
    var columnNames = sorted[0].reading.columnNames
    var countNames = sorted[0].reading.countNames
    for (_, reading) in sorted.dropFirst() {
      SessionReading.append(reading.session, to: &joined)
      columnNames += reading.columnNames.filter { !columnNames.contains($0) }
      countNames += reading.countNames.filter { !countNames.contains($0) }
    }
    self.init(session: joined, columnNames: columnNames, countNames: countNames)
  }

  /// The first sample's time, or the header's where there are no samples.
  private var begin: Int64 { session.times.first ?? session.header.start }

  private static func check(_ sorted: [(input: SessionInput, reading: SessionReading)]) throws(SessionError) {
    for (left, right) in zip(sorted, sorted.dropFirst()) {
      let leftName = left.input.name ?? "standard input"
      if let one = left.reading.session.header.host.name, let other = right.reading.session.header.host.name,
        one != other
      {
        throw SessionError(
          "it is of host \(other), and \(leftName) is of \(one)", file: right.input.name,
          mend: "give the sessions of one host")
      }
      if let end = left.reading.session.times.last, let begin = right.reading.session.times.first, begin <= end {
        let common = min(end, right.reading.session.times.last ?? end)
        throw SessionError(
          "it overlaps with \(leftName): both have samples from \(CivilTime(milliseconds: begin).iso8601) "
            + "to \(CivilTime(milliseconds: common).iso8601)", file: right.input.name,
          mend: "leave one of them out, or cut them with --since and --until")
      }
    }
  }

  private static func append(_ next: Session, to session: inout Session) {
    let shift = session.times.count
    if let old = session.parts.last?.header.host.bootID, let new = next.header.host.bootID, old != new {
      session.events.append(SessionEvent(time: next.times.first ?? next.header.start, kind: .reboot))
    }
    let parts = next.parts.map {
      SessionPart(
        header: $0.header, samples: ($0.samples.lowerBound + shift)..<($0.samples.upperBound + shift))
    }
    session.times += next.times
    for column in next.columns where session.column(column.name) == nil {
      session.columns.append(
        Column(name: column.name, values: [Int64](repeating: Column.absent, count: shift)))
    }
    for index in session.columns.indices {
      if let values = next.column(session.columns[index].name)?.values {
        session.columns[index].values += values
      } else {
        session.columns[index].values += [Int64](repeating: Column.absent, count: next.times.count)
      }
    }
    let seam = session.parts.suffix(1) + parts.prefix(1)
    session.events += GapSearch.find(session.times, parts: Array(seam), recorded: []).filter { gap in
      gap.time == (shift > 0 ? session.times[shift - 1] : gap.time)
    }
    for (name, track) in next.tracks { session.tracks[name, default: CounterTrack()].append(track, from: shift) }
    session.parts += parts
    session.events = (session.events + next.events).enumerated()
      .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    session.owners = OwnerSnapshot.sorted(session.owners + next.owners)
    session.remarks += next.remarks
  }
}
