/// Whose name a redacted session gives a pseudonym; the raw value is its noun, as in `host-1`.
package enum Pseudonym: String, Sendable, Hashable {
  case host, label, mark, command, boot, file, process, cgroup, map
  case shared = "shared-memory"
}
