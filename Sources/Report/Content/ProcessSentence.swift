import Analysis
import KernelMemory

/// Where the process that stands behind a dimension comes from, and what it may take, as the last snapshot saw it that looked.
struct ProcessSentence {
  private let details: ProcessDetails
  private let session: Session

  /// The words on the process of an owner that is a command, else of who holds the descriptors; nil where none was looked at.
  init?(_ finding: Finding, _ session: Session) {
    guard let ownership = finding.ownership else { return nil }
    var pid: Int64?
    let leader = (ownership.change ?? 0) > 0 ? ownership.leader : ownership.passing.first
    if let leader, leader.kind.isCommand, leader.share ?? 1 >= 0.1 {
      // One of many tells nothing of the rest.
      let all = leader.kind == .threads ? leader.lastCount : leader.last
      pid = (leader.processMost ?? 0) * 2 >= all ?? 0 ? leader.process : nil
    } else {
      pid = HolderSentence(finding)?.holder.pid
    }
    guard let pid, let details = session.owners.reversed().lazy.flatMap(\.processes).first(where: { $0.pid == pid })
    else { return nil }
    self.details = details
    self.session = session
  }

  /// As `Process 22440 (worker-pool) was started at 17:10:02 by systemd (1), in /system.slice/worker.service`.
  var sentence: String {
    var words = "Process \(details.pid) (\(details.name))"
    var parts: [String] = []
    if let started = details[.started] { parts.append("was started \(moment(started))") }
    if let parent = details[.parent] {
      let name = details.parentName.map { "\($0) (\(parent))" } ?? "process \(parent)"
      parts.append(parts.isEmpty ? "was started by \(name)" : "by \(name)")
    }
    words += parts.isEmpty ? " is" : " " + parts.joined(separator: " ") + ","
    words +=
      details.cgroup.map { $0 == "/" ? " in no control group of its own" : " in \($0)" }
      ?? " in an unknown control group"
    return words + (limits.isEmpty ? "." : "; \(limits.joined(separator: ", ")).")
  }

  private var limits: [String] {
    var limits: [String] = []
    if let files = details[.openFiles] { limits.append("at most \(Phrase.number(files)) open files") }
    if let tasks = details[.userTasks] { limits.append("at most \(Phrase.number(tasks)) tasks of its user") }
    if let used = details[.tasks], let most = details[.tasksMax] {
      limits.append("at most \(Phrase.number(most)) tasks in its control group, of which it has \(Phrase.number(used))")
    }
    if let used = details[.memory], let most = details[.memoryMax] {
      limits.append(
        "at most \(Phrase.size(Double(most))) charged to its control group, of which it has \(Phrase.size(Double(used)))"
      )
    }
    return limits
  }

  private func moment(_ time: Int64) -> String {
    guard let first = session.times.first, first / 86_400_000 != time / 86_400_000 else {
      return "at " + Phrase.time(time, in: session)
    }
    let civil = CivilTime(milliseconds: time)
    return "on \(civil.day) at \(civil.clock)"
  }
}
