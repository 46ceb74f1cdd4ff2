/// The scalar products of terms after one noise filter: all that least squares needs, with nothing computed twice.
///
/// With u the column that went through the filter and back, the product with a step at a bin is the sum of u from that bin on, and
/// with a kink the same sum weighted by the time since: so one pass over a column gives its products with every step and kink.
struct Products {
  /// What makes the noise white.
  let filter: NoiseFilter
  /// A column at one bin: after the filter there and back, its sum from the bin on, and that sum weighted by the time since.
  private struct Entry {
    var twice: Double
    var sum: Double
    var ramp: Double
  }

  /// Squared lengths of the steps and kinks that begin at each bin.
  let norms: (steps: [Double], kinks: [Double])
  private let count: Int
  private let distances: [Double]
  /// Where the columns of a number begin, -1 for none.
  private var places: [Int]
  private var entries: [Entry] = []
  private let blank: [Entry]
  private var common: [Double] = []
  /// Squared lengths of curves and blips, -1 where unknown.
  private var lengths: [Double] = []
  private var white: [Double]
  private var factor: [Double] = []

  /// Starts with the data, the level and the line.
  init(_ filter: NoiseFilter, _ basis: Basis) {
    self.filter = filter
    count = basis.times.count
    norms = filter.norms(basis.times)
    distances = zip(basis.times.dropFirst(), basis.times).map { $0 - $1 } + [0]
    places = [Int](repeating: -1, count: basis.count)
    white = [Double](repeating: 0, count: count)
    blank = [Entry](repeating: Entry(twice: 0, sum: 0, ramp: 0), count: count)
    entries.reserveCapacity(12 * count)
    for number in 0..<Basis.common { take(number, basis) }
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
      case .blip, .curve: return length(first, basis)
      }
    }
    if places[first] < 0, places[second] < 0 {
      if case .curve = basis.form(second) { take(second, basis) } else { take(first, basis) }
    }
    var (known, other) = (first, second)
    if places[known] < 0 || known < Basis.common && places[other] >= Basis.common * count {
      (known, other) = (second, first)
    }
    let start = places[known]
    switch basis.form(other) {
    case .step(let bin): return entries[start + bin].sum
    case .kink(let bin): return entries[start + bin].ramp
    case .blip(let bin): return entries[start + bin].twice
    case .curve:
      if other < Basis.common { return common[start / count * Basis.common + other] }
      return dot(basis.column(other), start)
    }
  }

  /// The squared length of a whitened curve or blip, which many a model needs of a term and nothing else.
  private mutating func length(_ number: Int, _ basis: Basis) -> Double {
    if lengths.count <= number { lengths += [Double](repeating: -1, count: basis.count - lengths.count) }
    if lengths[number] < 0 {
      if case .blip(let bin) = basis.form(number) {
        filter.whiten(from: bin, into: &white) { $0 == bin ? 1 : 0 }
      } else {
        filter.whiten(basis.column(number), into: &white)
      }
      lengths[number] = Products.dot(white, white)
    }
    return lengths[number]
  }

  /// Passes a column through the filter and back, and sums it up from the end.
  private mutating func take(_ number: Int, _ basis: Basis) {
    let start = entries.count
    places[number] = start
    switch basis.form(number) {
    case .step(let bin): filter.whiten(from: bin, into: &white) { _ in 1 }
    case .kink(let bin): filter.whiten(from: bin, into: &white) { basis.times[$0] - basis.times[bin] }
    case .blip(let bin): filter.whiten(from: bin, into: &white) { $0 == bin ? 1 : 0 }
    case .curve: filter.whiten(basis.column(number), into: &white)
    }
    entries += blank
    let (count, steps, white, distances) = (count, filter.steps, white, distances)
    do {
      var sum = 0.0
      var ramp = 0.0
      var state = 0.0
      var column = entries.mutableSpan
      for index in stride(from: count - 1, through: 0, by: -1) {
        let value = steps[index].adjoint(white[index], &state)
        ramp += sum * distances[index]
        sum += value
        column[start + index] = Entry(twice: value, sum: sum, ramp: ramp)
      }
    }
    // The level is a step at the first bin, the line a kink there.
    common.append(dot(basis.values, start))
    common.append(entries[start].sum)
    common.append(entries[start].ramp + basis.times[0] * entries[start].sum)
  }

  /// Cholesky's factor of the products of some numbers, row by row; nil when one of them depends on those before it.
  ///
  /// With the data as the last number, the square of the last entry is the sum of squared residuals.
  mutating func factorise(_ numbers: [Int], _ basis: Basis) -> [Double]? {
    let order = numbers.count
    factor.removeAll(keepingCapacity: true)
    for row in 0..<order {
      let start = row * (row + 1) / 2
      for column in 0...row {
        var sum = product(numbers[row], numbers[column], basis)
        let whole = sum
        let other = column * (column + 1) / 2
        for index in 0..<column { sum -= factor[start + index] * factor[other + index] }
        if column < row {
          factor.append(sum / factor[other + column])
        } else if numbers[row] == Basis.data {
          factor.append(max(0, sum).squareRoot())
        } else {
          guard sum > 1e-9 * whole, sum > 0 else { return nil }
          factor.append(sum.squareRoot())
        }
      }
    }
    return factor
  }

  /// The step or kink that would lower the sum of squares most, given the factor of a model with the data last.
  mutating func addition(
    to numbers: [Int], _ factor: [Double], steps: Range<Int>, kinks: Range<Int>, except taken: [Int], _ basis: Basis
  ) -> Term? {
    for number in numbers where places[number] < 0 { take(number, basis) }
    let starts = numbers.map { places[$0] }
    let order = numbers.count
    var along = [Double](repeating: 0, count: order)
    var best: Term?
    var most = 0.0
    let entries = entries.span
    for place in steps where !taken.contains(place) {
      var along = along.mutableSpan
      let gained = Products.gain(order, factor, norms.steps[place], &along) { entries[starts[$0] + place].sum }
      if gained > most { (most, best) = (gained, .step(place)) }
      guard kinks.contains(place) else { continue }
      let bent = Products.gain(order, factor, norms.kinks[place], &along) { entries[starts[$0] + place].ramp }
      if bent > most { (most, best) = (bent, .kink(place)) }
    }
    return best
  }

  /// By how much another term lowers the sum of squares, from its products with the model's terms and, last, with the data.
  @inline(__always)
  private static func gain(
    _ order: Int, _ factor: [Double], _ whole: Double, _ along: inout MutableSpan<Double>, _ product: (Int) -> Double
  ) -> Double {
    var norm = whole
    var start = 0
    for row in 0..<order {
      var sum = product(row)
      for column in 0..<row { sum -= factor[start + column] * along[column] }
      if row + 1 == order { return norm > 1e-6 * whole ? sum * sum / norm : 0 }
      along[row] = sum / factor[start + row]
      norm -= along[row] * along[row]
      start += row + 1
    }
    return 0
  }

  /// The product of a column with the one whose entries begin at a place, in two running sums.
  private func dot(_ column: [Double], _ start: Int) -> Double {
    let column = column.span
    let entries = entries.span.extracting(start..<(start + count))
    var sums = SIMD2<Double>.zero
    var index = 0
    while index + 2 <= count {
      let right = SIMD2<Double>(entries[index].twice, entries[index + 1].twice)
      sums += SIMD2<Double>(column[index], column[index + 1]) * right
      index += 2
    }
    return index < count ? sums.sum() + column[index] * entries[index].twice : sums.sum()
  }

  /// The scalar product, in four running sums that can be computed side by side.
  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    let count = min(a.count, b.count)
    var sums = SIMD4<Double>.zero
    var index = 0
    while index + 4 <= count {
      let left = SIMD4<Double>(a[index], a[index + 1], a[index + 2], a[index + 3])
      let right = SIMD4<Double>(b[index], b[index + 1], b[index + 2], b[index + 3])
      sums += left * right
      index += 4
    }
    var sum = sums.sum()
    while index < count {
      sum += a[index] * b[index]
      index += 1
    }
    return sum
  }
}
