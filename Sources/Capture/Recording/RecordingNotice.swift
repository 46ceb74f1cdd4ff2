package import KernelMemory

/// What a recorder tells while it works.
package enum RecordingNotice: Sendable {
  /// The session file is open, and samples follow.
  case started(path: String)
  /// A sample was taken.
  case sample(RecordingProgress)
  /// Something became of the session file.
  case file(JournalNotice)
}

/// How far a recording has come, with the last values.
package struct RecordingProgress: Sendable, Hashable {
  /// Milliseconds since the start.
  package var elapsed: Int64
  /// Samples so far.
  package var samples: Int
  /// The five dimensions in the order of `Dimension.bands`: the first and the last value, nil where there is none.
  package var values: [Value]

  /// One dimension's first and last value.
  package struct Value: Sendable, Hashable {
    /// Which one.
    package var dimension: Dimension
    /// In the first sample.
    package var first: Bytes?
    /// In the last sample.
    package var last: Bytes?

    /// Makes a value.
    package init(dimension: Dimension, first: Bytes?, last: Bytes?) {
      self.dimension = dimension
      self.first = first
      self.last = last
    }
  }

  /// Makes progress.
  package init(elapsed: Int64, samples: Int, values: [Value]) {
    self.elapsed = elapsed
    self.samples = samples
    self.values = values
  }

  /// Makes progress of the five dimensions' values in kB, in the order of `Dimension.bands`.
  init(elapsed: Int64, samples: Int, first: [Int64?], last: [Int64?]) {
    let values = zip(Dimension.bands, zip(first, last)).map { dimension, value in
      Value(
        dimension: dimension, first: value.0.map { Bytes(kibibytes: $0) }, last: value.1.map { Bytes(kibibytes: $0) })
    }
    self.init(elapsed: elapsed, samples: samples, values: values)
  }
}
