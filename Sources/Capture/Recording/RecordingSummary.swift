package import Storage

/// What came of a recording.
package struct RecordingSummary: Sendable, Hashable {
  /// The session file; `-` for standard output.
  package var path: String
  /// The samples that were taken, without those before the file was truncated.
  package var samples: Int
  /// The samples that were in the file before somebody truncated it.
  package var samplesBefore = 0
  /// Why it ended, as the file says it.
  ///
  /// `SIGTERM`, `duration`, `samples`, `command ended`, and the like.
  package var reason: String
  /// The exit status of the recorded command, or 128 + the signal that ended it; nil where there was none.
  package var commandStatus: Int?
  /// What went wrong, where the recording broke off; samples before are in the file.
  package var failure: SessionError?

  /// Makes a summary.
  package init(
    path: String, samples: Int, reason: String, commandStatus: Int? = nil, failure: SessionError? = nil
  ) {
    self.path = path
    self.samples = samples
    self.reason = reason
    self.commandStatus = commandStatus
    self.failure = failure
  }
}
