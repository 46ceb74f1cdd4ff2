/// One uninterrupted recording inside a session: the samples that one header stands for.
package struct SessionPart: Sendable, Hashable {
  /// What this part's header says.
  package var header: SessionHeader

  /// The part's samples; may be empty.
  package var samples: Range<Int>

  /// Makes a part.
  package init(header: SessionHeader, samples: Range<Int>) {
    self.header = header
    self.samples = samples
  }
}
