/// What a column of sysstat's holds, looked up once and not for each value.
struct SysstatColumn {
  /// What the values are.
  enum Meaning {
    /// Used memory, of which total RAM is worked out.
    case used
    /// Used memory as a share of total RAM.
    case share
    /// A counter.
    case counter(ForeignName)
    /// Nothing that is kept.
    case none
  }

  /// What the values are.
  let meaning: Meaning

  /// The counter's column in the table, as soon as there is a value.
  var slot: Int?

  /// Looks up a name.
  init(_ name: String, of tool: ForeignName.Tool) {
    meaning =
      switch name {
      case "memused", "kbmemused": .used
      case "memused-percent", "%memused": .share
      default: ForeignName.counter(name, of: tool).map(Meaning.counter) ?? .none
      }
  }

  /// Whether anything is kept of the column.
  var isKept: Bool { if case .none = meaning { false } else { true } }
}
