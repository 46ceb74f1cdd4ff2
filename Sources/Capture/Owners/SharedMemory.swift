import KernelMemory

/// Shared memory as owners: System V segments from /proc/sysvipc/shm, and files of POSIX shared memory in /dev/shm.
///
/// Each process that touches it has page tables of its own for it: a 512th of the size with pages of 4 KiB. How many processes map a file
/// only a walk over all mappings would tell, which costs too much; memfds are in no folder.
enum SharedMemory {
  static let columns: [OwnerList.Figure] = [.kib, .count, .pid]

  /// At most so many files are looked at.
  private static let limit = 256

  /// The segments with their size, how many map them, and who made them; the files with what they hold; nil where nothing can be read.
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
    for name in (files.names("dev/shm") ?? []).sorted().prefix(limit) {
      guard let status = files.status("dev/shm/" + name), !status.isFolder, status.kib > 0 else { continue }
      owners.append(Owner("/dev/shm/" + name, [status.kib, Column.absent, Column.absent]))
    }
    return failure == nil || !owners.isEmpty ? owners : nil
  }
}
