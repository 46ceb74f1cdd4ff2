/// Where in an input the lines of a session's samples begin, so that they can be copied from there as they are.
struct SampleIndex: Sendable {
  /// The columns of every line, the time first.
  let columns: [String]
  /// Those that are counts.
  let counts: [String]

  /// The places of some samples, and the others' distances from the one before them: the places of a month take ten megabytes.
  private var bases: [Int64] = []
  private var distances: [UInt32] = []

  private static let samples = 4096

  /// Makes an empty index of lines that all have these columns.
  init(columns: [String], counts: [String]) {
    self.columns = columns
    self.counts = counts
  }

  /// Takes the next sample's place; false where it is too far from the others.
  mutating func append(_ offset: Int64) -> Bool {
    if distances.count % SampleIndex.samples == 0 { bases.append(offset) }
    guard let distance = UInt32(exactly: offset - (bases.last ?? offset)) else { return false }
    distances.append(distance)
    return true
  }

  /// Where a sample's line begins, in bytes.
  subscript(sample: Int) -> Int { Int(bases[sample / SampleIndex.samples]) + Int(distances[sample]) }
}
