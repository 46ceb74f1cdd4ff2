/// Whose memory a counter of /proc/meminfo is about where LXCFS serves the file.
package enum CounterScope: String, Sendable, Hashable, CaseIterable {
  /// What is charged to the container's cgroup, against its limit.
  case container
  /// The whole host's, passed through.
  case host
  /// LXCFS puts a zero in its place.
  case blanked
  /// It depends on the version of LXCFS, and the session does not tell.
  case unknown

  /// Counters that LXCFS computes from the container's cgroup (`src/proc_fuse.c` of LXCFS, releases 4 to 6, at 07c90197).
  static let computed: Set<String> = [
    "MemTotal", "MemFree", "MemAvailable", "Cached", "Active", "Inactive", "Active(anon)", "Inactive(anon)",
    "Active(file)", "Inactive(file)", "Unevictable", "SwapTotal", "SwapFree", "Dirty", "Writeback", "AnonPages",
    "Mapped",
    "Shmem", "AnonHugePages",
  ]

  /// Counters that it prints as 0.
  static let zeroed: Set<String> = ["Buffers", "SwapCached", "ShmemHugePages", "ShmemPmdMapped"]
}
