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

  /// How far the host's clock was ahead of UTC when the recording began, minutes; negative west of Greenwich.
  package var utcOffset: Int64? { self["utc_offset_minutes"]?.integer }

  /// `UTC+05:30`; nil where it is not known.
  package var wordsOfOffset: String? {
    guard let utcOffset else { return nil }
    let (hours, minutes) = utcOffset.magnitude.quotientAndRemainder(dividingBy: 60)
    func padded(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "UTC\(utcOffset < 0 ? "-" : "+")\(padded(hours)):\(padded(minutes))"
  }

  /// A moment by the host's own clock, as that stood when the recording began; nil where it is not known or is UTC.
  package func local(_ milliseconds: Int64) -> CivilTime? {
    guard let utcOffset, utcOffset != 0 else { return nil }
    return CivilTime(milliseconds: milliseconds + utcOffset * 60_000)
  }
}
