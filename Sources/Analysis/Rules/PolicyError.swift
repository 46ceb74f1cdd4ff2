/// What is wrong in a policy file, and where.
public struct PolicyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file's name.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The character of the line, from 1.
  public var column: Int
  /// What is wrong, a phrase.
  public var what: String
  /// What to do about it, a phrase.
  public var mend: String

  /// `policy.txt:3:1: there is no rule 'slab'; the rules are …`.
  public var description: String { "\(file):\(line):\(column): \(what); \(mend)" }
}
