import KernelMemory
import SessionFile
import Storage

/// The kernel's log: the memory that it shows when it runs out, when an allocation fails, and for sysrq-m.
///
/// Each report of the whole system is one sample (`mm/show_mem.c`, `mm/oom_kill.c`); one of a cgroup is only a mark.
struct KernelLogFormat: TableFormat {
  let name = "dmesg"
  let what = "a kernel's log"

  func recognizes(_ head: ImportHead) -> Bool {
    head.contains("invoked oom-killer:") || head.contains("Mem-Info:") || head.contains("slab_unreclaimable:")
      || head.contains("Memory cgroup out of memory")
      || head.lines.contains { $0.contains("] Linux version ") || $0.contains(" kernel: Linux version ") }
  }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, into table: inout ImportTable, _ log: inout RemarkLog
  ) throws(SessionError) {
    var cgroups = 0
    for input in inputs {
      var reports = KernelLogReports(options, file: input.name)
      var lines = try LineReader(input, takesPages: false)
      while let line = try lines.next() {
        let text = String(decoding: lines.buffer[line.range].prefix(2000), as: UTF8.self)
        try reports.take(text, line.number, into: &table, &log)
      }
      try reports.close(into: &table, &log)
      cgroups += reports.cgroups
    }
    guard !table.times.isEmpty else {
      throw SessionError(
        cgroups > 0
          ? "its reports are of a cgroup that reached its own limit, and say nothing of the host's memory"
          : "no report of the host's memory is in it", file: inputs.first?.name,
        mend: "give a log in which the kernel shows Mem-Info, or take one with echo m > /proc/sysrq-trigger")
    }
    log.note(
      "each report of the kernel is a sample; it tells neither VmallocUsed nor Percpu nor MemAvailable", line: nil)
  }
}
