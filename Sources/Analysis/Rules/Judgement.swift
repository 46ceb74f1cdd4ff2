package import KernelMemory

/// What one rule says of one dimension, in numbers; words are made from it where a report is written.
package struct Judgement: Sendable, Hashable {
  /// The rule's name.
  package var rule: String
  /// The dimension that was asked about.
  package var dimension: Dimension
  /// How bad it is.
  package var verdict: Verdict
  /// Why.
  package var reason: Reason
  /// What the rule compared, in ``unit``; nil where a yes or no decided.
  package var measured: Double?
  /// What it was compared with, in ``unit``; nil where a yes or no decided.
  package var threshold: Double?
  /// The unit of both; nil where a yes or no decided.
  package var unit: Unit?
  /// When what was judged began and ended, milliseconds since 1970-01-01T00:00Z; nil for a level.
  package var span: ClosedRange<Int64>?
  /// The limit that the judgement is about; nil for one that is about none.
  package var limit: Limit?
  /// Whose limit that is, a control group or a process; nil where it is the host's.
  package var subject: String?
  /// Further numbers that its sentence names.
  package var figures: [Figure: Double]

  /// What `measured` and `threshold` are counted in; the raw value is the name in the findings' JSON.
  package enum Unit: String, Sendable, Hashable, CaseIterable {
    /// Standard errors above zero.
    case standardErrors = "standard_errors"
    /// Hours.
    case hours
    /// A part of one whole.
    case share
    /// So many times another number.
    case times
    /// MiB.
    case mebibytes
  }

  /// Something that runs out; the raw value is the name in the findings' JSON.
  package enum Limit: String, Sendable, Hashable, CaseIterable {
    /// What new work can have without swapping.
    case memAvailable = "MemAvailable"
    /// Threads on the host.
    case threadsMax = "kernel.threads-max"
    /// Ids of processes and threads.
    case pidMax = "kernel.pid_max"
    /// Tasks in a control group.
    case cgroupTasks = "pids.max"
    /// Tasks of a user.
    case userTasks = "RLIMIT_NPROC"
    /// Memory of a control group.
    case cgroupMemory = "memory.max"
    /// Descriptors of a process.
    case openFiles = "RLIMIT_NOFILE"
    /// Open files on the host.
    case fileMax = "fs.file-max"
    /// Mappings of a process.
    case maxMapCount = "vm.max_map_count"
    /// Ids of memory cgroups, 16 bits.
    case memoryCgroups = "memory cgroup ids"
    /// Address space of vmalloc, which is short on 32-bit machines.
    case vmallocTotal = "VmallocTotal"
  }

  /// A number that a sentence names; the raw value is the name in the findings' JSON.
  package enum Figure: String, Sendable, Hashable, CaseIterable {
    /// A change of the dimension, KiB.
    case change = "change_kib"
    /// A change of another counter over the same time, KiB.
    case otherChange = "other_change_kib"
    /// A change of the memory of processes over the same time, KiB; the level itself where a level is judged.
    case processes = "processes_change_kib"
    /// A change of shared memory and tmpfs over the same time, KiB; the level itself where a level is judged.
    case sharedMemory = "shared_memory_change_kib"
    /// A change of the kernel's counters over the same time, KiB.
    case kernel = "kernel_change_kib"
    /// A change of pools of huge pages over the same time, KiB.
    case hugePages = "huge_pages_change_kib"
    /// What is left of the limit, KiB.
    case available = "available_kib"
    /// The limit itself, where it is not MemAvailable: a count, or KiB.
    case limit
    /// What is used of that limit at the end.
    case used
    /// 1 where the limit is the recorder's own control group's, which what grows need not be charged to.
    case conditional
    /// The rate that it falls at, KiB an hour.
    case rate = "rate_kib_per_hour"
    /// The soonest that the limit is reached, hours.
    case soonest = "soonest_hours"
    /// The latest that the limit is reached, hours.
    case latest = "latest_hours"
    /// How long the growth was seen, hours.
    case seen = "seen_hours"
    /// How far ahead it can be foretold, hours.
    case horizon = "horizon_hours"
    /// A level at the end, KiB.
    case level = "level_kib"
    /// A number of things before.
    case before
    /// A number of things after, or altogether.
    case after
  }

  /// Whether the limit is reached within the time that the growth was seen for long enough to foretell.
  package var isForetold: Bool {
    guard let soonest = figures[.soonest], let horizon = figures[.horizon] else { return false }
    return soonest <= horizon
  }

  /// A figure; not a number where the judgement has none.
  package subscript(figure: Figure) -> Double { figures[figure] ?? .nan }
}
