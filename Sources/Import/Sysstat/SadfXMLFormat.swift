import KernelMemory
import SessionFile
import Storage

/// `sadf -x`: sysstat's records as XML.
struct SadfXMLFormat: TableFormat {
  let name = "sadf-xml"
  let what = "the output of sadf -x"

  func recognizes(_ head: ImportHead) -> Bool { head.begins(with: "<") && head.contains("<sysstat") }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var records = SysstatRecords(options, file: inputs.first?.name)
    for input in inputs {
      var tags = TagScanner(try ByteSource.whole(input))
      var host = HostFacts()
      var time: Int64?
      var isMemory = false
      while let tag = tags.next() {
        switch tag.name {
        case "host": host.name = tag.attributes["nodename"]
        case "release": host.kernelRelease = tag.text
        case "machine": host.machine = tag.text
        case "number-of-cpus": host.onlineCPUs = Int(tag.text).flatMap { $0 > 0 ? $0 : nil }
        case "statistics": try records.host(host)
        case "timestamp": time = SadfXMLFormat.time(tag, &records, &log)
        case "/timestamp": time = nil
        case "memory": isMemory = true
        case "/memory": isMemory = false
        case "queue":
          if let time, let value = tag.attributes["plist-sz"].flatMap(Double.init) {
            records.take("plist-sz", value, at: time, of: .sadf)
          }
        case "boot":
          if let time = SadfXMLFormat.time(tag, &records, &log) { records.event(.reboot, at: time) }
        case "comment":
          if let time = SadfXMLFormat.time(tag, &records, &log) {
            records.event(.mark(tag.attributes["com"] ?? ""), at: time)
          }
        default:
          guard isMemory, let time, let value = DecimalNumber.parse(Array(tag.text.utf8)[...]) else { continue }
          records.take(tag.name, value, at: time, of: .sadf)
        }
      }
      if !tags.isComplete { log.note("the XML ends too early; what was there was read", line: nil) }
    }
    table = try records.finish(&log)
  }

  private static func time(_ tag: TagScanner.Tag, _ records: inout SysstatRecords, _ log: inout RemarkLog) -> Int64? {
    var stamp = SysstatStamp()
    for (key, value) in tag.attributes { stamp.take(key, value) }
    guard let day = CalendarDay(stamp.date), let clock = FoundTime.clock([stamp.time][...])?.milliseconds else {
      return nil
    }
    return records.time(local: day.milliseconds + clock, isUTC: stamp.isUTC, line: nil, &log)
  }
}
