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
  private let step: Double

  /// An axis that holds all values with a little air where they do not touch zero; about so many ticks.
  init(_ low: Double, _ high: Double, top: Int, height: Int, ticks: Int = 5) {
    let span = max(high - low, 1)
    step = ByteAxis.step(span / Double(ticks))
    let air = span * 0.06
    range = (low == 0 ? 0 : low > 0 ? max(0, low - air) : low - air)...(high == 0 ? 0 : high + air)
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
    let first = Int((range.lowerBound / step).rounded(.up))
    let last = Int((range.upperBound / step).rounded(.down))
    guard first <= last else { return [] }
    let values = (first...last).map { Double($0) * step }
    let largest = values.map { abs($0) }.max() ?? 0
    var unit = 1.0
    var names = ["KiB", "MiB", "GiB", "TiB", "PiB"][...]
    while largest >= unit * 1024, names.count > 1 {
      unit *= 1024
      names = names.dropFirst()
    }
    let places = step >= unit && step.remainder(dividingBy: unit) == 0 ? 0 : step * 2 >= unit ? 1 : 2
    return values.map { value in
      let number = Decimal.fixed(value / unit, places: places)
      let sign = signed && value > 0 ? "+" : ""
      return Tick(y: y(value), label: value == 0 ? "0" : "\(sign)\(number) \(names.first ?? "PiB")", value: value)
    }
  }

  /// The smallest round step that is not below the wanted one: 1, 2, 5 × 10ⁿ of a binary unit, or a half or a quarter of it.
  private static func step(_ wanted: Double) -> Double {
    var unit = 1.0
    while true {
      for factor in [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200] where unit > 1 || factor >= 1 {
        if unit * factor >= wanted { return unit * factor }
      }
      unit *= 1024
    }
  }
}
