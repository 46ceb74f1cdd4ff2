/// What a file of a sosreport is, by its path in it (sos's plugins memory, kernel, date, sar, logs).
enum SosFile: Hashable {
  /// Files of /proc at the moment of the report.
  case meminfo, slabinfo, vmallocinfo
  /// Outputs of `date` and `uname -a`.
  case date, uname
  /// A day of sysstat: its number as the file's name has it, and the form.
  case sysstat(day: String, SysstatForm)
  /// The kernel's log or one in which it is, the best to read first.
  case log(rank: Int)

  /// The forms in which a day is there, the best first.
  enum SysstatForm: Int, Hashable {
    case xml, binary, text
  }

  private static let logs = [
    "sos_commands/kernel/dmesg_-T", "var/log/kern.log", "var/log/messages", "var/log/syslog",
    "sos_commands/logs/journalctl_--no-pager", "sos_commands/logs/journalctl_--no-pager_--boot",
    "sos_commands/kernel/dmesg",
  ]

  /// Looks at a path that ends so.
  init?(_ path: String) {
    func ends(_ text: String) -> Bool { path == text || path.hasSuffix("/" + text) }
    for (file, kind) in [
      ("proc/meminfo", SosFile.meminfo), ("proc/slabinfo", .slabinfo), ("proc/vmallocinfo", .vmallocinfo),
      ("sos_commands/date/date", .date), ("sos_commands/general/date", .date),
      ("sos_commands/kernel/uname_-a", .uname),
    ] where ends(file) {
      self = kind
      return
    }
    if let rank = SosFile.logs.firstIndex(where: ends) {
      self = .log(rank: rank)
      return
    }
    let parts = path.split(separator: "/")
    guard parts.count > 2, let name = parts.last,
      ["sar", "sa", "sysstat"].contains(parts[parts.count - 2]), name.hasPrefix("sa")
    else { return nil }
    let stem = name.hasPrefix("sar") ? name.dropFirst(3) : name.dropFirst(2)
    let day = stem.prefix { $0.isASCIIDigit }
    guard !day.isEmpty else { return nil }
    switch stem.dropFirst(day.count) {
    case ".xml": self = .sysstat(day: String(day), .xml)
    case "", ".xz", ".gz": self = .sysstat(day: String(day), name.hasPrefix("sar") ? .text : .binary)
    default: return nil
    }
  }
}
