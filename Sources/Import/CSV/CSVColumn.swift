import KernelMemory
import SessionFile

/// What a column of a CSV file means.
struct CSVColumn {
  /// The counter, in the kernel's spelling where it has one.
  let counter: String

  /// Bytes a unit; nil for counts.
  let size: Int64?

  /// Whether the unit is pages of a size that had to be assumed.
  let isPages: Bool

  /// Whether no name says the unit, so that it had to be assumed.
  let isAssumed: Bool

  /// Reads the meaning from the name in the header.
  ///
  /// - Parameters:
  ///   - name: The header's field.
  ///   - counter: The counter that the user gave it; nil: the name says it.
  ///   - unit: The unit where the name has no suffix.
  ///   - pageSize: Bytes a page.
  init(_ name: String, counter: String?, unit: MemoryUnit, pageSize: Int64) {
    if counter == nil, let known = ForeignName.unmistakable(name) {
      self.counter = known.counter
      size = known.unit?.size(pageSize: pageSize)
      isPages = false
      isAssumed = false
      return
    }
    let (bare, suffix) = MemoryUnit.split(name)
    self.counter = counter ?? CSVColumn.counter(Legend(bare).name)
    let isCount = suffix == nil && CSVColumn.isCount(self.counter)
    size = isCount ? nil : (suffix ?? unit).size(pageSize: pageSize)
    isAssumed = !isCount && suffix == nil
    isPages = !isCount && (suffix ?? unit) == .pages
  }

  /// The kernel's spelling of a name: in the right case where the counter is known.
  private static func counter(_ name: String) -> String {
    let known = Dimension.allCases.map(\.name) + ContextCounter.allCases.map(\.name)
    return known.first { $0.lowercased() == name.lowercased() } ?? name
  }

  private static func isCount(_ counter: String) -> Bool {
    counter == ContextCounter.tasks.name || counter.hasPrefix("HugePages_")
  }

  /// A cell's value in kB or as a count.
  enum Value: Equatable {
    case amount(Int64)
    case absent
    case tooLarge
    case belowZero
    case notANumber
  }

  /// Reads a cell; fractions are rounded to whole kB.
  func value(_ text: String, hasDecimalComma: Bool) -> Value {
    if let number = Int64(text), case let size = size ?? 1024, size == 1024 {
      return CSVColumn.bounded(Double(number), number)
    }
    switch text {
    case "", "NaN", "nan", "NA", "N/A", "null", "None", "-", "undefined", "?": return .absent
    default: break
    }
    var plain = hasDecimalComma ? text.replacing(",", with: ".") : text
    var unit = Double(size ?? 1024)
    if size != nil, let (bare, bytes) = MemoryUnit.cell(plain) { (plain, unit) = (bare, bytes) }
    // Double would also read hexadecimal numbers and words such as infinity.
    guard plain.allSatisfy({ $0.isASCIIDigit || "+-.eE".contains($0) }), let number = Double(plain) else {
      return .notANumber
    }
    let amount = (number * unit / 1024).rounded(.toNearestOrAwayFromZero)
    return CSVColumn.bounded(amount, Int64(exactly: amount) ?? .max)
  }

  private static func bounded(_ number: Double, _ amount: Int64) -> Value {
    if number < 0 { return .belowZero }
    return number > Double(SessionLimits.value) ? .tooLarge : .amount(amount)
  }
}
