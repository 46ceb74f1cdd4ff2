extension OwnerSnapshot {
  /// The names that people gave: commands, cgroups, BPF maps; those of the kernel's own caches, functions and threads are not among them.
  package var givenNames: [String] { lists.flatMap { list in list.owners.map(\.name).filter(list.kind.isGiven) } }

  /// The snapshot with other names in place of those that people gave.
  package func renaming(_ rename: (String) -> String) -> OwnerSnapshot {
    var snapshot = self
    for index in snapshot.lists.indices {
      let kind = snapshot.lists[index].kind
      for place in snapshot.lists[index].owners.indices {
        let name = snapshot.lists[index].owners[place].name
        if kind.isGiven(name) { snapshot.lists[index].owners[place].name = rename(name) }
      }
    }
    snapshot.processes = snapshot.processes.map { $0.renaming(rename) }
    return snapshot
  }
}

extension OwnerList.Kind {
  /// How a command is shown that a process took all letters from (`PR_SET_NAME`, prctl(2)).
  package static let emptyName = "(empty name)"

  /// Whether owners of this kind are commands.
  package var isCommand: Bool {
    switch self {
    case .threads, .pageTables, .processMemory, .descriptors: true
    case .slab, .vmalloc, .percpu, .cgroups, .sharedMemory, .codeLines: false
    }
  }

  /// Whether a name of this kind was given by people.
  fileprivate func isGiven(_ name: String) -> Bool {
    switch self {
    case .threads, .pageTables, .processMemory, .descriptors:
      !name.hasSuffix(" (kernel)") && name != OwnerList.Kind.emptyName
    case .cgroups: name != "/" && name != ""
    case .percpu: name.hasPrefix("BPF") && name.contains("\"")
    case .sharedMemory: name.hasPrefix("/dev/shm/")
    case .slab, .vmalloc, .codeLines: false
    }
  }
}
