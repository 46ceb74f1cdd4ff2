import KernelMemory

/// The limits of the cgroup that this process is in: the lowest from it up, for what is above a cgroup binds it too.
///
/// Words as in the files, `max` where no cgroup has a limit; nil where none has the controller, or nothing can be seen.
struct CgroupLimits: Sendable {
  /// Tasks at most: pids.max, version 2 or 1.
  let pids: String?
  /// KiB of memory at most: memory.max, and with version 1 the hierarchical_memory_limit of memory.stat.
  let memory: String?

  /// From here on, bytes, version 1 says that there is no limit: PAGE_COUNTER_MAX pages (include/linux/page_counter.h).
  private static let unlimited: Int64 = 1 << 60

  /// Reads both.
  init(files: HostFiles) {
    var reader = ProcFiles(root: files.root)
    let mounts = CgroupMounts(&reader)
    let lines = files.text("proc/self/cgroup", limit: 1 << 16)?.pieces("\n") ?? []
    /// The cgroup's folder in a hierarchy and those above it; a line is `9:pids:/user.slice`, and `0::/user.slice` with version 2.
    func folders(_ mount: CgroupMounts.Mount?, _ controller: String) -> [String] {
      guard let mount else { return [] }
      for line in lines {
        let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3,
          parts[1].split(separator: ",", omittingEmptySubsequences: false).contains(controller[...])
        else { continue }
        return mount.folders(from: String(parts[2]))
      }
      return []
    }
    let unified = folders(mounts.unified, "")
    if let mount = mounts.pids {
      pids = CgroupLimits.lowest(files, "pids.max", folders(mount, "pids")).word
    } else {
      pids = CgroupLimits.lowest(files, "pids.max", unified).word
    }
    if let mount = mounts.memory {
      let lines = folders(mount, "memory").first.flatMap { files.text($0 + "/memory.stat", limit: 1 << 16) }?.pieces(
        "\n")
      let limit = lines?.first { $0.hasPrefix("hierarchical_memory_limit ") }?.pieces(" ").last.flatMap { Int64($0) }
      memory = limit.map { $0 >= CgroupLimits.unlimited ? HostFact.noLimit : String($0 / 1024) }
    } else {
      let limit = CgroupLimits.lowest(files, "memory.max", unified)
      memory = limit.number.map { String($0 / 1024) } ?? limit.word
    }
  }

  /// The lowest number of a file in some folders, or that those that have the file say `max`.
  private static func lowest(_ files: HostFiles, _ name: String, _ folders: [String]) -> (word: String?, number: Int64?)
  {
    let words = folders.compactMap { files.word($0 + "/" + name) }
    if let least = words.compactMap({ Int64($0) }).filter({ $0 >= 0 }).min() { return (String(least), least) }
    return (words.contains(HostFact.noLimit) ? HostFact.noLimit : nil, nil)
  }
}
