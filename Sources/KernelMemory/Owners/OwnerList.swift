/// The owners of one kind in a snapshot, the largest first, and what was left out.
package struct OwnerList: Sendable, Hashable {
  /// What kind of owners; the raw value is the name in a session file.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Slab caches, from /proc/slabinfo.
    case slab
    /// Callers of vmalloc, from /proc/vmallocinfo.
    case vmalloc
    /// Tasks by command, and kernel threads by the stem of their name.
    case threads
    /// Page tables by command, from /proc/PID/status.
    case pageTables = "page_tables"
    /// What takes per-CPU memory: cgroups, network namespaces, BPF maps.
    case percpu
    /// Kernel memory that is charged to cgroups (v2), without that of their children.
    case cgroups
    /// System V shared memory segments, and files in /dev/shm.
    case sharedMemory = "shared_memory"
    /// Lines of the kernel's code, from /proc/allocinfo.
    case codeLines = "code_lines"
    /// Memory of processes by command, from /proc/PID/status: what is none of the kernel's own.
    case processMemory = "process_memory"
    /// Open descriptors by command, since 6.2.
    case descriptors
  }

  /// A column that readers know; others are kept in the file and skipped.
  package enum Figure: String, Sendable, Hashable, CaseIterable {
    /// Memory, KiB.
    case kib
    /// Objects, areas, threads, processes, cgroups, descriptors: what the kind counts.
    case count
    /// KiB at the recording's first snapshot, where that did not list this owner.
    case firstKiB = "first_kib"
    /// The count at the recording's first snapshot, where that did not list this owner.
    case firstCount = "first_count"
    /// KiB in objects that are in use; the rest of a slab cache is free slots.
    case usedKiB = "used_kib"
    /// 1 where the memory counts as SReclaimable, 0 where as SUnreclaim.
    case reclaimable
    /// The process that has most of it.
    case pid
    /// How much of it that process has: threads, descriptors, or KiB.
    case most
    /// Processes of the command.
    case processes
    /// KiB of shared memory that processes have touched, together.
    case shared = "rss_shmem"
    /// 1 where the KiB are an estimate from the count.
    case estimated
    /// The parts of a cgroup's kernel memory, KiB, named as in cgroup v2's memory.stat.
    case slabReclaimable = "slab_reclaimable"
    /// Unreclaimable slab.
    case slabUnreclaimable = "slab_unreclaimable"
    /// Stacks.
    case kernelStack = "kernel_stack"
    /// Page tables.
    case pageTables = "pagetables"
    /// Page tables of virtual machines.
    case secPageTables = "sec_pagetables"
    /// Per-CPU memory.
    case percpu
    /// Vmalloc memory.
    case vmalloc
  }

  /// What kind.
  package var kind: Kind

  /// What the values of an owner are, in order.
  package var columns: [Figure]

  /// The owners that were kept, the largest first.
  package var owners: [Owner]

  /// How many were left out.
  package var restCount: Int64

  /// What they hold together, KiB.
  package var restKiB: Int64

  /// Makes a list.
  package init(_ kind: Kind, columns: [Figure], owners: [Owner], restCount: Int64 = 0, restKiB: Int64 = 0) {
    self.kind = kind
    self.columns = columns
    self.owners = owners
    self.restCount = restCount
    self.restKiB = restKiB
  }

  /// A figure of an owner; nil where the list or the owner has none.
  package func value(_ figure: Figure, of owner: Owner) -> Int64? {
    guard let place = columns.firstIndex(of: figure), place < owner.values.count else { return nil }
    return owner.values[place] == Column.absent ? nil : owner.values[place]
  }

  /// The owner of a name.
  package func owner(_ name: String) -> Owner? { owners.first { $0.name == name } }

  /// What all owners hold together, kept or not, KiB.
  package var totalKiB: Int64 { owners.reduce(restKiB) { $0 + (value(.kib, of: $1) ?? 0) } }
}
