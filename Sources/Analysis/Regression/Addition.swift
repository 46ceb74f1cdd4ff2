/// The search for a step or kink that would improve a model most: by Cholesky's factor with one number more, four places at once.
struct Addition {
  private let factor: [Double]
  /// One over the factor's diagonal.
  private let scales: [Double]
  private let entries: [Products.Entry]
  /// Where in the entries those of each number begin.
  private let starts: [Int]
  private let norms: (steps: Lanes, kinks: Lanes)

  /// Prepares the search.
  ///
  /// - Parameters:
  ///   - factor: that of the model's products, the data last.
  ///   - entries: the products of some numbers with steps and kinks, number by number.
  ///   - places: which of these are the model's, the data last.
  ///   - norms: the squared lengths of steps and kinks.
  init(_ factor: [Double], _ entries: [Products.Entry], _ places: [Int], _ norms: (steps: Lanes, kinks: Lanes)) {
    starts = places.map { $0 * norms.steps.groups.count }
    scales = places.indices.map { 1 / factor[$0 * ($0 + 3) / 2] }
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
    var along = [Products.Entry](repeating: Products.Entry(), count: starts.count)
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
  private func gains(_ group: Int, _ along: inout [Products.Entry]) -> (steps: SIMD4<Double>, kinks: SIMD4<Double>) {
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
      // The last row is the data's: what of them lies along the term and along nothing else.
      guard row + 1 < along.count else { break }
      sum *= scales[row]
      ramp *= scales[row]
      along[row].sum = sum
      along[row].ramp = ramp
      rest.steps -= sum * sum
      rest.kinks -= ramp * ramp
      start += row + 1
    }
    return (
      (sum * sum / rest.steps).replacing(with: 0, where: .!(rest.steps .> 1e-6 * whole.steps)),
      (ramp * ramp / rest.kinks).replacing(with: 0, where: .!(rest.kinks .> 1e-6 * whole.kinks))
    )
  }
}
