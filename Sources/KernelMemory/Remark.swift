/// An oddity that was met while reading, worth telling the reader of a report; never fatal.
public struct Remark: Sendable, Hashable {
  /// What is odd and what was done about it, one sentence without a trailing period.
  public var text: String

  /// The input's name; nil for standard input.
  public var file: String?

  /// The line of the input it was first met at, from 1.
  public var line: Int?

  /// How often it was met.
  public var count: Int

  /// Makes a remark.
  public init(_ text: String, file: String? = nil, line: Int? = nil, count: Int = 1) {
    self.text = text
    self.file = file
    self.line = line
    self.count = count
  }
}
