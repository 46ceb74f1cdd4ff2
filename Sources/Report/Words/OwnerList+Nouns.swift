import KernelMemory

extension OwnerList.Kind {
  /// The head of the column of names.
  var title: String {
    switch self {
    case .slab: "Slab cache"
    case .vmalloc: "Caller of vmalloc"
    case .threads: "Command"
    case .pageTables, .processMemory, .descriptors: "Command"
    case .percpu: "What uses it"
    case .cgroups: "Cgroup, children not counted"
    case .sharedMemory: "Segment"
    case .codeLines: "Line of code, of any dimension"
    }
  }

  /// The head of the column of counts.
  var noun: String {
    switch self {
    case .slab: "Objects"
    case .vmalloc: "Areas"
    case .threads: "Threads"
    case .pageTables, .processMemory: "Processes"
    case .descriptors: "Descriptors"
    case .percpu: "Number"
    case .cgroups: "Cgroups"
    case .sharedMemory: "Attached"
    case .codeLines: "Allocations"
    }
  }

  /// What one of them is called inside a line.
  var one: String {
    switch self {
    case .pageTables, .processMemory: "process"
    case .percpu, .sharedMemory: noun.lowercased()
    case .slab, .vmalloc, .threads, .cgroups, .codeLines, .descriptors: String(noun.lowercased().dropLast())
    }
  }
}
