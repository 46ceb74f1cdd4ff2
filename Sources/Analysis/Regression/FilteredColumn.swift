/// A regressor z after the noise filter F and its transpose: u = Fᵀ·F·z, with which every scalar product of z is a plain sum.
///
/// For any x the product of the two filtered columns is (F·z)·(F·x) = u·x. So the product with a step at a bin is the sum of u from
/// that bin on, with a kink the same sum weighted by the time since, and with a blip u itself: one pass gives all of them.
struct FilteredColumn {
  /// Four bins.
  struct Entry {
    /// u.
    var twice = SIMD4<Double>.zero
    /// The sum of u from each bin on.
    var sum = SIMD4<Double>.zero
    /// That sum weighted by the time since the bin.
    var ramp = SIMD4<Double>.zero
  }

  /// Bins in groups of four.
  let entries: [Entry]

  /// Passes a column through the filter and back, and sums it up from the end.
  ///
  /// - Parameters:
  ///   - column: z.
  ///   - filter: F.
  ///   - distances: from each bin to the next.
  ///   - white: room for the filtered column.
  init(_ column: PackedVector, _ filter: NoiseFilter, _ distances: PackedVector, _ white: inout [SIMD4<Double>]) {
    do {
      var white = white.mutableSpan
      filter.whiten(column, from: 0) { white[$0] = $1 }
    }
    var entries = [Entry](repeating: Entry(), count: white.count)
    do {
      let (white, distances) = (white.span, distances.groups.span)
      var entries = entries.mutableSpan
      var sum = 0.0
      var ramp = 0.0
      filter.adjoint({ white[$0] }) { group, twice in
        let sums = FilteredColumn.sumsFromEachOn(twice) + sum
        let ramps = FilteredColumn.sumsFromEachOn(SIMD4(sums[1], sums[2], sums[3], sum) * distances[group]) + ramp
        entries[group] = Entry(twice: twice, sum: sums, ramp: ramps)
        (sum, ramp) = (sums[0], ramps[0])
      }
    }
    self.entries = entries
  }

  /// The sums of a step, kink or blip with every step and kink; what else stands in the entries means nothing.
  init(_ form: Basis.Form, _ gram: TruncatedPowerGram, groups: Int) {
    var column = [Entry](repeating: Entry(), count: groups)
    do {
      var entries = column.mutableSpan
      gram.products(form) { bin, step, kink in
        entries[bin >> 2].sum[bin & 3] = step
        entries[bin >> 2].ramp[bin & 3] = kink
      }
    }
    entries = column
  }

  /// The product with the step at a bin.
  func step(_ bin: Int) -> Double { entries[bin >> 2].sum[bin & 3] }

  /// The product with the kink at a bin.
  func kink(_ bin: Int) -> Double { entries[bin >> 2].ramp[bin & 3] }

  /// The product with the blip at a bin.
  func blip(_ bin: Int) -> Double { entries[bin >> 2].twice[bin & 3] }

  /// The product with any column.
  func dot(_ column: PackedVector) -> Double {
    let entries = entries.span
    return column.dot { entries[$0].twice }
  }

  private static func sumsFromEachOn(_ four: SIMD4<Double>) -> SIMD4<Double> {
    let pairs = four + SIMD4(four[1], four[2], four[3], 0)
    return pairs + SIMD4(pairs[2], pairs[3], 0, 0)
  }
}
