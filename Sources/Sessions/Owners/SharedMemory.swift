import KernelMemory

/// System V shared memory segments as owners, from /proc/sysvipc/shm.
///
/// Each process that touches a segment has page tables of its own for it: a 512th of the size with pages of 4 KiB.
enum SharedMemory {
  static let columns: [OwnerList.Figure] = [.kib, .count, .pid]

  /// The segments with their size, how many map them, and who made them; nil where the file cannot be read.
  static func read(_ files: inout ProcFiles) -> [Owner]? {
    var owners: [Owner] = []
    let failure = files.lines("proc/sysvipc/shm") { line in
      // key shmid perms size cpid lpid nattch …; a key may be negative.
      line.skip()
      guard let id = line.number() else { return }
      line.skip()
      guard let size = line.number(), let creator = line.number() else { return }
      line.skip()
      guard let attached = line.number() else { return }
      owners.append(Owner("segment \(id)", [size / 1024, attached, creator]))
    }
    return failure == nil ? owners : nil
  }
}
