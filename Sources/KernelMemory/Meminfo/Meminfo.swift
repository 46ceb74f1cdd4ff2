/// The text of /proc/meminfo, parsed: every counter that it names, in its order.
///
/// The kernel writes `Name:   123 kB`, or a bare number for counts of huge pages (`fs/proc/meminfo.c`). Every name is kept, unknown
/// ones too.
package struct Meminfo: Sendable {
  /// The counters' names in the order of the text, each once.
  package private(set) var names: [String] = []

  /// A value a name: kB, or a count for the names in ``counts``; `Column.absent` where the text has no usable number.
  package private(set) var values: [Int64] = []

  /// The names whose numbers are counts and not kB, in the order of the text.
  package private(set) var counts: [String] = []

  /// What is odd about the text, with its line from 1; the same oddity may appear more than once.
  package private(set) var remarks: [Remark] = []

  /// The largest number that is believed, 2^60 kB: more is a counter that fell below zero.
  package static let limit: Int64 = 1 << 60

  private static let noUnit = "; kB was assumed"

  /// The lines, where the text is plain.
  private var layout = MeminfoLayout()

  /// Whether the text is line for line what the kernel writes, so that the next one can be read in place.
  private var isPlain = true

  /// Parses a text; lines that are no counters are remarked upon and skipped.
  package init(_ bytes: Span<UInt8>) {
    var lines = MeminfoLines()
    var parsed: [MeminfoLine] = []
    var known: Set<String> = []
    var repeated: [Remark] = []
    while let line = lines.next(of: bytes) {
      guard let line = MeminfoLine(bytes, line.range, number: line.number) else {
        isPlain = false
        if !line.range.isEmpty {
          remarks.append(Remark("a line that is no counter of /proc/meminfo was skipped", line: line.number))
        }
        continue
      }
      guard known.insert(line.name).inserted else {
        isPlain = false
        repeated.append(Remark("\(line.name) appears more than once; its first value was taken", line: line.number))
        continue
      }
      parsed.append(line)
    }
    remarks += Meminfo.condensed(repeated)
    let hasUnits = parsed.contains { $0.unit == .kibibytes }
    for line in parsed { append(line, hasUnits: hasUnits) }
    if !hasUnits, parsed.count >= 8 {
      remarks.removeAll { $0.text.hasSuffix(Meminfo.noUnit) }
      remarks.append(Remark("no counter has a unit" + Meminfo.noUnit, line: parsed[0].number))
    }
  }

  /// Parses a text.
  package init(_ bytes: [UInt8]) { self.init(bytes.span) }

  /// The value of a counter: kB or a count; nil where the text has none.
  package subscript(name: String) -> Int64? {
    guard let position = names.firstIndex(of: name), values[position] != Column.absent else { return nil }
    return values[position]
  }

  /// Takes the values of the next text of the same file, without allocating where it has the same lines.
  ///
  /// - Parameter bytes: The whole text.
  /// - Returns: False where the names or units differ: the values are then of no use, and the text must be parsed anew.
  package mutating func update(_ bytes: Span<UInt8>) -> Bool {
    guard isPlain else {
      let fresh = Meminfo(bytes)
      guard fresh.names == names, fresh.counts == counts else { return false }
      self = fresh
      return true
    }
    guard layout.read(bytes, into: &values) else {
      isPlain = false
      return false
    }
    return true
  }

  /// One remark where nearly everything is there twice.
  private static func condensed(_ repeated: [Remark]) -> [Remark] {
    guard repeated.count >= 8 else { return repeated }
    let text = "two dumps are mixed, as when two recorders write one file; the first value of each counter was taken"
    return [Remark(text, line: repeated[0].line)]
  }

  private mutating func append(_ line: MeminfoLine, hasUnits: Bool) {
    var value = line.value ?? Column.absent
    var isCount = false
    switch line.unit {
    case .kibibytes: break
    case .none where line.value == nil && line.doubt != nil: break
    case .none:
      isCount = !Meminfo.isKnownAmount(line.name) && (hasUnits || line.name.hasPrefix("HugePages_"))
      if !isCount {
        isPlain = false
        remarks.append(Remark("\(line.name) has no unit" + Meminfo.noUnit, line: line.number))
      }
    case .other(let unit, let bytes):
      isPlain = false
      if let bytes, line.value != nil {
        let (product, overflow) = value.multipliedReportingOverflow(by: bytes)
        value = overflow ? Column.absent : product / 1024
        remarks.append(Remark("\(line.name) is in \(unit) and not in kB; it was converted", line: line.number))
      } else {
        value = Column.absent
        remarks.append(Remark("\(line.name) has the unknown unit \(unit); it was left out", line: line.number))
      }
    }
    if value != Column.absent, value > Meminfo.limit { value = Column.absent }
    if let doubt = line.doubt {
      isPlain = false
      remarks.append(Remark("\(line.name) \(doubt); it was left out", line: line.number))
    }
    names.append(line.name)
    values.append(value)
    if isCount { counts.append(line.name) }
    layout.append(line.name, hasUnit: !isCount)
  }

  /// Whether the kernel always gives this counter in kB.
  package static func isKnownAmount(_ name: String) -> Bool {
    if Dimension(rawValue: name) != nil { return true }
    guard let counter = ContextCounter(rawValue: name) else { return false }
    return counter != .tasks && counter != .hugePagesTotal
  }
}
