import ArgumentParser
import Comparison
import KernelMemory

/// A plain limit as people type it: `SUnreclaim:level=80M`.
struct LimitArgument {
  /// The limit.
  let limit: CheckLimit

  private static let units: [Character: Double] = ["K": 1, "M": 1024, "G": 1_048_576]

  /// Parses one.
  ///
  /// - Throws: What is wrong with it, as a `ValidationError`.
  init(_ text: String) throws {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false)
    let names = parts.first?.split(separator: ":", omittingEmptySubsequences: false) ?? []
    guard parts.count == 2, names.count == 2 else {
      throw ValidationError("--limit \(text): a limit is COUNTER:KIND=SIZE, such as SUnreclaim:level=80M")
    }
    guard let dimension = RunSummary.dimensions.first(where: { $0.name == names[0] }) else {
      let known = RunSummary.dimensions.map(\.name).joined(separator: ", ")
      throw ValidationError("--limit \(text): the counters are \(known)")
    }
    guard let kind = CheckFinding.Kind(rawValue: String(names[1])), kind != .drift else {
      throw ValidationError("--limit \(text): the kinds are level, growth, leftover, per-iteration and peak")
    }
    var digits = parts[1]
    if digits.uppercased().hasSuffix("IB") { digits.removeLast(2) }
    let factor = digits.last.flatMap { LimitArgument.units[Character($0.uppercased())] }
    if factor != nil { digits.removeLast() }
    guard let number = Double(digits), number.isFinite, number >= 0 else {
      throw ValidationError("--limit \(text): the size is a number of K, M or G, such as 80M")
    }
    limit = CheckLimit(dimension, kind, kibibytes: number * (factor ?? 1.0 / 1024))
  }
}
