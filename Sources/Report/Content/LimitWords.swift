import Analysis
import KernelMemory

/// The words on the limit that a growth leads to, and on limits that were not recorded.
struct LimitWords {
  let judgement: Judgement
  let session: Session

  /// `at this rate kernel.pid_max (32,768, of which 2,104 are used) is reached in 20 to 22 minutes.`; nil where no limit is known.
  var forecast: String? {
    guard let soonest = judgement.figures[.soonest] else { return nil }
    let isMemory = judgement.limit == nil || judgement.limit == .memAvailable
    let left = "at this rate \(isMemory ? "MemAvailable (\(Phrase.size(judgement[.available])))" : limit)"
    guard judgement.isForetold else {
      let far = "\(span(.seen)) of growth can foretell (\(span(.horizon)))"
      return isMemory ? "\(left) lasts longer than \(far)." : "\(left) is not reached for longer than \(far)."
    }
    guard soonest < 24 * 365 else { return "\(left) \(isMemory ? "lasts" : "holds") for more than a year." }
    // The far end of a wide interval is farther than the record can tell.
    let hours =
      judgement[.latest] <= 2 * judgement[.horizon]
      ? Phrase.hours(soonest, judgement[.latest]) : "\(Phrase.least(soonest)) or more"
    return "\(left) is \(isMemory ? "gone" : "reached") in \(hours)."
  }

  /// That a limit of threads may come first which was not recorded; nil where both are, and for other dimensions.
  var unknown: String? {
    let host = session.header.host
    guard judgement.dimension == .kernelStack else { return nil }
    let missing = [(host.threadsMax, "kernel.threads-max"), (host.pidMax, "kernel.pid_max")].filter { $0.0 == nil }
    guard !missing.isEmpty else { return nil }
    let names = missing.map(\.1).joined(separator: " and ")
    return
      "\(names) \(missing.count == 1 ? "was" : "were") not recorded: a limit of threads may be reached sooner, and which is unknown."
  }

  /// `pids.max of /system.slice/worker.service (4,915, of which 2,104 are used)`.
  private var limit: String {
    guard let limit = judgement.limit else { return "the limit" }
    let isConditional = judgement.figures[.conditional] == 1
    let whose = judgement.subject ?? (isConditional ? "the recorder's control group" : nil)
    func amount(_ number: Double) -> String {
      limit.isMemory ? Phrase.size(number) : Phrase.number(Int64(max(0, min(1e15, number))))
    }
    var size = amount(judgement[.limit])
    if let used = judgement.figures[.used], used > 0, !(isConditional && limit.isMemory) {
      size += ", of which \(amount(used)) \(limit.isMemory ? "is" : "are") used"
    }
    let name = limit.rawValue + (whose.map { " of \($0)" } ?? "")
    let condition =
      !isConditional ? "" : ", if \(limit.isMemory ? "this memory is" : "the threads are") charged to it,"
    return "\(name) (\(size))\(condition)"
  }

  /// A length of time, from hours.
  private func span(_ figure: Judgement.Figure) -> String {
    CivilTime.duration(milliseconds: Int64(max(0, min(9e14, judgement[figure] * 3_600_000))))
  }
}
