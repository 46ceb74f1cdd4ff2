/// Whether the kernel was built with CONFIG_VMAP_STACK (4.9 and later), and how that is known.
package struct VmapStack: Sendable, Hashable {
  /// True where thread stacks are inside VmallocUsed, false where they are not, nil where it could not be found out.
  package var value: Bool?

  /// Where the answer comes from: `/proc/config.gz`, `/boot/config-6.1.0`, `/proc/vmallocinfo`; nil when unknown.
  package var source: String?

  /// Makes the fact; unknown unless given.
  package init(_ value: Bool? = nil, source: String? = nil) {
    self.value = value
    self.source = source
  }
}
