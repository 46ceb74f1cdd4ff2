package import KernelMemory

/// What one session says about its job: all that a comparison reads of it.
package struct RunSummary: Sendable {
  /// The counters that are compared, halves before wholes.
  package static let dimensions: [Dimension] = [
    .sReclaimable, .sUnreclaim, .vmallocUsed, .kernelStack, .pageTables, .percpu, .slab,
  ]

  /// The fewest samples that tell something about a run.
  package static let fewest = 12

  /// The session's file, without its folder.
  package let name: String

  /// What the header says.
  package let header: SessionHeader

  /// All usable RAM; nil where it is unknown.
  package let ram: Bytes?

  /// The number of samples.
  package let samples: Int

  /// When the job ran; nil without a sample.
  package let job: JobSpan?

  /// What it did to each counter that the session reports.
  package let counters: [Dimension: CounterSummary]

  /// At each place of the course, the share of the job's time that has passed.
  let progress: [Double]

  /// The most KiB that each owner was seen with, by name; a kind is missing where no snapshot lists it.
  package let owners: [OwnerList.Kind: [String: Int64]]

  /// Summarises a session.
  package init(_ session: Session, name: String) {
    self.name = name
    header = session.header
    ram = session.ram
    samples = session.times.count
    let job = JobSpan(session)
    self.job = job
    var counters: [Dimension: CounterSummary] = [:]
    var progress: [Double] = []
    if let job {
      let grid = job.times(CounterSummary.places)
      let length = Double(max(1, job.duration))
      progress = grid.map { ($0 - Double(job.start)) / length }
      for dimension in RunSummary.dimensions {
        guard let series = session.series(dimension) else { continue }
        counters[dimension] = CounterSummary(times: series.times, values: series.values, job: job, grid: grid)
      }
    }
    self.counters = counters
    self.progress = progress
    owners = RunSummary.owners(of: session)
  }

  /// How many iterations the job had; 0 where it marked none.
  package var iterations: Int { job?.iterations.count ?? 0 }

  /// Milliseconds since 1970-01-01T00:00Z: when the session began.
  package var start: Int64 { header.start }

  private static func owners(of session: Session) -> [OwnerList.Kind: [String: Int64]] {
    var owners: [OwnerList.Kind: [String: Int64]] = [:]
    for list in session.owners.flatMap(\.lists) {
      for owner in list.owners {
        guard let size = list.value(.kib, of: owner) else { continue }
        owners[list.kind, default: [:]][owner.name] = max(size, owners[list.kind]?[owner.name] ?? 0)
      }
    }
    return owners
  }
}
