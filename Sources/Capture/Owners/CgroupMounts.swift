import KernelMemory

/// Where the cgroup hierarchies are mounted, from /proc/self/mountinfo.
struct CgroupMounts: Sendable, Hashable {
  /// The unified hierarchy (v2), as a path from the root without a slash before it; nil where it is not mounted.
  var unified: String?
  /// The hierarchy of v1's memory controller.
  var memory: String?
  /// Whether this looks at the whole host's cgroups: not from inside a cgroup namespace, and from a hierarchy's root.
  var isWhole = true

  /// The inode number of the first cgroup namespace (`PROC_CGROUP_INIT_INO`, include/linux/proc_ns.h).
  private static let initialNamespace = "cgroup:[4026531835]"

  /// Reads the mounts.
  init(_ files: inout ProcFiles) {
    var found: [(type: String, point: String, root: String, options: String)] = []
    // `35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory`
    _ = files.lines("proc/self/mountinfo") { line in
      line.skip(3)
      guard let root = line.word(), let point = line.word() else { return }
      while let word = line.word(), word != "-" {}
      guard let type = line.word(), type == "cgroup" || type == "cgroup2", found.count < 64 else { return }
      line.skip()
      found.append((type, String(point.drop { $0 == "/" }), root, line.word() ?? ""))
    }
    let second = found.first { $0.type == "cgroup2" }
    let first = found.first { $0.type == "cgroup" && $0.options.split(separator: ",").contains("memory") }
    unified = second?.point
    memory = first?.point
    let namespace = files.link("proc/self/ns/cgroup")
    isWhole = (namespace == nil || namespace == CgroupMounts.initialNamespace) && (first ?? second)?.root ?? "/" == "/"
  }
}
