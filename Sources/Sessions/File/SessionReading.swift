public import KernelMemory

/// A session as it was read, with what only a look at the file tells.
public struct SessionReading: Sendable {
  /// The session.
  public let session: Session

  /// Every counter that the file names, in its order, read or not.
  public let columnNames: [String]

  /// Those of them that are counts and not kB.
  public let countNames: [String]

  /// Reads the sessions of one host and joins them in the order of their starts.
  ///
  /// - Parameters:
  ///   - inputs: Session files, plain or gzip.
  ///   - columns: The counters to keep in memory.
  /// - Throws: What is wrong with an input, or why they cannot be one session.
  public init(_ inputs: [SessionInput], columns: ColumnSelection) throws(SessionError) {
    var readings: [(input: SessionInput, reading: SessionReading)] = []
    for input in inputs { readings.append((input, try SessionReading(input, columns))) }
    guard let first = readings.first else {
      throw SessionError("there is no session to read", file: nil, mend: "name at least one session file")
    }
    self = readings.count == 1 ? first.reading : try SessionReading(joining: readings)
  }

  private init(_ input: SessionInput, _ selection: ColumnSelection) throws(SessionError) {
    var scanner = try SessionScanner(input)
    var builder = SessionBuilder(selection, file: input.name, plainSize: scanner.plainSize)
    try scanner.run(&builder)
    guard let session = builder.finish() else { throw SessionError("it has no header", file: input.name) }
    self.session = session
    columnNames = builder.columns
    countNames = builder.counts
  }

  /// Reads every counter of some samples of one input.
  ///
  /// - Parameters:
  ///   - samples: Sample numbers, sorted.
  ///   - input: The input that they were counted in.
  /// - Throws: Why it cannot be read (again).
  /// - Returns: The columns, with a value a sample.
  public static func columns(of samples: [Int], in input: SessionInput) throws(SessionError) -> [Column] {
    var isKept = [Bool](repeating: false, count: (samples.last ?? -1) + 1)
    for sample in samples { isKept[sample] = true }
    var scanner = try SessionScanner(input)
    var builder = SessionBuilder(.all, file: input.name, plainSize: nil, isKept: isKept)
    try scanner.run(&builder)
    return builder.finish()?.columns ?? []
  }

  init(session: Session, columnNames: [String], countNames: [String]) {
    self.session = session
    self.columnNames = columnNames
    self.countNames = countNames
  }
}

extension Session {
  /// Reads the sessions of one host and joins them in the order of their starts.
  ///
  /// - Parameters:
  ///   - inputs: Session files, plain or gzip.
  ///   - columns: The counters to keep in memory.
  /// - Throws: What is wrong with an input, or why they cannot be one session.
  public init(reading inputs: [SessionInput], columns: ColumnSelection = .report) throws(SessionError) {
    self = try SessionReading(inputs, columns: columns).session
  }
}
