/// The terms that a search may use, each with a number, and the columns of the curves among them.
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
  /// The data, kB.
  let values: [Double]
  private let constant: [Double]
  private var curves: [[Double]] = []
  private var numbers: [Term: Int] = [:]

  /// The number of the data.
  static let data = 0
  /// How many numbers have columns that every product is kept with: the data, the level, the line.
  static let common = 3

  /// Starts with no curves.
  init(times: [Double], values: [Double]) {
    self.times = times
    self.values = values
    constant = [Double](repeating: 1, count: times.count)
  }

  /// How many numbers there are.
  var count: Int { Basis.common + 3 * times.count + curves.count }

  /// A term's number.
  mutating func number(_ term: Term) -> Int {
    switch term {
    case .constant: return 1
    case .line: return 2
    case .step(let bin): return Basis.common + bin
    case .kink(let bin): return Basis.common + times.count + bin
    case .blip(let bin): return Basis.common + 2 * times.count + bin
    default:
      if let known = numbers[term] { return known }
      let number = count
      curves.append(term.column(times))
      numbers[term] = number
      return number
    }
  }

  /// Takes a curve with a column that was computed elsewhere.
  mutating func add(_ term: Term, _ column: @autoclosure () -> [Double]) {
    guard numbers[term] == nil else { return }
    numbers[term] = count
    curves.append(column())
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
  func column(_ number: Int) -> [Double] {
    switch form(number) {
    case .step(let bin): return Term.step(bin).column(times)
    case .kink(let bin): return Term.kink(bin).column(times)
    case .blip(let bin): return Term.blip(bin).column(times)
    case .curve:
      switch number {
      case 0: return values
      case 1: return constant
      case 2: return times
      default: return curves[number - Basis.common - 3 * times.count]
      }
    }
  }
}
