import KernelMemory
import SessionFile
import Storage

/// A CSV file's header, understood: which field is the time, and what the others count.
struct CSVTable {
  /// The number of fields of every record.
  let width: Int

  /// The counters, one a column that is one.
  private(set) var names: [String] = []

  /// Those of them that are counts.
  private(set) var counts: [String] = []

  /// Whether a column is in pages.
  private(set) var hasPages = false

  private var columns: [(field: Int, meaning: CSVColumn)] = []
  /// By column, the first cell that may be a whole number with digit groups; nil where none is, or where another cell says that it is not.
  private var groups: [DigitGroups]
  private let options: ImportOptions
  private let header: [String]
  private let timeField: Int
  /// The column of dates beside one of times of day; nil where the time is one column.
  private let dateField: Int?
  private var clock: DumpClock
  private let file: String?

  private static let timeNames = ["time", "timestamp", "t", "t_unix", "unix", "epoch", "date", "datetime"]

  init(_ header: CSVRecord, of options: ImportOptions, file: String?) throws(SessionError) {
    self.file = file
    self.options = options
    groups = []
    width = header.fields.count
    let fields = header.fields.map(\.text)
    self.header = fields
    clock = DumpClock(options, file: file)
    let lower = fields.map { $0.lowercased() }
    dateField = lower.contains("time") ? lower.firstIndex { $0 == "date" || $0 == "day" } : nil
    timeField = CSVTable.timeNames.lazy.compactMap { name in lower.firstIndex(of: name) }.first ?? 0
    if fields.count < 2 {
      throw wrong(
        header.fields[0], "a table needs a time and at least one counter, and the header has one column",
        "separate the columns by comma, semicolon or tab")
    }
    if fields.allSatisfy({ Double($0) != nil }) {
      throw wrong(header.fields[0], "the first line is not a header", "put the columns' names there, the time first")
    }
    for name in options.columns.keys.sorted() where !fields.contains(name) {
      throw wrong(
        header.fields[0], "there is no column \(name)", "the columns are " + fields.prefix(20).joined(separator: ", "))
    }
    for (index, field) in header.fields.enumerated()
    where index != timeField && index != dateField && !field.text.isEmpty {
      let legend = Legend(field.text)
      if let host = options.host, let other = legend.host, other != host { continue }
      let meaning = CSVColumn(
        field.text, counter: options.columns[field.text], unit: options.unit ?? .kibibytes, pageSize: options.pageSize)
      if names.contains(meaning.counter) {
        throw wrong(
          field, "a second column stands for \(meaning.counter)",
          legend.host.map { "choose a host, as --host \($0)" } ?? "take one of them out")
      }
      names.append(meaning.counter)
      columns.append((index, meaning))
      if meaning.size == nil { counts.append(meaning.counter) }
      if meaning.isPages { hasPages = true }
    }
    groups = [DigitGroups](repeating: DigitGroups(), count: columns.count)
    if !names.contains(where: CSVTable.isNeeded) {
      throw wrong(
        header.fields[timeField == 0 ? 1 : 0], "no column is a counter that a report needs",
        "say which is one: --column \(fields[timeField == 0 ? 1 : 0])=Slab")
    }
  }

  /// The cells of a record for which nothing but a habit says the unit.
  func cellsWithoutUnit(_ record: CSVRecord) -> [String] {
    guard record.fields.count == width else { return [] }
    return columns.filter { $0.meaning.isAssumed && CSVTable.isNeeded($0.meaning.counter) }
      .map { record.fields[$0.field].text }.filter { !$0.isEmpty }
  }

  /// Whether a column has a name of PCP's.
  var isOfPCP: Bool { header.contains { $0.hasPrefix("mem.util.") || $0 == "mem.physmem" } }

  /// Whether a counter is one that a report needs.
  static func isNeeded(_ counter: String) -> Bool {
    Dimension(rawValue: counter) != nil || ContextCounter(rawValue: counter) != nil
  }

  /// A record's time; the first one decides whether they count seconds, ms, µs or ns.
  mutating func time(
    _ record: CSVRecord, _ scale: inout Double?, _ log: inout RemarkLog
  ) throws(SessionError) -> Int64 {
    if record.fields.count != width {
      throw SessionError(
        "the record has \(record.fields.count) fields, and the header has \(width)", file: file, line: record.line,
        column: record.fields.count > width ? record.fields[width].column : record.fields.last?.column ?? 1,
        mend: "check the separators and the quotes")
    }
    let field = record.fields[timeField]
    if let number = Double(field.text), number.isFinite {
      let unit = scale ?? CSVTable.scale(number)
      scale = unit
      if let time = Int64(exactly: (number * unit).rounded()), SessionLimits.times.contains(time) { return time }
    } else {
      let text = dateField.map { record.fields[$0].text + " " + field.text } ?? field.text
      if let found = TimeLine(text: text) ?? TimeLine(text: text + "T00:00") {
        return options.time(found, line: field.line, &log)
      }
      if let found = FoundTime(in: text) { return try clock.moment(found, line: field.line, &log) }
    }
    throw wrong(
      field, field.text.isEmpty ? "the time is empty" : "“\(CSVTable.short(field.text))” is not a time",
      "write seconds or milliseconds since 1970, or 2026-11-22T03:11:20Z")
  }

  /// A record's values.
  mutating func values(
    _ record: CSVRecord, hasDecimalComma: Bool, _ row: inout [Int64], _ log: inout RemarkLog
  ) throws(SessionError) {
    row.removeAll(keepingCapacity: true)
    for (position, column) in columns.enumerated() {
      let (index, meaning) = column
      let field = record.fields[index]
      if meaning.size == 1024 { groups[position].look(field) }
      switch meaning.value(field.text, hasDecimalComma: hasDecimalComma) {
      case .amount(let amount): row.append(amount)
      case .absent: row.append(Column.absent)
      case .tooLarge:
        log.note("\(meaning.counter) is larger than 2^60; such values were left out", line: field.line)
        row.append(Column.absent)
      case .belowZero:
        log.note("\(meaning.counter) is below zero; such values were left out", line: field.line)
        row.append(Column.absent)
      case .notANumber where !CSVTable.isNeeded(meaning.counter):
        log.note("\(meaning.counter) has cells that are no numbers; they were left out", line: field.line)
        row.append(Column.absent)
      case .notANumber:
        try checkGroups()
        throw wrong(
          field, "“\(CSVTable.short(field.text))” is not a number", "leave a cell empty where there is no value")
      }
    }
  }

  /// Refuses a column of kB in which every number has three digits behind a point or comma: nobody can say whether they are fractions.
  func checkGroups() throws(SessionError) {
    for (position, column) in columns.enumerated() {
      guard let field = groups[position].first else { continue }
      throw wrong(
        field,
        "\(column.meaning.counter) has a separator before three digits in every cell, “\(CSVTable.short(field.text))”: "
          + "digit groups of whole kB, or decimals",
        "take the separators out, or say with --unit MB that they are decimals")
    }
  }

  /// Milliseconds a unit of the times: numbers of 12 and more digits count finer than seconds.
  private static func scale(_ number: Double) -> Double {
    switch abs(number) {
    case 1e17...: 1e-6
    case 1e14...: 1e-3
    case 1e11...: 1
    default: 1000
    }
  }

  private static func short(_ text: String) -> String { text.count <= 40 ? text : text.prefix(39) + "…" }

  private func wrong(_ field: CSVRecord.Field, _ what: String, _ mend: String) -> SessionError {
    SessionError(what, file: file, line: field.line, column: field.column, mend: mend)
  }
}
