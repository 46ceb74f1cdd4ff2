extension Bytes {
  /// The amount in the largest binary unit that keeps it at 1 or more, three significant digits: `0 KiB`, `12.0 KiB`, `1.24 GiB`.
  ///
  /// Below 1 KiB the unit is B. A loss begins with `-`.
  package var text: String {
    let sign = count < 0 ? "-" : ""
    let size = Double(count.magnitude)
    if size == 0 { return "0 KiB" }
    if size < 1024 { return sign + "\(count.magnitude) B" }
    var value = size / 1024
    var names = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"][...]
    // 1023.6 would round to 1024 of the smaller unit.
    while value >= 1023.5, names.count > 1 {
      value /= 1024
      names = names.dropFirst()
    }
    let unit = names.first ?? "EiB"
    let isWhole = unit == "KiB" && value == value.rounded()
    return sign + (isWhole ? Decimal.fixed(value, places: 0) : Decimal.significant(value)) + " " + unit
  }

  /// The amount with its sign, for changes: `+3.90 MiB`, `-12 KiB`, `±0 KiB` for none.
  package var signedText: String {
    if count == 0 { return "±0 KiB" }
    return (count > 0 ? "+" : "") + text
  }

  /// Two amounts in one unit, with as many digits as it takes to see the difference: `147.8` and `148.3 MiB`.
  ///
  /// Amounts of very different size are written each in its own unit.
  package static func pair(_ first: Bytes, _ second: Bytes) -> (String, String) {
    let larger = Double(max(first.count.magnitude, second.count.magnitude))
    let smaller = Double(min(first.count.magnitude, second.count.magnitude))
    let difference = abs(Double(first.count) - Double(second.count))
    guard difference > 0, smaller > larger / 64, let unit = units.last(where: { larger >= $0.size }) else {
      return (first.text, second.text)
    }
    var places = larger / unit.size < 9.995 ? 2 : larger / unit.size < 99.95 ? 1 : 0
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    // Two digits of the difference, and never more than bytes can tell.
    while difference / unit.size * scale < 9.5, places < 3 {
      places += 1
      scale *= 10
    }
    func text(_ bytes: Bytes) -> String {
      Decimal.fixed(Double(bytes.count) / unit.size, places: places) + " " + unit.name
    }
    return (text(first), text(second))
  }

  /// Two amounts as a range with its unit once, where both have the same: `147.8 to 148.3 MiB`.
  package static func range(_ first: Bytes, _ second: Bytes) -> String {
    let (low, high) = pair(first, second)
    let unit = high.split(separator: " ").last ?? ""
    return (low.hasSuffix(" " + unit) ? low.dropLast(unit.count + 1) : low[...]) + " to " + high
  }

  private static let units: [(name: String, size: Double)] = [
    ("KiB", 1024), ("MiB", 1_048_576), ("GiB", 1_073_741_824), ("TiB", 1_099_511_627_776),
  ]
}
