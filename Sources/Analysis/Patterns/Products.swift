/// The scalar products of terms after one noise filter: all that least squares needs, with nothing computed twice.
///
/// With u the column that went through the filter and back, the product with a step at a bin is the sum of u from that bin on, and
/// with a kink the same sum weighted by the time since: so one pass over a column gives its products with every step and kink.
struct Products {
  /// A column at four bins: after the filter there and back, its sum from each bin on, and that sum weighted by the time since.
  private struct Entry {
    var twice = SIMD4<Double>.zero
    var sum = SIMD4<Double>.zero
    var ramp = SIMD4<Double>.zero
  }

  /// What makes the noise white.
  let filter: NoiseFilter
  /// Squared lengths of the steps and kinks that begin at each bin.
  private let norms: (steps: Lanes, kinks: Lanes)
  /// From each bin to the next.
  private let distances: Lanes
  /// Where the column of a number stands among those that went through the filter, -1 for none.
  private var places: [Int]
  private var taken: [[Entry]] = []
  /// Their products with the data.
  private var withData: [Double] = []
  /// Squared lengths of curves and blips, -1 where unknown.
  private var lengths: [Double] = []
  private var white: [SIMD4<Double>]
  /// The numbers of the last model, as far as it could be factorised: the next one often begins with the same terms.
  private var last: [Int] = []
  /// Its Cholesky's factor, row by row.
  private(set) var factor: [Double] = []

  /// Starts with the data, the level and the line.
  init(_ filter: NoiseFilter, _ basis: Basis) {
    self.filter = filter
    let lengths = filter.norms(basis.times)
    norms = (Lanes(lengths.steps), Lanes(lengths.kinks))
    distances = Lanes(zip(basis.times.dropFirst(), basis.times).map { $0 - $1 } + [0])
    places = [Int](repeating: -1, count: basis.count)
    white = [SIMD4<Double>](repeating: .zero, count: filter.steps.count)
    taken.reserveCapacity(16)
    for number in 0..<Basis.common { take(number, basis) }
  }

  /// Starts with what does not depend on the data in the products of a series that was sampled at the same times.
  init(_ former: Products, _ basis: Basis) {
    filter = former.filter
    norms = former.norms
    distances = former.distances
    white = former.white
    places = [Int](repeating: -1, count: basis.count)
    taken.reserveCapacity(16)
    take(Basis.data, basis)
    for number in [Basis.level, Basis.line] { add(number, former.taken[former.places[number]], basis) }
    lengths = [Double](repeating: -1, count: basis.count)
    for (number, old) in basis.inherited where old < former.lengths.count { lengths[number] = former.lengths[old] }
  }

  /// The product of two numbers.
  mutating func product(_ first: Int, _ second: Int, _ basis: Basis) -> Double {
    if max(first, second) >= places.count {
      places += [Int](repeating: -1, count: basis.count - places.count)
    }
    if first == second {
      switch basis.form(first) {
      case .step(let bin): return norms.steps[bin]
      case .kink(let bin): return norms.kinks[bin]
      case .blip(let bin): return length(first, from: bin / 4, basis)
      case .curve: return length(first, from: 0, basis)
      }
    }
    if places[first] < 0, places[second] < 0 {
      // The one that the last model had too will be met again; the other may be a place that is only tried.
      take(last.contains(first) && !last.contains(second) ? first : second, basis)
    }
    var (known, other) = (first, second)
    // What is common needs no column of its own, so of two that are known it is the other.
    if places[known] < 0 || known < Basis.common && places[other] >= 0 { (known, other) = (second, first) }
    let place = places[known]
    switch basis.form(other) {
    case .step(let bin): return taken[place][bin >> 2].sum[bin & 3]
    case .kink(let bin): return taken[place][bin >> 2].ramp[bin & 3]
    case .blip(let bin): return taken[place][bin >> 2].twice[bin & 3]
    case .curve:
      switch other {
      case Basis.data: return withData[place]
      // The level is a step at the first bin, the line a kink there.
      case Basis.level: return taken[place][0].sum[0]
      case Basis.line: return taken[place][0].ramp[0] + basis.times[0] * taken[place][0].sum[0]
      default: return dot(basis.column(other), place)
      }
    }
  }

  /// The squared length of a whitened curve or blip, which many a model needs of a term and nothing else.
  private mutating func length(_ number: Int, from group: Int, _ basis: Basis) -> Double {
    if lengths.count <= number { lengths += [Double](repeating: -1, count: basis.count - lengths.count) }
    if lengths[number] < 0 { lengths[number] = filter.length(basis.column(number), from: group) }
    return lengths[number]
  }

