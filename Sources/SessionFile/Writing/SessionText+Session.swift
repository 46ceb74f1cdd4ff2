package import KernelMemory
package import Storage

extension SessionText {
  /// Writes a whole session as a session file that reads back as the same one.
  ///
  /// Samples carry their time on the session's axis and no elapsed time: a clock that was set while recording has been straightened
  /// already. Counters that were not read are not written.
  /// - Parameters:
  ///   - session: The session.
  ///   - counts: The counters that are counts and not kB; others than the session's are passed over.
  ///   - sink: Where the text goes.
  /// - Throws: What the sink throws.
  package static func write<Sink: ByteSink & ~Copyable>(
    _ session: Session, counts: [String], to sink: inout Sink
  ) throws(SessionError) {
    let names = session.columns.map(\.name)
    let counts = names.filter(Set(counts).contains)
    try write(session, columns: ["time"] + names, counts: counts, to: &sink) { sample, buffer throws(SessionError) in
      appendSample(session.times[sample], sample, of: session.columns, to: &buffer)
    }
  }

  /// Writes a session whose samples' lines have these columns and are given by a function, by the samples' numbers.
  package static func write<Sink: ByteSink & ~Copyable>(
    _ session: Session, columns: [String], counts: [String], to sink: inout Sink,
    sample append: (Int, inout [UInt8]) throws(SessionError) -> Void
  ) throws(SessionError) {
    let foreseen = rebootsFromHeaders(session)
    let events = session.events
    var next = events.startIndex
    var buffer: [UInt8] = []
    for part in session.parts.isEmpty ? [SessionPart(header: session.header, samples: 0..<0)] : session.parts {
      buffer += header(part.header, columns: columns, counts: counts).utf8
      for sample in part.samples {
        let time = session.times[sample]
        // The reader puts a reboot between what is written before and behind the sample.
        var hasReboot = foreseen.contains(time)
        while next < events.endIndex, events[next].time < time || (hasReboot && events[next].time == time) {
          if hasReboot, events[next].time == time, events[next].kind == .reboot {
            hasReboot = false
          } else {
            buffer += event(events[next].kind, time: events[next].time, elapsed: nil).utf8
          }
          next += 1
        }
        try append(sample, &buffer)
        if buffer.count >= 1 << 16 {
          try sink.write(buffer)
          buffer.removeAll(keepingCapacity: true)
        }
      }
    }
    for snapshot in session.owners { buffer += owners(snapshot, elapsed: nil).utf8 }
    for event in events[next...] { buffer += self.event(event.kind, time: event.time, elapsed: nil).utf8 }
    let last = session.times.last ?? session.header.start
    for item in session.remarks { buffer += remark(item, time: last).utf8 }
    try sink.write(buffer)
  }

  /// Appends a sample's line, with its time on the session's axis.
  package static func appendSample(_ time: Int64, _ sample: Int, of columns: [Column], to buffer: inout [UInt8]) {
    buffer.append(UInt8(ascii: "["))
    append(time, to: &buffer)
    for column in columns {
      buffer.append(UInt8(ascii: ","))
      append(column.values[sample], to: &buffer)
    }
    buffer.append(UInt8(ascii: "]"))
    buffer.append(UInt8(ascii: "\n"))
  }

  /// The times at which a reader tells reboots from the boot ids of the headers, and needs no event.
  private static func rebootsFromHeaders(_ session: Session) -> Set<Int64> {
    var times: Set<Int64> = []
    var isPending = false
    for (before, part) in zip(session.parts, session.parts.dropFirst()) {
      if let old = before.header.host.bootID, let new = part.header.host.bootID, old != new { isPending = true }
      if isPending, let first = part.samples.first {
        times.insert(session.times[first])
        isPending = false
      }
    }
    if isPending { times.insert(session.times.last ?? 0) }
    return times
  }
}
