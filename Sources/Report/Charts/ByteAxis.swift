import KernelMemory

/// A vertical scale of memory with round ticks in binary units.
struct ByteAxis {
  /// A labelled place on the axis.
  struct Tick {
    /// Tenths of a pixel.
    let y: Int
    /// `150 MiB`.
    let label: String
    /// kB.
    let value: Double
  }

  /// The values at the bottom and at the top, kB.
  let range: ClosedRange<Double>
  /// Upper end, tenths of a pixel.
  let top: Int
  /// Length, tenths of a pixel.
  let height: Int
  private let unit: (name: String, size: Double)
  private let step: Double
  private let places: Int

  /// An axis that holds all values with a little air where they do not touch zero; about so many ticks.
  init(_ low: Double, _ high: Double, top: Int, height: Int, ticks: Int = 5) {
    let span = max(high - low, 1)
    let air = span * 0.06
    range = (low == 0 ? 0 : low > 0 ? max(0, low - air) : low - air)...(high == 0 ? 0 : high + air)
    let largest = max(abs(low), abs(high))
    unit = ByteAxis.units.last { largest >= $0.size } ?? ByteAxis.units[0]
    (step, places) = ByteAxis.step(span / Double(ticks) / unit.size)
    self.top = top
    self.height = height
  }

  /// The lower end, tenths of a pixel.
  var bottom: Int { top + height }

  /// The place of a value, clamped to the axis, tenths of a pixel.
  func y(_ kilobytes: Double) -> Int {
    let inside = min(max(kilobytes, range.lowerBound), range.upperBound)
    let share = (range.upperBound - inside) / (range.upperBound - range.lowerBound)
    return top + Int((share * Double(height)).rounded())
  }

  /// The ticks from the bottom up, all in one unit.
  func ticks(signed: Bool = false) -> [Tick] {
    let first = Int((range.lowerBound / unit.size / step).rounded(.up))
    let last = Int((range.upperBound / unit.size / step).rounded(.down))
    guard first <= last else { return [] }
    return (first...last).map { index in
      let number = Double(index) * step
      let sign = signed && index > 0 ? "+" : ""
      let label = index == 0 ? "0" : "\(sign)\(Decimal.fixed(number, places: places)) \(unit.name)"
      return Tick(y: y(number * unit.size), label: label, value: number * unit.size)
    }
  }

  private static let units: [(name: String, size: Double)] = [
    ("KiB", 1), ("MiB", 1024), ("GiB", 1_048_576), ("TiB", 1_073_741_824),
  ]

  /// The smallest of 1, 2 and 5 times a power of ten that is not below the wanted step, and the decimals that it takes.
  private static func step(_ wanted: Double) -> (Double, Int) {
    var power = 1.0
    var places = 0
    while power >= wanted, places < 4 {
      power /= 10
      places += 1
    }
    while power * 5 < wanted {
      power *= 10
      places = max(0, places - 1)
    }
    let factor = [1.0, 2, 5].first { $0 * power >= wanted } ?? 5
    return (factor * power, places)
  }
}
