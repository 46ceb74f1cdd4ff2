import Analysis
import KernelMemory

/// Who stands behind a finding, as far as one can be named: what a title names and commands are filled with.
struct Culprit {
  /// The command, or the cache, caller or user of per-CPU memory; data, never markup.
  let name: String
  /// The process that has most of it; nil for what is no command, and where it is one of many.
  let pid: Int64?
  /// Whether it holds nothing any more at the end.
  let isGone: Bool
  /// Whether time alone points to it.
  let isSuspect: Bool
  /// What kind of owner; nil for a holder of descriptors and a suspect.
  let kind: OwnerList.Kind?
  /// What interpretation texts are chosen by: `slab:dentry`; empty where the kind is nil.
  let key: String
  /// What is known of the process.
  let details: ProcessDetails?

  /// The one behind a finding; nil where nobody stands out.
  init?(_ finding: Finding, _ session: Session) {
    guard let ownership = finding.ownership else { return nil }
    let leader = ownership.leader.flatMap { $0.share ?? 0 >= 0.3 ? $0 : nil }
    let suspects = Suspect(finding: finding, session: session).leads
    var found: (name: String, pid: Int64?, isGone: Bool, isSuspect: Bool, kind: OwnerList.Kind?, key: String)
    if let leader, leader.kind.isCommand {
      let all = leader.kind == .threads ? leader.lastCount : leader.last
      let isMost = (leader.processMost ?? 0) * 2 >= all ?? 0
      found = (leader.name, isMost ? leader.process : nil, leader.goneSince != nil, false, leader.kind, leader.key)
    } else if let holder = HolderSentence(finding)?.holder {
      found = (holder.name, holder.pid, false, false, nil, "")
    } else if suspects.count == 1, let suspect = suspects.first {
      found = (suspect.name, suspect.pid, suspect.isGone, true, nil, "")
    } else if let leader {
      found = (leader.name, nil, leader.goneSince != nil, false, leader.kind, leader.key)
    } else if let passing = ownership.passing.first, passing.kind.isCommand {
      found = (passing.name, passing.process, true, false, passing.kind, passing.key)
    } else {
      return nil
    }
    (name, isGone, isSuspect, kind, key) = (found.name, found.isGone, found.isSuspect, found.kind, found.key)
    let pid = found.pid.flatMap { $0 > 0 && !found.name.hasSuffix(" (kernel)") ? $0 : nil }
    self.pid = pid
    details = session.owners.reversed().lazy.flatMap(\.processes).first { $0.pid == pid }
  }

  /// Whether it is a process that can be asked.
  var isAlive: Bool { pid != nil && !isGone }

  /// Whether it is threads of the kernel's own.
  var isKernel: Bool { name.hasSuffix(" (kernel)") }

  /// The name without what stands behind it in parentheses: shared caches, `(kernel)`.
  var bareName: String {
    guard let end = name.firstRange(of: " (") else { return name }
    return String(name[..<end.lowerBound])
  }

  /// The unit of systemd that it runs in; nil where none is known or a shell would not take its name as it is.
  var unit: String? {
    guard let last = details?.cgroup?.split(separator: "/").last(where: { $0.hasSuffix(".service") }) else {
      return nil
    }
    return last.hasPrefix("-") || !String(last).isShellSafe ? nil : String(last)
  }
}
