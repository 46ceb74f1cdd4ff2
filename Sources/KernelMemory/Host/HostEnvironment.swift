/// What the recorded system runs on and in, with the evidence.
package struct HostEnvironment: Sendable, Hashable {
  /// The kind of machine whose notes a report prints.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Bare metal.
    case physical
    /// A guest of a hypervisor.
    case vm
    /// Inside a container; its host may be physical or a VM.
    case container
    /// Nothing tells.
    case unknown
  }

  /// The hypervisor (`kvm`, `vmware`, `microsoft`, `xen`, `wsl`, …), `none` on bare metal, nil when unknown.
  package var hypervisor: String?

  /// The container runtime (`docker`, `podman`, `kubernetes`, `lxc`, …), `none` outside one, nil when unknown.
  package var container: String?

  /// The cloud that the firmware names (`Amazon EC2`, `Microsoft Azure`, …), nil where it names none.
  package var cloud: String?

  /// Whether LXCFS serves this /proc/meminfo, so that its counters are partly the container's and partly the host's.
  package var lxcfs: Bool

  /// How this is known, a phrase each: `the hypervisor flag in /proc/cpuinfo`.
  package var evidence: [String]

  /// Makes an environment; unknown unless given.
  package init(
    hypervisor: String? = nil, container: String? = nil, cloud: String? = nil, lxcfs: Bool = false,
    evidence: [String] = []
  ) {
    self.hypervisor = hypervisor
    self.container = container
    self.cloud = cloud
    self.lxcfs = lxcfs
    self.evidence = evidence
  }

  /// The kind: the container if there is one, else what the hypervisor says.
  package var kind: Kind {
    if let container, container != "none" { return .container }
    guard let hypervisor else { return .unknown }
    return hypervisor == "none" ? .physical : .vm
  }
}