  /// Passes a column through the filter and back, and sums it up from the end.
  private mutating func take(_ number: Int, _ basis: Basis) {
    let filter = filter
    do {
      var white = white.mutableSpan
      filter.whiten(basis.column(number), from: 0) { white[$0] = $1 }
    }
    var column = [Entry](repeating: Entry(), count: white.count)
    do {
      let (white, distances) = (white.span, distances.groups.span)
      var column = column.mutableSpan
      var sum = 0.0
      var ramp = 0.0
      filter.adjoint({ white[$0] }) { group, twice in
        let sums = Products.sumsFromEachOn(twice) + sum
        let ramps = Products.sumsFromEachOn(SIMD4(sums[1], sums[2], sums[3], sum) * distances[group]) + ramp
        column[group] = Entry(twice: twice, sum: sums, ramp: ramps)
        (sum, ramp) = (sums[0], ramps[0])
      }
    }
    add(number, column, basis)
  }

  private mutating func add(_ number: Int, _ column: [Entry], _ basis: Basis) {
    places[number] = taken.count
    taken.append(column)
    withData.append(dot(basis.column(Basis.data), places[number]))
  }

  private static func sumsFromEachOn(_ four: SIMD4<Double>) -> SIMD4<Double> {
    let pairs = four + SIMD4(four[1], four[2], four[3], 0)
    return pairs + SIMD4(pairs[2], pairs[3], 0, 0)
  }

  /// The product of a column with one that went through the filter.
  private func dot(_ column: Lanes, _ place: Int) -> Double {
    let entries = taken[place]
    return column.dot { entries[$0].twice }
  }

  /// Finds Cholesky's factor of the products of some numbers, the last of which is the data.
  ///
  /// - Returns: The sum of squared residuals, the square of the factor's last entry; nil when a number depends on those before it.
  mutating func squares(_ numbers: [Int], _ basis: Basis) -> Double? {
    var alike = 0
    while alike < min(numbers.count, last.count), numbers[alike] == last[alike] { alike += 1 }
    last.removeLast(last.count - alike)
    factor.removeLast(factor.count - alike * (alike + 1) / 2)
    for row in alike..<numbers.count {
      let start = factor.count
      for column in 0..<row {
        let other = column * (column + 1) / 2
        var sum = product(numbers[row], numbers[column], basis)
        for index in 0..<column { sum -= factor[start + index] * factor[other + index] }
        factor.append(sum / factor[other + column])
      }
      let whole = product(numbers[row], numbers[row], basis)
      var sum = whole
      for index in start..<factor.count { sum -= factor[index] * factor[index] }
      guard numbers[row] == Basis.data || sum > 1e-9 * whole && sum > 0 else {
        factor.removeLast(row)
        return nil
      }
      factor.append(max(0, sum).squareRoot())
      last.append(numbers[row])
    }
    return factor.last.map { $0 * $0 }
  }

  /// The step or kink that would lower the sum of squares most, given the factor of a model with the data last; four places at once.
  mutating func addition(
    to numbers: [Int], _ factor: [Double], steps: Range<Int>, kinks: Range<Int>, except taken: [Int], _ basis: Basis
  ) -> Term? {
    for number in numbers where places[number] < 0 { take(number, basis) }
    let columns = numbers.map { self.taken[places[$0]] }
    var along = [SIMD4<Double>](repeating: .zero, count: numbers.count)
    var best: Term?
    var most = 0.0
    for group in (steps.lowerBound / 4)..<((steps.upperBound + 3) / 4) {
      let stepped = Products.gains(factor, norms.steps.groups[group], &along) { columns[$0][group].sum }
      let bent = Products.gains(factor, norms.kinks.groups[group], &along) { columns[$0][group].ramp }
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

  /// By how much another term, one at each of four places, lowers the sum of squares, from its products with the model's terms and,
  /// last, with the data.
  @inline(__always)
  private static func gains(
    _ factor: [Double], _ whole: SIMD4<Double>, _ along: inout [SIMD4<Double>], _ product: (Int) -> SIMD4<Double>
  ) -> SIMD4<Double> {
    let factor = factor.span
    var along = along.mutableSpan
    var norm = whole
    var start = 0
    for row in 0..<(along.count - 1) {
      var sum = product(row)
      for column in 0..<row { sum -= factor[start + column] * along[column] }
      sum /= factor[start + row]
      along[row] = sum
      norm -= sum * sum
      start += row + 1
    }
    var sum = product(along.count - 1)
    for column in 0..<(along.count - 1) { sum -= factor[start + column] * along[column] }
    return (sum * sum / norm).replacing(with: 0, where: .!(norm .> 1e-6 * whole))
  }
}
