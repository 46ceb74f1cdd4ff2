import Analysis

extension Verdict {
  /// `✕`, `!`, `✓` or `?`: the verdict's symbol, always shown with its word.
  var symbol: String {
    switch self {
    case .unknown: "?"
    case .normal: "✓"
    case .watch: "!"
    case .problem: "✕"
    }
  }

  /// The word at the begin of a sentence.
  var word: String {
    switch self {
    case .unknown: "Unknown"
    case .normal: "Normal"
    case .watch: "Watch"
    case .problem: "Problem"
    }
  }
}

extension Pattern {
  /// The pattern as words in a heading.
  var words: String {
    switch self {
    case .steady: "steady"
    case .warmUp: "warm-up that levelled off"
    case .cyclic: "cyclic"
    case .growth: "continuous growth"
    case .growthStopped: "growth that stopped"
    case .stepUp: "step up"
    case .stepDown: "step down"
    case .decline: "decline"
    case .spike: "spike"
    case .drop: "drop"
    case .insufficient: "too short to say"
    case .absent: "not reported"
    }
  }
}
