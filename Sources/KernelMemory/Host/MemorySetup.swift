/// How a host's memory is set up, as far as it bears on kernel memory; nil always means unknown.
package struct MemorySetup: Sendable, Hashable {
  /// The version of control groups that is mounted; the raw value is the name in a session file.
  package enum ControlGroups: String, Sendable, Hashable, CaseIterable {
    /// Only hierarchies of version 1: no memory by cgroup in parts.
    case one = "v1"
    /// Only the unified hierarchy.
    case two = "v2"
    /// Both, as systemd's hybrid layout; the memory controller is on version 1.
    case hybrid
  }

  /// Levels of page tables in use, 2 to 5.
  package var pageTableLevels: Int?
  /// Where the number of levels comes from.
  package var pageTableLevelsSource: String?
  /// The policy for transparent huge pages: `always`, `madvise`, `never`.
  package var transparentHugePages: String?
  /// RAM set aside in pools of huge pages of all sizes.
  package var hugePages: Bytes?
  /// SwapTotal.
  package var swap: Bytes?
  /// What swap lies on, each kind once: `partition`, `file`, `zram`; empty where nothing is known or there is none.
  package var swapKinds: [String]
  /// Whether zswap keeps compressed pages in RAM before they reach swap.
  package var zswap: Bool?
  /// The version of control groups.
  package var controlGroups: ControlGroups?

  /// Makes a set-up; everything is unknown unless given.
  package init(
    pageTableLevels: Int? = nil, pageTableLevelsSource: String? = nil, transparentHugePages: String? = nil,
    hugePages: Bytes? = nil, swap: Bytes? = nil, swapKinds: [String] = [], zswap: Bool? = nil,
    controlGroups: ControlGroups? = nil
  ) {
    self.pageTableLevels = pageTableLevels
    self.pageTableLevelsSource = pageTableLevelsSource
    self.transparentHugePages = transparentHugePages
    self.hugePages = hugePages
    self.swap = swap
    self.swapKinds = swapKinds
    self.zswap = zswap
    self.controlGroups = controlGroups
  }
}
