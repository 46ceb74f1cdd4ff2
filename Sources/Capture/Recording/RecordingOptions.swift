import KernelMemory

/// What to record, how often, how long, and where to.
package struct RecordingOptions: Sendable {
  /// The session file; `-` is standard output; nil is a file in the current folder, named after host and time.
  package var path: String?
  /// What to do where the file exists.
  package var existing: ExistingFile
  /// Milliseconds from sample to sample, 10 to 3,600,000.
  package var interval: Int64
  /// Milliseconds after which the recording ends; nil records on.
  package var duration: Int64?
  /// The number of samples after which the recording ends; nil records on.
  package var samples: Int?
  /// The user's name for the session.
  package var label: String?
  /// A program and its arguments, to be started after the first sample; the recording ends with it.
  package var command: [String]
  /// Milliseconds that are recorded before the command starts, so that what was there is known.
  package var before: Int64 = 0
  /// Milliseconds that are recorded after the command, so that what it leaves is known.
  package var after: Int64 = 0
  /// How many times the command runs, with a mark `iteration N` before each where it is more than once.
  package var iterations = 1
  /// Whether an iteration that fails is followed by the next.
  package var keepsGoing = false
  /// The folder that stands for `/` when counters and host facts are read.
  package var root: String
  /// Milliseconds from one snapshot of the owners to the next, 1,000 to 86,400,000; nil takes none.
  package var attribution: Int64?
  /// Milliseconds after which the disk is told to store what was written; 0 is after every line, nil leaves it to the kernel.
  ///
  /// At the end, what was written is stored in any case.
  package var sync: Int64?
  /// What records: `kmem 0.2.0`.
  package var recorder: String

  /// The intervals that can be kept, milliseconds.
  ///
  /// The kernel itself folds its per-CPU counters about once a second, so shorter ones show steps more than truth.
  package static let intervals: ClosedRange<Int64> = 10...3_600_000

  /// Makes options.
  package init(
    path: String? = nil, existing: ExistingFile = .refuse, interval: Int64 = 1000, duration: Int64? = nil,
    samples: Int? = nil, label: String? = nil, command: [String] = [], root: String = "/", attribution: Int64? = nil,
    sync: Int64? = 10_000, recorder: String
  ) {
    self.path = path
    self.existing = existing
    self.interval = interval
    self.duration = duration
    self.samples = samples
    self.label = label
    self.command = command
    self.root = root
    self.attribution = attribution
    self.sync = sync
    self.recorder = recorder
  }

  /// The file's name where the user gave none: `kmem-web3-20261123-031120Z.jsonl`, in UTC.
  ///
  /// - Parameters:
  ///   - host: The node name; what is unusual in a file's name becomes `-`.
  ///   - time: Milliseconds since 1970-01-01T00:00Z.
  ///   - number: 1, or more for another recording of the same second.
  /// - Returns: A name without a folder.
  package static func defaultPath(host: String?, time: Int64, number: Int = 1) -> String {
    let name = (host ?? "host").utf8.prefix(64).map { byte in
      let isPlain = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a || (0x30...0x39).contains(byte) || byte == 0x2e
      return isPlain ? Character(UnicodeScalar(byte)) : "-"
    }
    let moment = CivilTime(milliseconds: time).iso8601.filter { $0.isNumber || $0 == "T" }
    let parts = moment.split(separator: "T")
    let day = parts.first ?? ""
    let clock = parts.last?.prefix(6) ?? ""
    return "kmem-\(String(name))-\(day)-\(clock)Z\(number > 1 ? "-\(number)" : "").jsonl"
  }
}
