/// A moment that names itself on a chart.
struct ChartMark {
  /// What kind of moment, which chooses its colour.
  enum Kind: String, CaseIterable {
    /// The begin of a growth that is a problem.
    case problem
    /// A spike, a drop, a step.
    case event
    /// A user's mark, a reboot, a command.
    case note

    /// The order in which names get their places: the position in the list.
    var rank: Int {
      switch self {
      case .problem: 0
      case .event: 1
      case .note: 2
      }
    }

    /// The colour in the light theme.
    var colour: String {
      switch self {
      case .problem: Ink.problem
      case .event: Ink.watch
      case .note: Ink.muted
      }
    }
  }

  /// Milliseconds since 1970-01-01T00:00Z.
  let time: Int64
  /// A few words.
  let label: String
  /// The kind.
  let kind: Kind
  /// Whether the line ends above the plot: one through it would hide the very spike or drop that it names.
  var isAbove = false
}
