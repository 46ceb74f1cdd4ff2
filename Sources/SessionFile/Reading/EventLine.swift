import FoundationEssentials
import KernelMemory

/// An event line as it is in the file.
struct EventLine: Decodable {
  var event: String
  var time: Int64
  var elapsed: Int64?
  var text: String?
  var milliseconds: Int64?
  var command: String?
  var status: Int?
  var reason: String?
  var added: [String]?
  var removed: [String]?
  var columns: [String]?
  var counts: [String]?
  var file: String?
  var line: Int?
  var count: Int?
  var cpu: Int64?
  var memory: Int64?

  /// Parses an event line; nil where it is none.
  init?(_ bytes: [UInt8]) {
    guard let line = try? JSONDecoder().decode(EventLine.self, from: Data(bytes)),
      SessionLimits.times.contains(line.time), line.elapsed.map(SessionLimits.elapsed.contains) ?? true,
      line.milliseconds.map({ SessionLimits.times.contains($0) }) ?? true,
      line.columns.map({ $0.first == "time" && $0.count <= SessionLimits.columns }) ?? true
    else { return nil }
    self = line
  }

  /// What happened; nil for remarks and for kinds that this version does not know.
  var kind: SessionEvent.Kind? {
    switch event {
    case "mark": .mark(text?.bounded ?? "")
    case "gap": milliseconds.map { .gap(milliseconds: $0) }
    case "suspend": milliseconds.map { .suspend(milliseconds: $0) }
    case "clock": milliseconds.map { .clockJump(milliseconds: $0) }
    case "columns": .columnChange(added: (added ?? []).map(\.bounded), removed: (removed ?? []).map(\.bounded))
    case "reboot": .reboot
    case "command_start": .commandStart(command?.bounded ?? "")
    case "command_end": status.map { .commandEnd(status: $0) }
    case "cost":
      cpu.flatMap { cpu in
        guard cpu >= 0, memory ?? 0 >= 0 else { return nil }
        return .cost(cpu: cpu, memory: memory.map { Bytes($0) })
      }
    case "end": .end(reason: reason?.bounded ?? "")
    default: nil
    }
  }

  /// The remark that the line carries; nil for other events.
  var remark: Remark? {
    guard event == "remark", let text else { return nil }
    return Remark(text.bounded, file: file?.bounded, line: line, count: max(1, count ?? 1))
  }
}
