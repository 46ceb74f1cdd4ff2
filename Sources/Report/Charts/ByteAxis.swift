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

  /// An axis that holds all values and begins and ends at a tick; about so many ticks.
  init(_ low: Double, _ high: Double, top: Int, height: Int, ticks: Int = 5) {
    let span = max(high - low, 1)
    let step = ByteAxis.step(span / Double(ticks))
    let bottom = (low / step).rounded(.down) * step
    let ceiling = max((high / step).rounded(.up) * step, bottom + step)
    self.step = step
    self.range = bottom...ceiling
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

  /// The ticks from the bottom up, both ends included; all in one unit.
  func ticks(signed: Bool = false) -> [Tick] {
    let count = Int(((range.upperBound - range.lowerBound) / step).rounded())
    let largest = max(abs(range.lowerBound), abs(range.upperBound))
    var unit = 1.0
    var names = ["KiB", "MiB", "GiB", "TiB", "PiB"][...]
    while largest >= unit * 1024, names.count > 1 {
      unit *= 1024
      names = names.dropFirst()
    }
    let places = (0...2).first { place in
      let scaled = step / unit * (place == 0 ? 1 : place == 1 ? 10 : 100)
      return abs(scaled - scaled.rounded()) < 1e-9
    }
    return (0...max(1, count)).map { index in
      let value = range.lowerBound + Double(index) * step
      let number = Decimal.fixed(value / unit, places: places ?? 2)
      let isZero = abs(value) < step / 2
      let sign = signed && value > 0 && !isZero ? "+" : ""
      return Tick(y: y(value), label: isZero ? "0" : "\(sign)\(number) \(names.first ?? "PiB")", value: value)
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
