import Analysis
import KernelMemory

extension Findings {
  /// One sentence that names the counters without a single value; nil where all are there.
  var absence: String? {
    let names = dimensions.filter { $0.series == nil }.map(\.dimension.name)
    guard !names.isEmpty else { return nil }
    return "Not reported in this session, hence unknown and not zero: \(names.joined(separator: ", "))."
  }
}
