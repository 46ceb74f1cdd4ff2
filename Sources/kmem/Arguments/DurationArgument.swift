import ArgumentParser

/// A length of time as people type it: `200ms`, `0.5s`, `10m`, `1h30m`, `2d`.
struct DurationArgument: Sendable, Hashable {
  /// The length in milliseconds, at least 1.
  let milliseconds: Int64

  private static let units: [(name: String, milliseconds: Int64)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
  ]

  /// The longest that is taken, about a hundred years.
  private static let limit: Int64 = 36_525 * 86_400_000

  /// Makes a length.
  init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Parses a length: numbers with units, the larger unit first; the last one may have a fraction, of whole milliseconds.
  ///
  /// - Throws: What is wrong with the text, as a `ValidationError`.
  init(_ text: String) throws {
    var rest = text[...]
    var total: Int64 = 0
    var allowed = DurationArgument.units[...]
    guard !rest.isEmpty else { throw DurationArgument.wrong("it is empty") }
    while !rest.isEmpty {
      let digits = rest.prefix { ("0"..."9").contains($0) }
      rest = rest[digits.endIndex...]
      let fraction = try DurationArgument.fraction(&rest)
      let letters = rest.prefix { $0.isLetter }
      rest = rest[letters.endIndex...]
      guard let number = Int64(digits), number <= DurationArgument.limit else {
        throw DurationArgument.wrong(digits.isEmpty ? "a number is missing" : "it is longer than a hundred years")
      }
      guard !letters.isEmpty else { throw DurationArgument.wrong("\(digits)\(fraction.text) has no unit") }
      guard DurationArgument.units.contains(where: { $0.name == letters }) else {
        throw DurationArgument.wrong("\(letters) is no unit")
      }
      guard let place = allowed.firstIndex(where: { $0.name == letters }) else {
        throw DurationArgument.wrong("\(letters) comes too late; larger units come first, each once")
      }
      let unit = allowed[place].milliseconds
      guard fraction.text.isEmpty || rest.isEmpty, unit * fraction.value % fraction.scale == 0 else {
        throw DurationArgument.wrong("\(digits)\(fraction.text)\(letters) is not a whole number of milliseconds")
      }
      let (product, overflow) = number.multipliedReportingOverflow(by: unit)
      guard !overflow, product <= DurationArgument.limit - total else {
        throw DurationArgument.wrong("it is longer than a hundred years")
      }
      total += product + unit * fraction.value / fraction.scale
      allowed = allowed[(place + 1)...]
    }
    guard total > 0 else { throw DurationArgument.wrong("it is nothing") }
    milliseconds = total
  }

  /// Takes a point and up to six digits from the text.
  private static func fraction(_ rest: inout Substring) throws -> (text: Substring, value: Int64, scale: Int64) {
    guard rest.first == "." || rest.first == "," else { return ("", 0, 1) }
    let digits = rest.dropFirst().prefix { ("0"..."9").contains($0) }
    guard let value = Int64(digits), digits.count <= 6 else { throw wrong("\(rest.prefix(8)) is no fraction") }
    let text = rest[..<digits.endIndex]
    rest = rest[digits.endIndex...]
    return (text, value, digits.reduce(1) { scale, _ in scale * 10 })
  }

  private static func wrong(_ what: String) -> ValidationError {
    ValidationError("\(what). Write lengths of time like 200ms, 0.5s, 10m, 1h30m or 2d.")
  }
}
