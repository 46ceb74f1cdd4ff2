package import KernelMemory

/// Remarks in the order in which they were first met, each text once with its count.
package struct RemarkLog {
  /// The file that the remarks are about; nil for standard input.
  package let file: String?

  /// The remarks so far.
  package private(set) var remarks: [Remark] = []
  private var positions: [String: Int] = [:]

  /// A hostile input could make up any number of texts.
  private static let limit = 1000

  /// Makes an empty log about a file; nil for standard input.
  package init(file: String?) { self.file = file }

  /// Counts a remark that was met at a line; one that is about no line is noted once.
  package mutating func note(_ text: String, line: Int?) {
    if line == nil, positions[text] != nil { return }
    note(Remark(text, file: file, line: line))
  }

  /// Takes over a remark that was noted elsewhere.
  ///
  /// One that was met here as well is not counted twice: a session inside a report carries the remarks of its first reading.
  mutating func merge(_ remark: Remark) {
    guard let position = positions[remark.text] else { return note(remark) }
    remarks[position].count = max(remarks[position].count, remark.count)
  }

  /// Counts a remark with its own place.
  package mutating func note(_ remark: Remark) {
    if let position = positions[remark.text] {
      let (count, overflow) = remarks[position].count.addingReportingOverflow(remark.count)
      remarks[position].count = overflow ? .max : count
    } else if remarks.count < RemarkLog.limit {
      positions[remark.text] = remarks.count
      remarks.append(remark)
    }
  }
}
