/// What is known of the recorded machine; nil always means unknown.
package struct HostFacts: Sendable, Hashable {
  /// The node name.
  package var name: String?
  /// The kernel release, as `uname -r`.
  package var kernelRelease: String?
  /// The kernel's build, as `uname -v`.
  package var kernelVersion: String?
  /// The architecture, as `uname -m`.
  package var machine: String?
  /// The kernel's random id of this boot.
  package var bootID: String?
  /// Wall time of boot, milliseconds since 1970-01-01T00:00Z.
  package var bootTime: Int64?
  /// Bytes a page.
  package var pageSize: Int64?
  /// CPUs that could ever be present: what per-CPU memory is multiplied by.
  package var possibleCPUs: Int?
  /// CPUs that are online.
  package var onlineCPUs: Int?
  /// All usable RAM.
  package var memTotal: Bytes?
  /// The number of NUMA nodes.
  package var numaNodes: Int?
  /// Page tables, huge pages, swap and control groups.
  package var memory: MemorySetup
  /// Physical machine, VM or container.
  package var environment: HostEnvironment
  /// Whether thread stacks are vmalloc areas, hence inside VmallocUsed as well.
  package var vmapStack: VmapStack

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
