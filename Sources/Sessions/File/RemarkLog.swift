import KernelMemory

/// Remarks in the order in which they were first met, each text once with its count.
struct RemarkLog {
  /// The file that the remarks are about; nil for standard input.
  let file: String?

  private(set) var remarks: [Remark] = []
  private var positions: [String: Int] = [:]

  /// A hostile input could make up any number of texts.
  private static let limit = 1000

  init(file: String?) { self.file = file }

  /// Counts a remark that was met at a line, or nowhere in particular.
  mutating func note(_ text: String, line: Int?, count: Int = 1) {
    note(Remark(text, file: file, line: line, count: count))
  }

  /// Counts a remark with its own place.
  mutating func note(_ remark: Remark) {
    if let position = positions[remark.text] {
      let (count, overflow) = remarks[position].count.addingReportingOverflow(remark.count)
      remarks[position].count = overflow ? .max : count
    } else if remarks.count < RemarkLog.limit {
      positions[remark.text] = remarks.count
      remarks.append(remark)
    }
  }
}
