/// Where a process that stands behind a growth comes from, and what it may take.
package struct ProcessDetails: Sendable, Hashable {
  /// A number; the raw value is the name in a session file.
  package enum Figure: String, Sendable, Hashable, CaseIterable {
    /// Its parent's id.
    case parent
    /// When it was started, milliseconds since 1970-01-01T00:00Z.
    case started
    /// Descriptors that it may have, the soft RLIMIT_NOFILE.
    case openFiles = "nofile"
    /// Tasks that its user may have, the soft RLIMIT_NPROC; only where it binds: not for root, nor with CAP_SYS_ADMIN or CAP_SYS_RESOURCE.
    case userTasks = "nproc"
    /// Tasks at most in its control group, or in the one above it that has least left: pids.max.
    case tasksMax = "pids_max"
    /// Tasks in that control group.
    case tasks = "pids_current"
    /// KiB at most in its control group, or in the one above it that has least left: memory.max.
    case memoryMax = "memory_max_kib"
    /// KiB charged to that control group.
    case memory = "memory_current_kib"
  }

  /// Its id.
  package var pid: Int64
  /// Its command; data, never markup.
  package var name: String
  /// Its parent's command.
  package var parentName: String?
  /// Its control group, as in /proc/PID/cgroup: `/system.slice/worker.service`.
  package var cgroup: String?
  /// What is known of it.
  ///
  /// A limit that is missing beside what is used of it says that there is none.
  package var figures: [Figure: Int64]

  /// Makes details.
  package init(
    pid: Int64, name: String, parentName: String? = nil, cgroup: String? = nil, figures: [Figure: Int64] = [:]
  ) {
    self.pid = pid
    self.name = name
    self.parentName = parentName
    self.cgroup = cgroup
    self.figures = figures
  }

  /// A number; nil where it is not known.
  package subscript(figure: Figure) -> Int64? { figures[figure] }

  /// With other names in place of those that people gave.
  func renaming(_ rename: (String) -> String) -> ProcessDetails {
    var details = self
    details.name = rename(name)
    details.parentName = parentName.map(rename)
    if let cgroup, cgroup != "/" { details.cgroup = rename(cgroup) }
    return details
  }
}
