/// Who holds kernel memory at one moment.
package struct OwnerSnapshot: Sendable, Hashable {
  /// Why it was taken; the raw value is the name in a session file.
  package enum Reason: String, Sendable, Hashable, CaseIterable {
    /// The recording begins.
    case start
    /// The time for the next one has come.
    case period
    /// A dimension moved far since the one before.
    case move
    /// The recording ends.
    case end
  }

  /// A number beside the lists; the raw value is the name in a session file.
  package enum Fact: String, Sendable, Hashable, CaseIterable {
    /// Dentries, from /proc/sys/fs/dentry-state.
    case dentries
    /// Dentries that nothing uses.
    case unusedDentries = "dentries_unused"
    /// Dentries of names that do not exist; since 5.0, 0 before.
    case negativeDentries = "dentries_negative"
    /// Inodes, from /proc/sys/fs/inode-nr.
    case inodes
    /// Open files, from /proc/sys/fs/file-nr.
    case files
    /// Memory cgroups, removed ones that live on among them, from /proc/cgroups.
    case memoryCgroups = "cgroups_memory"
    /// The most cgroups that any one controller has.
    case cgroups
    /// Folders of cgroups that can be seen.
    case visibleCgroups = "cgroups_visible"
    /// Removed cgroups that live on.
    case dyingCgroups = "cgroups_dying"
    /// Network namespaces.
    case networkNamespaces = "network_namespaces"
    /// Mounts in this namespace.
    case mounts
    /// XFS file systems among them, each with per-CPU counters and queues of its own.
    case xfsMounts = "mounts_xfs"
    /// BPF maps.
    case bpfMaps = "bpf_maps"
    /// BPF programs.
    case bpfPrograms = "bpf_programs"
    /// The sum of `pages=` in /proc/vmallocinfo, KiB: VmallocUsed on 5.3 and later.
    case vmallocKiB = "vmalloc_kib"
    /// VmallocUsed of /proc/meminfo at the same moment, KiB.
    case vmallocUsed = "vmalloc_used_kib"
    /// Processes.
    case processes
    /// Processes whose page tables were read for this snapshot; those of the others are of an earlier one.
    case examined
    /// Processes of which nothing but the number of threads is known yet.
    case unknownProcesses = "processes_unknown"
    /// Tasks that are kernel threads.
    case kernelThreads = "kernel_threads"
    /// Bytes a stack.
    case stackBytes = "stack_bytes"
    /// CPU time that the snapshot took, microseconds.
    case cost = "cpu_us"
  }

  /// Milliseconds since 1970-01-01T00:00Z on the session's axis.
  package var time: Int64

  /// Why it was taken.
  package var reason: Reason

  /// The lists, one a kind that could be read.
  package var lists: [OwnerList]

  /// The numbers that could be read.
  package var facts: [Fact: Int64]

  /// The few processes that most of a growth is with, as far as they could be looked at.
  package var processes: [ProcessDetails] = []

  /// What could not be read, and the remedy, a sentence each without a period.
  package var remarks: [String]

  /// Makes a snapshot.
  package init(
    time: Int64, reason: Reason, lists: [OwnerList] = [], facts: [Fact: Int64] = [:], remarks: [String] = []
  ) {
    self.time = time
    self.reason = reason
    self.lists = lists
    self.facts = facts
    self.remarks = remarks
  }

  /// Snapshots in the order of their times; those of one time stay in the order in which they are given.
  package static func sorted(_ snapshots: [OwnerSnapshot]) -> [OwnerSnapshot] {
    snapshots.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  /// The list of a kind; nil where it could not be read.
  package subscript(kind: OwnerList.Kind) -> OwnerList? { lists.first { $0.kind == kind } }
}
