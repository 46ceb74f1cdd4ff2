/// What is wrong in a policy file, and where.
package struct PolicyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file's name.
  package var file: String
  /// The line, from 1.
  package var line: Int
  /// The character of the line, from 1.
  package var column: Int
  /// What is wrong, a phrase.
  package var what: String
  /// What to do about it, a phrase.
  package var mend: String

  /// `policy.txt:3:1: there is no rule 'slab'; the rules are …`.
  package var description: String { "\(file):\(line):\(column): \(what); \(mend)" }
}
