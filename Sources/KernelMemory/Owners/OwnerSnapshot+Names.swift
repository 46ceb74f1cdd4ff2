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
    return snapshot
  }
}

extension OwnerList.Kind {
  /// Whether a name of this kind was given by people.
  fileprivate func isGiven(_ name: String) -> Bool {
    switch self {
    case .threads, .pageTables: !name.hasSuffix(" (kernel)") && name != "processes not examined yet"
    case .cgroups: name != "/" && name != ""
    case .percpu: name.hasPrefix("BPF") && name.contains("\"")
    case .sharedMemory: name.hasPrefix("/dev/shm/")
    case .slab, .vmalloc, .codeLines: false
    }
  }
}
