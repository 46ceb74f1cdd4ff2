/// An oddity that was met while reading, worth telling the reader of a report; never fatal.
package struct Remark: Sendable, Hashable {
  /// What is odd and what was done about it, one sentence without a trailing period.
  package var text: String

  /// The input's name; nil for standard input.
  package var file: String?

  /// The line of the input it was first met at, from 1.
  package var line: Int?

  /// How often it was met.
  package var count: Int

  /// Makes a remark.
  package init(_ text: String, file: String? = nil, line: Int? = nil, count: Int = 1) {
    self.text = text
    self.file = file
    self.line = line
    self.count = count
  }
}
