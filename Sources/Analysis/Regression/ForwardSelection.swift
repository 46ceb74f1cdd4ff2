/// The search for the step or kink that would improve a model most, four places at once.
///
/// Cholesky's factor with one row more tells it: with z the part of a candidate's filtered column that is orthogonal to the model's
/// terms, and r the residual, the sum of squares falls by (z·r)² / (z·z). Both come out of the candidate's products with the model's
/// terms by forward substitution, so that no candidate is fitted (Efroymson's stepwise regression, 1960).
struct ForwardSelection {
  /// A candidate of whose squared length less than this share is left beside the model's terms is none: it would divide by rounding.
  private static let independence = 1e-6

  private let factor: [Double]
  /// One over the factor's diagonal.
  private let scales: [Double]
  private let entries: [FilteredColumn.Entry]
  /// Where in the entries those of each number begin.
  private let starts: [Int]
  private let norms: (steps: PackedVector, kinks: PackedVector)

  /// Prepares the search.
  ///
  /// - Parameters:
  ///   - factor: that of the model's products, the data last.
  ///   - entries: the products of some numbers with steps and kinks, number by number.
  ///   - places: which of these are the model's, the data last.
  ///   - norms: the squared lengths of steps and kinks.
  init(
    _ factor: [Double], _ entries: [FilteredColumn.Entry], _ places: [Int],
    _ norms: (steps: PackedVector, kinks: PackedVector)
  ) {
    starts = places.map { $0 * norms.steps.groups.count }
    scales = places.indices.map { 1 / factor[Cholesky.entries($0) + $0] }
    self.factor = factor
    self.entries = entries
    self.norms = norms
  }

  /// Looks at all places.
  ///
  /// - Parameters:
  ///   - steps: where a step may begin.
  ///   - kinks: where a kink may; inside the former.
  ///   - taken: where nothing may.
  /// - Returns: The term that lowers the sum of squares most; nil where none does.
  func best(steps: Range<Int>, kinks: Range<Int>, except taken: [Int]) -> Term? {
    var along = [FilteredColumn.Entry](repeating: FilteredColumn.Entry(), count: starts.count)
    var best: Term?
    var most = 0.0
    for group in (steps.lowerBound / 4)..<((steps.upperBound + 3) / 4) {
      let (stepped, bent) = gains(group, &along)
      guard max(stepped.max(), bent.max()) > most else { continue }
      for lane in 0..<4 {
        let place = 4 * group + lane
        guard steps.contains(place), !taken.contains(place) else { continue }
        if stepped[lane] > most { (most, best) = (stepped[lane], .step(place)) }
        if kinks.contains(place), bent[lane] > most { (most, best) = (bent[lane], .kink(place)) }
      }
    }
    return best
  }

  /// By how much a term at each of four places lowers the sum of squares; `along` is room for as many numbers as there are.
  private func gains(
    _ group: Int, _ along: inout [FilteredColumn.Entry]
  ) -> (steps: SIMD4<Double>, kinks: SIMD4<Double>) {
    let (factor, scales, entries, starts) = (factor.span, scales.span, entries.span, starts.span)
    var along = along.mutableSpan
    let whole = (steps: norms.steps.groups[group], kinks: norms.kinks.groups[group])
    var rest = whole
    var (sum, ramp) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var start = 0
    for row in along.indices {
      (sum, ramp) = (entries[starts[row] + group].sum, entries[starts[row] + group].ramp)
      for column in 0..<row {
        let part = factor[start + column]
        sum -= part * along[column].sum
        ramp -= part * along[column].ramp
      }
      // The last row is the data's: z·r.
      guard row + 1 < along.count else { break }
      sum *= scales[row]
      ramp *= scales[row]
      along[row].sum = sum
      along[row].ramp = ramp
      rest.steps -= sum * sum
      rest.kinks -= ramp * ramp
      start += row + 1
    }
    let least = ForwardSelection.independence
    return (
      (sum * sum / rest.steps).replacing(with: 0, where: .!(rest.steps .> least * whole.steps)),
      (ramp * ramp / rest.kinks).replacing(with: 0, where: .!(rest.kinks .> least * whole.kinks))
    )
  }

  /// The products with steps and kinks of the numbers that models had for which a term was looked for.
  struct Columns {
    private var numbers: [Int] = []
    /// Number by number.
    private(set) var entries: [FilteredColumn.Entry] = []

    /// Where the entries of some numbers stand, each as a multiple of a column's length; those that are not there yet are computed.
    mutating func places(of wanted: [Int], _ products: (Int) -> FilteredColumn) -> [Int] {
      let fresh = wanted.count { !numbers.contains($0) }
      // Room for the largest of models; what was tried and dropped would pile up.
      if numbers.count + fresh > max(16, wanted.count) { (numbers, entries) = ([], []) }
      for number in wanted where !numbers.contains(number) {
        let column = products(number).entries
        if numbers.isEmpty { entries.reserveCapacity(8 * column.count) }
        numbers.append(number)
        entries += column
      }
      return wanted.compactMap { numbers.firstIndex(of: $0) }
    }
  }
}
