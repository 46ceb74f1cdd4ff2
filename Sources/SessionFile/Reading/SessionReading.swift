package import KernelMemory
package import Storage

/// A session as it was read, with what only a look at the file tells.
package struct SessionReading: Sendable {
  /// The session.
  package let session: Session

  /// Every counter that the file names, in its order, read or not.
  package let columnNames: [String]

  /// Those of them that are counts and not kB.
  package let countNames: [String]

  /// Where the samples' lines are; nil where that was not asked for, or where they could not be copied as they are.
  let index: SampleIndex?

  /// Reads the sessions of one host and joins them in the order of their starts.
  ///
  /// - Parameters:
  ///   - inputs: Session files, plain or gzip.
  ///   - columns: The counters to keep in memory.
  ///   - isIndexed: Whether samples of the one input may be copied later on, for ``SessionArchive``.
  /// - Throws: What is wrong with an input, or why they cannot be one session.
  package init(_ inputs: [SessionInput], columns: ColumnSelection, isIndexed: Bool = false) throws(SessionError) {
    var readings: [(input: SessionInput, reading: SessionReading)] = []
    for input in inputs { readings.append((input, try SessionReading(input, columns, isIndexed: isIndexed))) }
    guard let first = readings.first else {
      throw SessionError("there is no session to read", file: nil, mend: "name at least one session file")
    }
    self = readings.count == 1 ? first.reading : try SessionReading(joining: readings)
  }

  private init(_ input: SessionInput, _ selection: ColumnSelection, isIndexed: Bool) throws(SessionError) {
    var scanner = try SessionScanner(input)
    var builder = SessionBuilder(selection, file: input.name, plainSize: scanner.plainSize, isIndexed: isIndexed)
    try scanner.run(&builder)
    guard let session = builder.finish() else { throw SessionError("it has no header", file: input.name) }
    self.session = session
    columnNames = builder.columns
    countNames = builder.counts
    index = builder.index
  }

  /// Reads every counter of some samples of one input.
  ///
  /// - Parameters:
  ///   - times: The samples' times, sorted.
  ///   - input: The input that they are from.
  /// - Throws: Why it cannot be read (again).
  /// - Returns: The columns, with a value a sample; nil where a sample is not found, for one of its other counters is damaged.
  static func columns(at times: [Int64], in input: SessionInput) throws(SessionError) -> [Column]? {
    var scanner = try SessionScanner(input)
    var builder = SessionBuilder(.all, file: input.name, plainSize: nil, kept: times)
    try scanner.run(&builder)
    guard let session = builder.finish(), session.times == times else { return nil }
    return session.columns
  }

  init(session: Session, columnNames: [String], countNames: [String]) {
    self.session = session
    self.columnNames = columnNames
    self.countNames = countNames
    index = nil
  }
}

extension Session {
  /// Reads the sessions of one host and joins them in the order of their starts.
  ///
  /// - Parameters:
  ///   - inputs: Session files, plain or gzip.
  ///   - columns: The counters to keep in memory.
  /// - Throws: What is wrong with an input, or why they cannot be one session.
  package init(reading inputs: [SessionInput], columns: ColumnSelection = .report) throws(SessionError) {
    self = try SessionReading(inputs, columns: columns).session
  }
}
