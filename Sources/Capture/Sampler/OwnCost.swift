import Glibc
import KernelMemory

/// What this process has used since it was started.
enum OwnCost {
  /// The event that tells it.
  ///
  /// The peak is VmHWM: getrusage(2) also counts what the process was before execve(2).
  static var now: SessionEvent.Kind {
    var used = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used)
    let microseconds = Int64(used.tv_sec) * 1_000_000 + Int64(used.tv_nsec) / 1000
    let status = HostFiles(root: "/").text("proc/self/status") ?? ""
    let peak = status.pieces("\n").first { $0.hasPrefix("VmHWM:") }
    let kibibytes = peak?.pieces(" ").dropFirst().first.flatMap { Int64($0) }
    return .cost(cpu: microseconds, memory: kibibytes.map { Bytes(kibibytes: $0) })
  }
}
