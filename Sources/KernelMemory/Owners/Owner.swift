/// One of those who hold kernel memory, as a snapshot saw it: a slab cache, a vmalloc caller, a command, a cgroup.
public struct Owner: Sendable, Hashable {
  /// The kernel's or the user's name; data, never markup.
  public var name: String

  /// A value for each column of its list; ``Column/absent`` where there is none.
  public var values: [Int64]

  /// Makes an owner.
  public init(_ name: String, _ values: [Int64]) {
    self.name = name
    self.values = values
  }
}
