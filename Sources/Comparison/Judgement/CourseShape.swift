import Analysis
import KernelMemory

/// How memory that a run added came: tonight's course less the usual one, held against a ramp, a step, and stairs.
struct CourseShape: Sendable {
  /// How memory came.
  enum Form: CaseIterable, Sendable, Hashable {
    /// In proportion to the time.
    case ramp
    /// At once.
    case step
    /// With each iteration.
    case stairs

    /// What a form's freedom is worth: a step may lie anywhere, and stairs may rise slowly.
    var penalty: Double {
      switch self {
      case .ramp: 1
      case .step: 1.15
      case .stairs: 1.19
      }
    }
  }

  /// For each form that fits at all, the sum of squares that it leaves, and how much memory it says came, kB.
  private(set) var fits: [Form: (squares: Double, size: Double)]

  /// Compares tonight's course with that of the nights.
  init(_ tonight: RunSummary, _ nights: [RunSummary], _ dimension: Dimension) {
    fits = [:]
    let courses = nights.compactMap { $0.counters[dimension]?.course }
    guard let run = tonight.counters[dimension], !courses.isEmpty else { return }
    let count = run.course.count
    let usual = (0..<count).map { place in OrderStatistics.median(courses.map { $0[place] }) }
    let excess = zip(run.course, usual).map { $0 - $1 }
    let places = (0..<count).map { (Double($0) + 0.5) / Double(count) }
    // A run that takes more on its way than others do, and gives it back, is no shape of what stays.
    let way = zip(usual, places).map { $0 - (usual.last ?? 0) * $1 }
    let added = run.added - OrderStatistics.median(nights.compactMap { $0.counters[dimension]?.added })
    for (form, course) in CourseShape.candidates(tonight, places) {
      let fit = CourseShape.fit(excess, course, way)
      guard fit.size * added > 0, fit.squares < fits[form]?.squares ?? .infinity else { continue }
      fits[form] = fit
    }
  }

  /// The form that the courses of counters which moved together have in common; at once where none fits.
  static func form(_ shapes: [CourseShape]) -> Form {
    let common = Form.allCases.filter { form in shapes.allSatisfy { $0.fits[form] != nil } }
    return common.min { cost($0, shapes) < cost($1, shapes) } ?? .step
  }

  private static func cost(_ form: Form, _ shapes: [CourseShape]) -> Double {
    shapes.reduce(0) { $0 + Mathematics.log(form.penalty * ($1.fits[form]?.squares ?? 1) + 1e-9) }
  }

  private static func candidates(_ run: RunSummary, _ places: [Double]) -> [(Form, [Double])] {
    let count = Double(places.count)
    var candidates: [(Form, [Double])] = [(.ramp, run.progress)]
    for start in 1..<places.count {
      candidates.append((.step, places.map { max(0, min(1, $0 * count - Double(start) + 0.5)) }))
    }
    let iterations = Double(run.iterations)
    guard iterations >= 2 else { return candidates }
    // At once when an iteration begins, or in its first third or two thirds.
    for share in [0.08, 0.35, 0.6] {
      let stairs = places.map { place in
        let step = (place * iterations).rounded(.down)
        return (step + min(1, (place * iterations - step) / share)) / iterations
      }
      candidates.append((.stairs, stairs))
    }
    return candidates
  }

  /// Least squares of a form, the usual way a little more or less, and an offset.
  private static func fit(_ excess: [Double], _ form: [Double], _ way: [Double]) -> (squares: Double, size: Double) {
    let columns = [form, way, [Double](repeating: 1, count: excess.count)]
    var matrix = columns.map { left in columns.map { right in dot(left, right) } }
    var right = columns.map { dot($0, excess) }
    // The way is held near the usual one.
    matrix[1][1] += 0.01 * (matrix[1][1] + 1)
    for row in 0..<3 {
      for below in (row + 1)..<max(3, row + 1) where matrix[row][row] != 0 {
        let factor = matrix[below][row] / matrix[row][row]
        for column in row..<3 { matrix[below][column] -= factor * matrix[row][column] }
        right[below] -= factor * right[row]
      }
    }
    var solution = [0.0, 0.0, 0.0]
    for row in [2, 1, 0] where abs(matrix[row][row]) > 1e-9 {
      let known = ((row + 1)..<max(3, row + 1)).reduce(0) { $0 + matrix[row][$1] * solution[$1] }
      solution[row] = (right[row] - known) / matrix[row][row]
    }
    var squares = 0.0
    for index in excess.indices {
      let rest = excess[index] - zip(columns, solution).reduce(0) { $0 + $1.0[index] * $1.1 }
      squares += rest * rest
    }
    return (squares, solution[0])
  }

  private static func dot(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
