package import KernelMemory

/// When the job of a session ran.
package struct JobSpan: Sendable, Hashable {
  /// Milliseconds since 1970-01-01T00:00Z: when the command was started, else the first sample.
  package let start: Int64

  /// When the command ended, else the last sample.
  package let end: Int64

  /// When each iteration began, in order: the marks `iteration 1`, `iteration 2`, … within the job.
  package let iterations: [Int64]

  /// The command's exit status; nil where the session does not tell.
  package let status: Int?

  /// The command as it was typed; nil where none was recorded.
  package let command: String?

  /// Finds the job of a session; nil where it has no sample.
  package init?(_ session: Session) {
    guard let first = session.times.first, let last = session.times.last else { return nil }
    var start: Int64?
    var end: Int64?
    var iterations: [Int64] = []
    var status: Int?
    var command: String?
    for event in session.events {
      switch event.kind {
      case .commandStart(let text):
        if start == nil { (start, command) = (event.time, text) }
      case .commandEnd(let code):
        end = event.time
        status = code
      case .mark(let text) where JobSpan.isIteration(text): iterations.append(event.time)
      default: break
      }
    }
    let begin = start ?? first
    let finish = max(end ?? last, begin)
    (self.start, self.end) = (begin, finish)
    self.status = status
    self.command = command
    self.iterations = iterations.filter { $0 >= begin && $0 < finish }
  }

  /// Milliseconds from start to end.
  package var duration: Int64 { end - start }

  private static func isIteration(_ text: String) -> Bool {
    text.hasPrefix("iteration ") && Int(text.dropFirst(10)) != nil
  }

  /// Times at even steps of the job's own course: where it has iterations, each has the same share.
  func times(_ count: Int) -> [Double] {
    var knots = iterations.map(Double.init)
    if knots.first.map({ $0 > Double(start) }) ?? true { knots.insert(Double(start), at: 0) }
    knots.append(Double(end))
    // What is before the first mark has no share of its own: it is none of the iterations.
    let lead = iterations.first.map { $0 > start } == true ? 1 : 0
    let shares = Double(knots.count - 1 - lead)
    return (0..<count).map { index in
      let place = (Double(index) + 0.5) / Double(count) * shares
      let step = min(Int(place), Int(shares) - 1)
      let (low, high) = (knots[step + lead], knots[step + lead + 1])
      return low + (high - low) * (place - Double(step))
    }
  }
}
