import KernelMemory

extension SessionEvent.Kind {
  /// The event in words: `mark: deployed build 4711`.
  package var phrase: String {
    switch self {
    case .mark(let text): "mark: \(text)"
    case .gap(let length): "gap: no samples for \(CivilTime.duration(milliseconds: length))"
    case .suspend(let length): "suspend: asleep for \(CivilTime.duration(milliseconds: length))"
    case .clockJump(let jump):
      "clock: set \(jump < 0 ? "back" : "forward") by \(CivilTime.duration(milliseconds: jump < 0 ? -jump : jump))"
    case .columnChange(let added, let removed):
      "columns: "
        + [
          added.isEmpty ? nil : "with " + added.joined(separator: " "),
          removed.isEmpty ? nil : "without " + removed.joined(separator: " "),
        ]
        .compactMap(\.self).joined(separator: ", ")
    case .reboot: "reboot"
    case .commandStart(let command): "command: \(command)"
    case .commandEnd(let status): "command ended with status \(status)"
    case .cost(let cpu, let memory):
      "cost: \(cpu) µs of CPU" + (memory.map { ", \($0.kibibytes) KiB of memory at most" } ?? "")
    case .end(let reason): "end: \(reason)"
    }
  }
}

extension Remark {
  /// The remark with its place and count: `session.kmem:17: a line is torn (3 times)`.
  package var phrase: String {
    let place = [file, line.map(String.init)].compactMap(\.self).joined(separator: ":")
    return (place.isEmpty ? "" : place + ": ") + text + (count == 1 ? "" : " (\(count) times)")
  }
}
