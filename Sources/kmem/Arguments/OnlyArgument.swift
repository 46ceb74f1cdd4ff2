import ArgumentParser
import Comparison
import KernelMemory

/// The counters and kinds that alone are judged: `SUnreclaim,growth`.
struct OnlyArgument {
  private var counters: Set<Dimension> = []
  private var kinds: Set<CheckFinding.Kind> = []

  /// Parses a list; no counter means all of them, and no kind all kinds.
  ///
  /// - Throws: Which word is neither, as a `ValidationError`.
  init(_ text: String) throws {
    for word in text.split(separator: ",") {
      if let counter = RunSummary.dimensions.first(where: { $0.name == word }) {
        counters.insert(counter)
      } else if let kind = CheckFinding.Kind(rawValue: String(word)) {
        kinds.insert(kind)
      } else {
        let counters = RunSummary.dimensions.map(\.name)
        let known = (counters + CheckFinding.Kind.allCases.map(\.rawValue)).joined(separator: ", ")
        throw ValidationError("--only: “\(word)” is neither a counter nor a kind; they are \(known)")
      }
    }
    if counters.isEmpty, kinds.isEmpty { throw ValidationError("--only names no counter and no kind") }
  }

  /// Whether a finding is asked for.
  func contains(_ finding: CheckFinding) -> Bool {
    (counters.isEmpty || counters.contains(finding.dimension))
      && (kinds.isEmpty || finding.kind.map(kinds.contains) ?? true)
  }
}
