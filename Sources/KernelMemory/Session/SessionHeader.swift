/// What a recorder knows before the first sample.
package struct SessionHeader: Sendable, Hashable {
  /// The user's name for the session.
  package var label: String?

  /// What wrote the samples: `kmem 0.2.0`, or `kmem 0.2.0 import meminfo`.
  package var recorder: String

  /// Wall time at the start, milliseconds since 1970-01-01T00:00Z.
  package var start: Int64

  /// The interval that was asked for in milliseconds; nil for imports, where it is estimated from the times.
  package var interval: Int64?

  /// Where samples were left out to save room, the milliseconds of each stretch of which only the extremes and the last sample
  /// of each counter were kept; nil where all samples are there.
  package var thinned: Int64?

  /// The host, as far as it is known.
  package var host: HostFacts

  /// Makes a header.
  package init(
    label: String? = nil, recorder: String, start: Int64, interval: Int64? = nil, thinned: Int64? = nil,
    host: HostFacts = HostFacts()
  ) {
    self.label = label
    self.recorder = recorder
    self.start = start
    self.interval = interval
    self.thinned = thinned
    self.host = host
  }
}
