/// The scalar products of a basis' terms after one noise filter, each computed once and when it is asked for.
///
/// A term is one of two kinds. Products of steps, kinks and blips among each other have a closed form (``TruncatedPowerGram``). The data
/// and the curves pass through the filter once, and ``FilteredColumn`` then gives their product with anything.
struct GramMatrix {
  /// What makes the noise white.
  let filter: NoiseFilter
  /// The closed form.
  let truncated: TruncatedPowerGram
  /// From each bin to the next.
  private let distances: PackedVector
  /// The columns that passed through the filter, in the order in which they did; level and line first.
  private var filtered: [FilteredColumn] = []
  /// Their products with the data.
  private var withData: [Double] = []
  /// By number, where its column stands among these, -1 for none.
  private var places: [Int]
  /// Squared lengths of curves by number, -1 where unknown.
  private var lengths: [Double] = []
  /// Room for a column.
  private var white: [SIMD4<Double>]

  /// Starts with the level and the line.
  init(_ filter: NoiseFilter, _ basis: Basis) {
    self.filter = filter
    truncated = TruncatedPowerGram(filter, basis.times)
    distances = PackedVector(zip(basis.times.dropFirst(), basis.times).map { $0 - $1 } + [0])
    places = [Int](repeating: -1, count: basis.count)
    white = [SIMD4<Double>](repeating: .zero, count: filter.steps.count)
    filtered.reserveCapacity(16)
    for number in [Basis.level, Basis.line] { pass(number, basis) }
  }

  /// Starts with what does not depend on the data in the products of a series that was sampled at the same times.
  init(_ former: GramMatrix, _ basis: Basis) {
    filter = former.filter
    truncated = former.truncated
    distances = former.distances
    white = former.white
    places = [Int](repeating: -1, count: basis.count)
    filtered.reserveCapacity(16)
    for number in [Basis.level, Basis.line] { add(number, former.filtered[former.places[number]], basis) }
    lengths = [Double](repeating: -1, count: basis.count)
    for (number, old) in basis.inherited where old < former.lengths.count { lengths[number] = former.lengths[old] }
  }

  /// Lets the columns go that no other series has use for.
  mutating func forget() {
    filtered = [Basis.level, Basis.line].map { filtered[places[$0]] }
    places = [Int](repeating: -1, count: places.count)
    (places[Basis.level], places[Basis.line]) = (0, 1)
    withData = []
  }

  /// The product of two numbers.
  ///
  /// - Parameters:
  ///   - first: a term's number.
  ///   - second: another's, or the same.
  ///   - basis: what the numbers stand for.
  ///   - met: the numbers of the model before; of two curves, the one among them will be met again, and its column is worth a pass.
  /// - Returns: The scalar product of their filtered columns.
  mutating func product(_ first: Int, _ second: Int, _ basis: Basis, met: [Int] = []) -> Double {
    let forms = (basis.form(first), basis.form(second))
    if first == second { return length(first, forms.0, basis) }
    if let product = truncated.product(forms.0, forms.1) { return product }
    let known = passed(first, forms.0, second, forms.1, basis, met)
    let column = filtered[places[known]]
    let other = known == first ? second : first
    switch known == first ? forms.1 : forms.0 {
    case .step(let bin): return column.step(bin)
    case .kink(let bin): return column.kink(bin)
    case .blip(let bin): return column.blip(bin)
    case .curve:
      switch other {
      case Basis.data: return withData[places[known]]
      // The level is a step at the first bin, the line a kink there.
      case Basis.level: return column.step(0)
      case Basis.line: return column.kink(0) + basis.times[0] * column.step(0)
      default: return column.dot(basis.column(other))
      }
    }
  }

  /// One of two numbers, not both of which have a closed form, whose column has passed through the filter by then.
  private mutating func passed(
    _ first: Int, _ form: Basis.Form, _ second: Int, _ otherForm: Basis.Form, _ basis: Basis, _ met: [Int]
  ) -> Int {
    if max(first, second) >= places.count { places += [Int](repeating: -1, count: basis.count - places.count) }
    if places[first] < 0, places[second] < 0 {
      // Every model has the data. Of two other curves, one may be only tried.
      if first == Basis.data || second == Basis.data {
        pass(Basis.data, basis)
      } else if case .curve = form, case .curve = otherForm {
        pass(met.contains(first) && !met.contains(second) ? first : second, basis)
      } else if case .curve = form {
        pass(first, basis)
      } else {
        pass(second, basis)
      }
    }
    // The data, level and line need no column of their own: of two that have one it is the other's.
    return places[first] < 0 || first < Basis.common && places[second] >= 0 ? second : first
  }

  /// The squared length of a filtered term.
  private mutating func length(_ number: Int, _ form: Basis.Form, _ basis: Basis) -> Double {
    switch form {
    case .step(let bin): return truncated.norms.steps[bin]
    case .kink(let bin): return truncated.norms.kinks[bin]
    case .blip(let bin): return truncated.length(blip: bin)
    case .curve:
      if lengths.count <= number { lengths += [Double](repeating: -1, count: basis.count - lengths.count) }
      if lengths[number] < 0 { lengths[number] = filter.length(basis.column(number), from: 0) }
      return lengths[number]
    }
  }

  /// The products of a number with the steps and kinks of all bins.
  mutating func products(_ number: Int, _ basis: Basis) -> FilteredColumn {
    guard case .curve = basis.form(number) else {
      return FilteredColumn(basis.form(number), truncated, groups: white.count)
    }
    if places[number] < 0 { pass(number, basis) }
    return filtered[places[number]]
  }

  private mutating func pass(_ number: Int, _ basis: Basis) {
    add(number, FilteredColumn(basis.column(number), filter, distances, &white), basis)
  }

  private mutating func add(_ number: Int, _ column: FilteredColumn, _ basis: Basis) {
    places[number] = filtered.count
    withData.append(column.dot(basis.column(Basis.data)))
    filtered.append(column)
  }
}
