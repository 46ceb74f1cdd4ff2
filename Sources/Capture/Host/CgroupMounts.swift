import KernelMemory

/// Where the cgroup hierarchies are mounted, from /proc/self/mountinfo.
struct CgroupMounts: Sendable, Hashable {
  /// Where a hierarchy is mounted.
  struct Mount: Sendable, Hashable {
    /// The mount point, as a path from the root without a slash before it.
    var point: String
    /// The cgroup that is seen there: `/`, or a container's.
    var root: String

    /// The folder of a cgroup and those above it that can be seen, the innermost first; empty where it is outside of the mount.
    func folders(from cgroup: String) -> [String] {
      let parts = cgroup.pieces("/")
      let above = root.pieces("/")
      guard parts.starts(with: above), !parts.contains(".."), parts.count <= 64 else { return [] }
      let below = parts.dropFirst(above.count)
      return (0...below.count).reversed().map { ([point[...]] + below.prefix($0)).joined(separator: "/") }
    }
  }

  /// The unified hierarchy (v2); nil where it is not mounted.
  var unified: Mount?
  /// The hierarchy of v1's memory controller.
  var memory: Mount?
  /// The hierarchy of v1's controller of tasks.
  var pids: Mount?
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
    func first(_ controller: String) -> (type: String, point: String, root: String, options: String)? {
      found.first { $0.type == "cgroup" && $0.options.split(separator: ",").contains(controller[...]) }
    }
    let memory = first("memory")
    unified = second.map { Mount(point: $0.point, root: $0.root) }
    self.memory = memory.map { Mount(point: $0.point, root: $0.root) }
    pids = first("pids").map { Mount(point: $0.point, root: $0.root) }
    let namespace = files.link("proc/self/ns/cgroup")
    isWhole = (namespace == nil || namespace == CgroupMounts.initialNamespace) && (memory ?? second)?.root ?? "/" == "/"
  }
}
