/// The limits that a forecast may meet; one that was not recorded is nil and never assumed.
extension HostFacts {
  /// Threads on the host at most, kernel.threads-max.
  package var threadsMax: Int64? { self["threads_max"]?.integer }

  /// Ids of processes and threads at most, kernel.pid_max: the greatest id is one less.
  package var pidMax: Int64? { self["pid_max"]?.integer }

  /// Mappings in one process at most, vm.max_map_count.
  package var maxMapCount: Int64? { self["max_map_count"]?.integer }

  /// Open files on the host at most, fs.file-max; where it is 2^62 or more, there is none in effect.
  package var fileMax: Int64? { self["file_max"]?.integer }

  /// Tasks in the recorder's own cgroup at most, the lowest pids.max from it up; `.integer`, or the text ``HostFact/noLimit``.
  package var cgroupPidsMax: HostValue? { self["cgroup_pids_max"] }

  /// Memory of the recorder's own cgroup at most, KiB, the lowest memory.max from it up; `.integer`, or the text ``HostFact/noLimit``.
  package var cgroupMemoryMax: HostValue? { self["cgroup_memory_max_kb"] }

  /// The name of the host's time zone, as `Europe/Berlin`.
  package var timeZone: String? { self["time_zone"]?.text }
}
