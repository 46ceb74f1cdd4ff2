import KernelMemory

extension HostEnvironment {
  /// `KVM guest`, `docker container on a KVM guest`, `physical machine`, `environment unknown`.
  var words: String {
    let machine: String? =
      switch hypervisor {
      case nil: nil
      case "none"?: "physical machine"
      case let name?: "\(HostEnvironment.names[name] ?? name) guest"
      }
    guard let container, container != "none" else { return machine ?? "environment unknown" }
    let name = container == "other" ? "container of an unknown runtime" : "\(container) container"
    return name + (machine.map { " on a \($0)" } ?? "")
  }

  private static let names = [
    "kvm": "KVM", "qemu": "QEMU", "vmware": "VMware", "microsoft": "Hyper-V", "xen": "Xen", "wsl": "WSL",
    "oracle": "VirtualBox", "firecracker": "KVM (Firecracker)", "amazon": "Amazon EC2",
    "google": "Google Compute Engine",
    "parallels": "Parallels", "bhyve": "bhyve", "zvm": "z/VM", "powervm": "PowerVM",
  ]
}
