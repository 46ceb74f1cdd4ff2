import KernelMemory

/// Counts of dentries, inodes, files and mounts, from the kernel's own sums.
enum FileSystemFacts {
  /// Adds what can be read to the facts.
  ///
  /// The fifth number of dentry-state is that of negative dentries since 5.0, and 0 before (Documentation/admin-guide/sysctl/fs.rst).
  static func read(_ files: inout ProcFiles, into facts: inout [OwnerSnapshot.Fact: Int64]) {
    let dentries = files.numbers("proc/sys/fs/dentry-state")
    if dentries.count >= 2 {
      facts[.dentries] = dentries[0]
      facts[.unusedDentries] = dentries[1]
    }
    if dentries.count >= 5 { facts[.negativeDentries] = dentries[4] }
    facts[.inodes] = files.numbers("proc/sys/fs/inode-nr").first
    facts[.files] = files.numbers("proc/sys/fs/file-nr").first
    var xfs: Int64?
    _ = files.lines("proc/self/mountinfo") { line in
      xfs = xfs ?? 0
      while let word = line.word(), word != "-" {}
      if line.take("xfs") { xfs = (xfs ?? 0) + 1 }
    }
    facts[.xfsMounts] = xfs
  }

  /// Whether processes are hidden from this one: /proc is mounted so (`hidepid`, proc(5)), and the first process cannot be read.
  static func hidesProcesses(_ files: inout ProcFiles) -> Bool {
    if case .read = files.read("proc/1/status") { return false }
    var isHidden = false
    _ = files.lines("proc/self/mountinfo") { line in
      line.skip(4)
      guard line.take("/proc") else { return }
      while let word = line.word(), word != "-" {}
      guard line.take("proc") else { return }
      line.skip()
      let option = (line.word() ?? "").split(separator: ",").first { $0.hasPrefix("hidepid=") }
      // The uppermost mount counts.
      isHidden = option.map { $0 != "hidepid=0" && $0 != "hidepid=off" } ?? false
    }
    return isHidden
  }

  /// Adds what the slab caches tell: a network namespace and a mount are an object each.
  static func count(_ caches: [Owner], into facts: inout [OwnerSnapshot.Fact: Int64]) {
    for cache in caches {
      let name = cache.name.prefix { $0 != " " }
      if name == "net_namespace" { facts[.networkNamespaces] = cache.values[1] }
      if name == "mnt_cache" { facts[.mounts] = cache.values[1] }
    }
  }
}
