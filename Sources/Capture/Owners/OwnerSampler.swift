import KernelMemory
import SessionFile

/// Takes snapshots of the owners when they are worth their cost, and turns them into lines.
struct OwnerSampler: ~Copyable {
  private var plan: AttributionPlan
  private var collector: OwnerCollector
  private let start: ClockReading

  /// Makes one; the period in milliseconds.
  init(root: String, period: Int64, possibleCPUs: Int?, start: ClockReading) {
    plan = AttributionPlan(period: period)
    collector = OwnerCollector(root: root, possibleCPUs: possibleCPUs)
    self.start = start
  }

  /// The snapshot that a sample asks for; nil where it asks for none.
  mutating func snapshot(after sampler: borrowing Sampler) -> LineBatch? {
    plan.reason(now: sampler.last.monotonic, values: sampler.reader.bands).map { snapshot($0, sampler.reader) }
  }

  /// The snapshot at the recording's end; nil where it would tell nothing new.
  mutating func end(after sampler: borrowing Sampler) -> LineBatch? {
    plan.wantsEnd(sampled: sampler.last.monotonic) ? snapshot(.end, sampler.reader) : nil
  }

  private mutating func snapshot(_ reason: OwnerSnapshot.Reason, _ reader: borrowing CounterReader) -> LineBatch {
    let now = ClockReading.now()
    let snapshot = collector.snapshot(
      reason, time: now.wall, tasks: reader.tasks, value: { reader.value($0) })
    plan.took(
      at: ClockReading.monotonic, cost: snapshot.facts[.cost] ?? 0, values: reader.bands,
      isIncomplete: snapshot.facts[.unknownProcesses] != nil)
    return LineBatch(SessionText.owners(snapshot, elapsed: now.elapsed(since: start)), .passing)
  }
}
