package import KernelMemory

/// Finds the times without samples that the recorder did not name.
package enum GapSearch {
  /// A step is a gap where it is longer than this many usual ones.
  static let factor = 2.5

  /// The usual interval of a part in milliseconds: what was asked for, or the middle one of its steps where that is longer; nil
  /// where there are no steps.
  static func usual(_ times: ArraySlice<Int64>, interval: Int64?) -> Int64? {
    let middle = times.medianStep
    guard let interval else { return middle }
    return max(interval, middle ?? interval)
  }

  /// The gaps in a session's times that no recorded gap or suspend covers.
  package static func find(_ times: [Int64], parts: [SessionPart], recorded: [SessionEvent]) -> [SessionEvent] {
    let covered = recorded.compactMap { event -> ClosedRange<Int64>? in
      switch event.kind {
      case .gap(let length), .suspend(let length): event.time...(event.time + max(0, length))
      default: nil
      }
    }.sorted { $0.lowerBound < $1.lowerBound }
    var passed = 0
    var gaps: [SessionEvent] = []
    var usualBefore: Int64?
    for part in parts where !part.samples.isEmpty {
      let usual = usual(times[part.samples], interval: part.header.interval).map { max($0, part.header.thinned ?? 0) }
      let first = max(part.samples.lowerBound, 1)
      var steps = first..<max(first, part.samples.upperBound)
      // Nearly always no step of a part is long.
      if let least = [usual, usualBefore].compactMap({ $0 }).min(), !isLong(longest(times, to: steps), least) {
        steps = first..<first
      }
      for index in steps {
        let isSeam = index == part.samples.lowerBound
        guard let ordinary = isSeam ? usualBefore ?? usual : usual else { continue }
        let step = times[index] - times[index - 1]
        guard isLong(step, ordinary), isSeam || isLong(step, nearby(times, index, part.samples)) else { continue }
        let begin = times[index - 1]
        // A recorded gap may begin a little beside the sample; what matters is that it explains most of the step.
        while passed < covered.count, covered[passed].lowerBound <= times[index] { passed += 1 }
        let explained = covered[..<passed].suffix(8).contains {
          $0.overlaps(begin...times[index]) && !isLong(step - length($0), ordinary)
        }
        if !explained { gaps.append(SessionEvent(time: begin, kind: .gap(milliseconds: step))) }
        if gaps.count >= SessionLimits.events { return gaps }
      }
      usualBefore = usual ?? usualBefore
    }
    return gaps
  }

  private static func length(_ range: ClosedRange<Int64>) -> Int64 { range.upperBound - range.lowerBound }

  /// The longest of the steps that lead to some samples, of which none is the session's first; 0 where there are none.
  private static func longest(_ times: [Int64], to samples: Range<Int>) -> Int64 {
    times.span.extracting((samples.lowerBound - 1)..<samples.upperBound).longestStep ?? 0
  }

  private static func isLong(_ step: Int64, _ usual: Int64) -> Bool { Double(step) > factor * Double(usual) }

  /// The middle one of the steps around a step: sessions may go over to a longer interval.
  private static func nearby(_ times: [Int64], _ index: Int, _ part: Range<Int>) -> Int64 {
    times[max(part.lowerBound, index - 5)..<min(part.upperBound, index + 5)].medianStep ?? 0
  }

  /// What is to be said of imports whose samples are not evenly spaced: statistics by sample number would mislead.
  static func unevenImports(_ session: Session) -> [String] {
    session.parts.compactMap { part in
      guard part.header.interval == nil, part.samples.count >= 20,
        let usual = usual(session.times[part.samples], interval: nil)
      else { return nil }
      let steps = part.samples.dropFirst().map { session.times[$0] - session.times[$0 - 1] }
      let others = steps.count { Double($0) > factor * Double(usual) || Double($0) * factor < Double(usual) }
      guard others > steps.count / 10 else { return nil }
      return "the samples are not evenly spaced: the usual interval is \(usual) ms, \(others) of \(steps.count) differ"
    }
  }
}
