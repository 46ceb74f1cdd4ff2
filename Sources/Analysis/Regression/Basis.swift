/// The terms that a search may use, each with a number, and the columns of those that are no step, kink or blip.
///
/// Number 0 is the data, then the level, the line, every step, kink and blip by bin, and the curves in the order in which they are met.
struct Basis {
  /// How a term's products with others are found.
  enum Form {
    /// By the sum of the other from a bin on.
    case step(Int)
    /// By the sum of the other from a bin on, weighted by the time since it.
    case kink(Int)
    /// By the other at a bin.
    case blip(Int)
    /// By its column.
    case curve
  }

  /// The bins' times, 0 to 1.
  let times: [Double]
  /// The columns of data, level and line, and of the curves.
  private var columns: [PackedVector]
  private var numbers: [Term: Int] = [:]
  /// The numbers of the curves of another basis that were taken over, here and there.
  private(set) var inherited: [(number: Int, old: Int)] = []

  /// The number of the data.
  static let data = 0
  /// The number of the level.
  static let level = 1
  /// The number of the line.
  static let line = 2
  /// How many numbers stand before those of steps, kinks and blips.
  static let common = 3

  /// Starts with no curves; values in any unit.
  init(times: [Double], values: [Double]) {
    self.times = times
    columns = [PackedVector(values), PackedVector([Double](repeating: 1, count: times.count)), PackedVector(times)]
  }

  /// Takes over what does not depend on the data: the curves, but no waves, whose places the data decide.
  init(_ former: Basis, values: [Double]) {
    times = former.times
    columns = [PackedVector(values)] + former.columns[1..<Basis.common]
    for (term, old) in former.numbers.sorted(by: { $0.value < $1.value }) where term.isCurve {
      inherited.append((count, old))
      numbers[term] = count
      columns.append(former.column(old))
    }
  }

  /// How many numbers there are.
  var count: Int { 3 * times.count + columns.count }

  /// A term's number.
  mutating func number(_ term: Term) -> Int {
    switch term {
    case .constant: return Basis.level
    case .line: return Basis.line
    case .step(let bin): return Basis.common + bin
    case .kink(let bin): return Basis.common + times.count + bin
    case .blip(let bin): return Basis.common + 2 * times.count + bin
    default:
      if let known = numbers[term] { return known }
      let number = count
      columns.append(PackedVector(term.column(times)))
      numbers[term] = number
      return number
    }
  }

  /// Takes a curve with a column that was computed elsewhere.
  mutating func add(_ term: Term, _ column: @autoclosure () -> [Double]) {
    guard numbers[term] == nil else { return }
    numbers[term] = count
    columns.append(PackedVector(column()))
  }

  /// How the products of a number are found.
  func form(_ number: Int) -> Form {
    let place = number - Basis.common
    if place < 0 || place >= 3 * times.count { return .curve }
    if place < times.count { return .step(place) }
    if place < 2 * times.count { return .kink(place - times.count) }
    return .blip(place - 2 * times.count)
  }

  /// The column of a number.
  func column(_ number: Int) -> PackedVector {
    switch form(number) {
    case .step(let bin): PackedVector(times.count, from: bin) { _ in 1 }
    case .kink(let bin): PackedVector(times.count, from: bin) { times[$0] - times[bin] }
    case .blip(let bin): PackedVector(times.count, from: bin) { $0 == bin ? 1 : 0 }
    case .curve: columns[number < Basis.common ? number : number - 3 * times.count]
    }
  }
}
