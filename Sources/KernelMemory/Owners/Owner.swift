/// One of those who hold kernel memory, as a snapshot saw it: a slab cache, a vmalloc caller, a command, a cgroup.
package struct Owner: Sendable, Hashable {
  /// The kernel's or the user's name; data, never markup.
  package var name: String

  /// A value for each column of its list; ``Column/absent`` where there is none.
  package var values: [Int64]

  /// Makes an owner.
  package init(_ name: String, _ values: [Int64]) {
    self.name = name
    self.values = values
  }

  /// The longest name that is kept, bytes.
  private static let nameLimit = 200

  /// A name of at most 200 bytes, cut where it is longer.
  package static func bounded(_ name: String) -> String {
    guard name.utf8.count > nameLimit else { return name }
    return String(decoding: name.utf8.prefix(nameLimit - 3), as: UTF8.self) + "…"
  }
}
