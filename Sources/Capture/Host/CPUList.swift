/// A list of CPUs or nodes as the kernel writes it: `0-3,8,10-11`.
struct CPUList: Sendable, Hashable {
  /// How many the list names.
  let count: Int

  /// Reads a list; nil where it is malformed or names none.
  ///
  /// The format is `%*pbl`, which the kernel documents in `Documentation/admin-guide/cputopology.rst`.
  init?(_ text: String) {
    var count = 0
    for part in text.trimmed.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      guard let first = ends.first.flatMap({ Int($0) }), let last = ends.last.flatMap({ Int($0) }),
        ends.count <= 2, first >= 0, last >= first, last < 1 << 20
      else { return nil }
      count += last - first + 1
    }
    self.count = count
  }
}
