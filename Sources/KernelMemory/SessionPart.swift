/// One uninterrupted recording inside a session: the samples that one header stands for.
public struct SessionPart: Sendable, Hashable {
  /// What this part's header says.
  public var header: SessionHeader

  /// The part's samples; may be empty.
  public var samples: Range<Int>

  /// Makes a part.
  public init(header: SessionHeader, samples: Range<Int>) {
    self.header = header
    self.samples = samples
  }
}
