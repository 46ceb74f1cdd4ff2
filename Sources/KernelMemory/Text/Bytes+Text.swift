extension Bytes {
  /// The amount in the largest binary unit that keeps it at 1 or more, three significant digits: `0 KiB`, `12.0 KiB`, `1.24 GiB`.
  ///
  /// Below 1 KiB the unit is B. A loss begins with `-`.
  public var text: String {
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
  public var signedText: String {
    if count == 0 { return "±0 KiB" }
    return (count > 0 ? "+" : "") + text
  }
}
