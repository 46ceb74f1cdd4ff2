/// What is known of the recorded machine; nil always means unknown.
public struct HostFacts: Sendable, Hashable {
  /// The node name.
  public var name: String?
  /// The kernel release, as `uname -r`.
  public var kernelRelease: String?
  /// The kernel's build, as `uname -v`.
  public var kernelVersion: String?
  /// The architecture, as `uname -m`.
  public var machine: String?
  /// The kernel's random id of this boot.
  public var bootID: String?
  /// Wall time of boot, milliseconds since 1970-01-01T00:00Z.
  public var bootTime: Int64?
  /// Bytes a page.
  public var pageSize: Int64?
  /// CPUs that could ever be present: what per-CPU memory is multiplied by.
  public var possibleCPUs: Int?
  /// CPUs that are online.
  public var onlineCPUs: Int?
  /// All usable RAM.
  public var memTotal: Bytes?
  /// The number of NUMA nodes.
  public var numaNodes: Int?
  /// Page tables, huge pages, swap and control groups.
  public var memory: MemorySetup
  /// Physical machine, VM or container.
  public var environment: HostEnvironment
  /// Whether thread stacks are vmalloc areas, hence inside VmallocUsed as well.
  public var vmapStack: VmapStack

  /// Makes facts; everything is unknown unless given.
  public init(
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
