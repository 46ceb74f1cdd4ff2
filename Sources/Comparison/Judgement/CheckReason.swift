package import KernelMemory

/// What a reader of a check should know beside its findings.
package enum CheckReason: Sendable {
  /// Tonight's session cannot be compared.
  case notComparable(Comparability.Obstacle)
  /// So many nights were left out, the first of them for this reason.
  case leftOut(count: Int, first: String, Comparability.Obstacle)
  /// There is one night before: what nights differ by is not known.
  case oneNight
  /// Tonight's kernel is new: levels are not judged.
  case newKernel(String, before: String?)
  /// Levels are judged against so many nights of tonight's kernel.
  case kernelSince(String, nights: Int)
  /// Caches start far below the usual, as after a reboot: what counts is where they end.
  case coldCaches
  /// Levels were accepted with this night, and there is none since.
  case accepted(night: String)
  /// Tonight does not report a counter that nights before did.
  case missing(Dimension)
  /// Only these counters or kinds were asked for.
  case restricted
}
