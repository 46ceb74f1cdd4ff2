/// What is known of the recorded machine; nil always means unknown.
///
/// What there is to know stands in the table, ``HostFact/all``; the properties here are those that something is made of.
package struct HostFacts: Sendable, Hashable {
  /// What is known, by the fact's key.
  private var values: [String: HostValue] = [:]

  /// The value of a fact; nil where it is unknown.
  package subscript(fact: HostFact) -> HostValue? {
    get { values[fact.key] }
    set {
      if case .value(let value) = fact.unknown, value == newValue {
        values[fact.key] = nil
      } else {
        self[fact.key] = newValue
      }
    }
  }

  subscript(key: String) -> HostValue? {
    get { values[key] }
    set { values[key] = newValue == .texts([]) ? nil : newValue }
  }

  /// The node name.
  package var name: String? {
    get { self["name"]?.text }
    set { self["name"] = newValue.map(HostValue.text) }
  }

  /// The kernel release, as `uname -r`.
  package var kernelRelease: String? {
    get { self["kernel_release"]?.text }
    set { self["kernel_release"] = newValue.map(HostValue.text) }
  }

  /// The kernel's build, as `uname -v`.
  package var kernelVersion: String? {
    get { self["kernel_version"]?.text }
    set { self["kernel_version"] = newValue.map(HostValue.text) }
  }

  /// The architecture, as `uname -m`.
  package var machine: String? {
    get { self["machine"]?.text }
    set { self["machine"] = newValue.map(HostValue.text) }
  }

  /// The kernel's random id of this boot.
  package var bootID: String? {
    get { self["boot_id"]?.text }
    set { self["boot_id"] = newValue.map(HostValue.text) }
  }

  /// Wall time of boot, milliseconds since 1970-01-01T00:00Z.
  package var bootTime: Int64? {
    get { self["boot_time"]?.integer }
    set { self["boot_time"] = newValue.map(HostValue.integer) }
  }

  /// Bytes a page.
  package var pageSize: Int64? {
    get { self["page_size"]?.integer }
    set { self["page_size"] = newValue.map(HostValue.integer) }
  }

  /// CPUs that could ever be present: what per-CPU memory is multiplied by.
  package var possibleCPUs: Int? {
    get { self["possible_cpus"]?.integer.flatMap { Int(exactly: $0) } }
    set { self["possible_cpus"] = newValue.map { .integer(Int64($0)) } }
  }

  /// CPUs that are online.
  package var onlineCPUs: Int? {
    get { self["online_cpus"]?.integer.flatMap { Int(exactly: $0) } }
    set { self["online_cpus"] = newValue.map { .integer(Int64($0)) } }
  }

  /// All usable RAM.
  package var memTotal: Bytes? {
    get { self["mem_total_kb"]?.integer.map { Bytes(kibibytes: $0) } }
    set { self["mem_total_kb"] = newValue.map { .integer($0.kibibytes) } }
  }

  /// The number of NUMA nodes.
  package var numaNodes: Int? {
    get { self["numa_nodes"]?.integer.flatMap { Int(exactly: $0) } }
    set { self["numa_nodes"] = newValue.map { .integer(Int64($0)) } }
  }

  /// Page tables, huge pages, swap and control groups.
  package var memory: MemorySetup {
    get {
      MemorySetup(
        pageTableLevels: self["page_table_levels"]?.integer.flatMap { Int(exactly: $0) },
        pageTableLevelsSource: self["page_table_levels_source"]?.text,
        transparentHugePages: self["transparent_hugepage"]?.text,
        hugePages: self["huge_pages_kb"]?.integer.map { Bytes(kibibytes: $0) },
        swap: self["swap_total_kb"]?.integer.map { Bytes(kibibytes: $0) }, swapKinds: self["swap_kinds"]?.texts ?? [],
        zswap: self["zswap"]?.flag, controlGroups: self["cgroup"]?.text.flatMap(MemorySetup.ControlGroups.init))
    }
    set {
      self["page_table_levels"] = newValue.pageTableLevels.map { .integer(Int64($0)) }
      self["page_table_levels_source"] = newValue.pageTableLevelsSource.map(HostValue.text)
      self["transparent_hugepage"] = newValue.transparentHugePages.map(HostValue.text)
      self["huge_pages_kb"] = newValue.hugePages.map { .integer($0.kibibytes) }
      self["swap_total_kb"] = newValue.swap.map { .integer($0.kibibytes) }
      self["swap_kinds"] = .texts(newValue.swapKinds)
      self["zswap"] = newValue.zswap.map(HostValue.flag)
      self["cgroup"] = newValue.controlGroups.map { .text($0.rawValue) }
    }
  }

  /// Physical machine, VM or container.
  package var environment: HostEnvironment {
    get {
      HostEnvironment(
        hypervisor: self["hypervisor"]?.text, container: self["container"]?.text, cloud: self["cloud"]?.text,
        lxcfs: self["lxcfs"]?.flag ?? false, evidence: self["evidence"]?.texts ?? [])
    }
    set {
      self["hypervisor"] = newValue.hypervisor.map(HostValue.text)
      self["container"] = newValue.container.map(HostValue.text)
      self["cloud"] = newValue.cloud.map(HostValue.text)
      self["lxcfs"] = newValue.lxcfs ? .flag(true) : nil
      self["evidence"] = .texts(newValue.evidence)
    }
  }

  /// Whether thread stacks are vmalloc areas, hence inside VmallocUsed as well.
  package var vmapStack: VmapStack {
    get { VmapStack(self["vmap_stack"]?.flag, source: self["vmap_stack_source"]?.text) }
    set {
      self["vmap_stack"] = newValue.value.map(HostValue.flag)
      self["vmap_stack_source"] = newValue.source.map(HostValue.text)
    }
  }

  /// Makes facts; everything is unknown unless given.
  package init(
    name: String? = nil, kernelRelease: String? = nil, kernelVersion: String? = nil, machine: String? = nil,
    bootID: String? = nil, bootTime: Int64? = nil, pageSize: Int64? = nil, possibleCPUs: Int? = nil,
    onlineCPUs: Int? = nil, memTotal: Bytes? = nil, numaNodes: Int? = nil, memory: MemorySetup = MemorySetup(),
    environment: HostEnvironment = HostEnvironment(), vmapStack: VmapStack = VmapStack()
  ) {
    self.name = name
    self.kernelRelease = kernelRelease
    self.kernelVersion = kernelVersion
    self.machine = machine
    self.bootID = bootID
    self.bootTime = bootTime
    self.pageSize = pageSize
    self.possibleCPUs = possibleCPUs
    self.onlineCPUs = onlineCPUs
    self.memTotal = memTotal
    self.numaNodes = numaNodes
    self.memory = memory
    self.environment = environment
    self.vmapStack = vmapStack
  }
}
