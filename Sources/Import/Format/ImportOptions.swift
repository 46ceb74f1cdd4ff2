import SessionFile

/// What the user said about inputs that are imported.
package struct ImportOptions: Sendable {
  /// What converts them: `kmem 0.2.0`.
  package var tool: String

  /// The user's name for the session.
  package var label: String?

  /// The time of a first or only sample that says none itself, milliseconds since 1970-01-01T00:00Z.
  package var time: Int64?

  /// Whether ``time`` is not the user's but that of the last sample of the records beside.
  var isTimeOfTheEnd = false

  /// Milliseconds between samples that say no time.
  package var interval: Int64?

  /// The zone of times that name none; nil: UTC is assumed, with a remark.
  package var zone: TimeZoneRules?

  /// The host to take where an input holds several.
  package var host: String?

  /// The counter that a column or series stands for, by its name there; others go by their own names.
  package var columns: [String: String] = [:]

  /// The unit of columns whose names do not say one; nil: what the format is known for.
  package var unit: MemoryUnit?

  /// Bytes a page, for numbers in pages.
  package var pageSize: Int64 = 4096

  /// Makes options.
  package init(tool: String, label: String? = nil, time: Int64? = nil) {
    self.tool = tool
    self.label = label
    self.time = time
  }

  /// A time that was found, by the zone that it names or that the user gave; what had to be assumed is noted.
  func time(_ found: TimeLine, line: Int?, _ log: inout RemarkLog) -> Int64 {
    if found.isLocal, let zone { return zone.utc(local: found.time) }
    if let assumption = found.assumption { log.note(assumption, line: line) }
    return found.time
  }
}
