/// The scalar products of terms after one noise filter: all that least squares needs, with nothing computed twice.
///
/// With u the column that went through the filter and back, the product with a step at a bin is the sum of u from that bin on, and
/// with a kink the same sum weighted by the time since: so one pass over a column gives its products with every step and kink. Those
/// of steps, kinks and blips among each other need no pass.
struct Products {
  /// A column at four bins: after the filter there and back, its sum from each bin on, and that sum weighted by the time since.
  struct Entry {
    var twice = SIMD4<Double>.zero
    var sum = SIMD4<Double>.zero
    var ramp = SIMD4<Double>.zero
  }

  /// What makes the noise white.
  let filter: NoiseFilter
  private let onsets: Onsets
  /// From each bin to the next.
  private let distances: Lanes
  /// Where the column of a number stands among those that went through the filter, -1 for none.
  private var places: [Int]
  private var taken: [[Entry]] = []
  /// Their products with the data.
  private var withData: [Double] = []
  /// The products with steps and kinks of some numbers, for models that a term was looked for.
  private var columns: (numbers: [Int], entries: [Entry]) = ([], [])
  /// Squared lengths of curves, -1 where unknown.
  private var lengths: [Double] = []
  private var white: [SIMD4<Double>]
  /// The numbers of the last model: the next one often has the same terms, at the beginning or all but one.
  private var last: [Int] = []
  /// Their products, row by row up to the diagonal; what stands behind them means nothing.
  private var products: [Double] = []
  /// How many rows its factor has: all, or those before the first that depends on others.
  private var rows = 0
  /// Its Cholesky's factor, row by row.
  private(set) var factor: [Double] = []

  /// Starts with the level and the line.
  init(_ filter: NoiseFilter, _ basis: Basis) {
    self.filter = filter
    onsets = Onsets(filter, basis.times)
    distances = Lanes(zip(basis.times.dropFirst(), basis.times).map { $0 - $1 } + [0])
    places = [Int](repeating: -1, count: basis.count)
    white = [SIMD4<Double>](repeating: .zero, count: filter.steps.count)
    taken.reserveCapacity(16)
    for number in [Basis.level, Basis.line] { take(number, basis) }
  }

  /// Starts with what does not depend on the data in the products of a series that was sampled at the same times.
  init(_ former: Products, _ basis: Basis) {
    filter = former.filter
    onsets = former.onsets
    distances = former.distances
    white = former.white
    places = [Int](repeating: -1, count: basis.count)
    taken.reserveCapacity(16)
    for number in [Basis.level, Basis.line] { add(number, former.taken[former.places[number]], basis) }
    lengths = [Double](repeating: -1, count: basis.count)
    for (number, old) in basis.inherited where old < former.lengths.count { lengths[number] = former.lengths[old] }
  }

  /// Lets the columns go that no other series has use for.
  mutating func forget() {
    taken = [Basis.level, Basis.line].map { taken[places[$0]] }
    places = [Int](repeating: -1, count: places.count)
    (places[Basis.level], places[Basis.line]) = (0, 1)
    withData = []
    (last, rows) = ([], 0)
    factor = []
    columns = ([], [])
  }

