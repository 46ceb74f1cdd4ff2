import SessionFile
import Storage

/// What an input is, told by its content.
package enum InputKind: Sendable {
  /// A session, or a report with one inside.
  case session
  /// What another tool recorded.
  case format(any ImportFormat)
  /// Nothing that is known; the head says how it begins.
  case unknown(ImportHead)

  /// Looks at a head.
  package init(_ head: ImportHead) {
    if SessionHead.isSession(head.bytes) || InputKind.isReport(head) {
      self = .session
    } else if let format = ImportFormats.recognized(head) {
      self = .format(format)
    } else {
      self = .unknown(head)
    }
  }

  /// Whether it is a report that kmem wrote.
  static func isReport(_ head: ImportHead) -> Bool { head.contains(#"name="generator" content="kmem""#) }
}