  /// The product of two numbers.
  mutating func product(_ first: Int, _ second: Int, _ basis: Basis) -> Double {
    let forms = (basis.form(first), basis.form(second))
    if first == second {
      switch forms.0 {
      case .step(let bin): return onsets.norms.steps[bin]
      case .kink(let bin): return onsets.norms.kinks[bin]
      case .blip(let bin): return onsets.length(blip: bin)
      case .curve: return length(first, basis)
      }
    }
    if let product = onsets.product(forms.0, forms.1) { return product }
    if max(first, second) >= places.count {
      places += [Int](repeating: -1, count: basis.count - places.count)
    }
    if places[first] < 0, places[second] < 0 {
      // Every model has the data. Of two other curves, the one that the last model had too will be met again; the other may be one that
      // is only tried.
      if first == Basis.data || second == Basis.data {
        take(Basis.data, basis)
      } else if case .curve = forms.0, case .curve = forms.1 {
        take(last.contains(first) && !last.contains(second) ? first : second, basis)
      } else if case .curve = forms.0 {
        take(first, basis)
      } else {
        take(second, basis)
      }
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
      default: return Products.dot(basis.column(other), taken[place])
      }
    }
  }

  /// The squared length of a whitened curve, which many a model needs of a term and nothing else.
  private mutating func length(_ number: Int, _ basis: Basis) -> Double {
    if lengths.count <= number { lengths += [Double](repeating: -1, count: basis.count - lengths.count) }
    if lengths[number] < 0 { lengths[number] = filter.length(basis.column(number), from: 0) }
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
    withData.append(Products.dot(basis.column(Basis.data), column))
    taken.append(column)
  }

  private static func sumsFromEachOn(_ four: SIMD4<Double>) -> SIMD4<Double> {
    let pairs = four + SIMD4(four[1], four[2], four[3], 0)
    return pairs + SIMD4(pairs[2], pairs[3], 0, 0)
  }

  /// The product of a column with one that went through the filter.
  private static func dot(_ column: Lanes, _ other: [Entry]) -> Double { column.dot { other[$0].twice } }

  /// Finds Cholesky's factor of the products of some numbers, the last of which is the data.
  ///
  /// - Returns: The sum of squared residuals, the square of the factor's last entry; nil when a number depends on those before it.
  mutating func squares(_ numbers: [Int], _ basis: Basis) -> Double? {
    // One bit for each place with the number of the model before: the products of two such are known.
    var same: UInt64 = 0
    for place in 0..<min(numbers.count, last.count, 64) where numbers[place] == last[place] {
      same |= 1 << UInt64(place)
    }
    let alike = min((~same).trailingZeroBitCount, rows)
    let known = alike * (alike + 1) / 2
    let needed = numbers.count * (numbers.count + 1) / 2
    if products.count < needed { products += [Double](repeating: 0, count: needed - products.count) }
    var place = known
    for row in alike..<numbers.count {
      for column in 0...row {
        if same >> UInt64(row) & same >> UInt64(column) & 1 == 0 {
          products[place] = product(numbers[row], numbers[column], basis)
        }
        place += 1
      }
    }
    last = numbers
    factor.replaceSubrange(known..., with: products[known..<needed])
    rows = Cholesky.extend(&factor, from: alike, isData: numbers.last == Basis.data)
    guard rows == numbers.count else {
      factor.removeLast(needed - rows * (rows + 1) / 2)
      return nil
    }
    return factor.last.map { $0 * $0 }
  }

  /// The step or kink that would lower the sum of squares most, given the factor of a model with the data last; four places at once.
  mutating func addition(
    to numbers: [Int], _ factor: [Double], steps: Range<Int>, kinks: Range<Int>, except taken: [Int], _ basis: Basis
  ) -> Term? {
    let fresh = numbers.count { !columns.numbers.contains($0) }
    // Room for the largest of models; what was tried and dropped would pile up.
    if columns.numbers.count + fresh > max(16, numbers.count) { columns = ([], []) }
    if columns.numbers.isEmpty { columns.entries.reserveCapacity(8 * white.count) }
    for number in numbers where !columns.numbers.contains(number) {
      let entries = products(number, basis)
      columns.numbers.append(number)
      columns.entries += entries
    }
    let places = numbers.compactMap { columns.numbers.firstIndex(of: $0) }
    return Addition(factor, columns.entries, places, onsets.norms).best(steps: steps, kinks: kinks, except: taken)
  }

  /// The products of a number with the steps and kinks of all bins.
  private mutating func products(_ number: Int, _ basis: Basis) -> [Entry] {
    if case .curve = basis.form(number) {
      if places[number] < 0 { take(number, basis) }
      return taken[places[number]]
    }
    var column = [Entry](repeating: Entry(), count: white.count)
    var entries = column.mutableSpan
    onsets.products(basis.form(number)) { bin, step, kink in
      entries[bin >> 2].sum[bin & 3] = step
      entries[bin >> 2].ramp[bin & 3] = kink
    }
    return column
  }
}
