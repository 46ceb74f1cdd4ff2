import KernelMemory

/// Finds the hypervisor under this kernel from what it shows of itself.
///
/// The order and most names are those of systemd's `src/basic/virt.c`. `none` needs evidence: firmware that names a maker of machines, and
/// no trace of a hypervisor.
struct HypervisorProbe: Sendable {
  let files: HostFiles
  let release: String?

  /// The answer, or nil where nothing tells.
  func clue() -> EnvironmentClue? {
    windowsSubsystem() ?? xen() ?? firmware() ?? deviceTree() ?? mainframe() ?? processor() ?? bareMetal()
  }

  /// WSL 1 and 2 put Microsoft's name into the release.
  private func windowsSubsystem() -> EnvironmentClue? {
    guard let release, release.lowercased().mentions("microsoft") else { return nil }
    return EnvironmentClue(name: "wsl", evidence: ["the kernel release \(release)"])
  }

  /// Xen names itself in sysfs; its control domain has the machine's memory to itself, as bare metal does.
  private func xen() -> EnvironmentClue? {
    if let capabilities = files.word("proc/xen/capabilities"), capabilities.mentions("control_d") {
      return EnvironmentClue(name: "none", evidence: ["Xen's control domain in /proc/xen/capabilities"])
    }
    guard let type = files.word("sys/hypervisor/type") else { return nil }
    return EnvironmentClue(name: type, evidence: ["`\(type)` in /sys/hypervisor/type"])
  }

  /// The names that hypervisors give to the machines they make up.
  private func firmware() -> EnvironmentClue? {
    for field in ["product_name", "sys_vendor", "board_vendor", "bios_vendor"] {
      guard let value = files.word("sys/class/dmi/id/" + field), let name = HypervisorProbe.maker(value) else {
        continue
      }
      if ["amazon", "google"].contains(name), isMetalInstance { continue }
      // QEMU runs guests with and without KVM; the clock that KVM offers tells which.
      let isKVM = name == "qemu" && offersClock("kvm-clock")
      let clock = isKVM ? ["the clock source kvm-clock"] : []
      return EnvironmentClue(name: isKVM ? "kvm" : name, evidence: ["`\(value)` in DMI \(field)"] + clock)
    }
    return nil
  }

  /// Clouds rent bare machines too, whose firmware carries the same vendor: on x86 they lack the flag, on Arm the product says it.
  private var isMetalInstance: Bool {
    if files.word("sys/class/dmi/id/product_name")?.mentions("metal") == true { return true }
    return processorFlags.map { !$0.contains("hypervisor") } ?? false
  }

  private static func maker(_ value: String) -> String? {
    makers.first { value.hasPrefix($0.prefix) }?.name
  }

  private static let makers: [(prefix: String, name: String)] = [
    ("KVM", "kvm"), ("OpenStack", "kvm"), ("KubeVirt", "kvm"), ("Alibaba Cloud", "kvm"), ("DigitalOcean", "kvm"),
    ("Hetzner", "kvm"), ("RHEV", "kvm"), ("oVirt", "kvm"), ("Standard PC (", "qemu"), ("QEMU", "qemu"),
    ("Amazon EC2", "amazon"), ("Google Compute Engine", "google"), ("VMware", "vmware"), ("VMW", "vmware"),
    ("VirtualBox", "virtualbox"), ("innotek GmbH", "virtualbox"), ("HVM domU", "xen"), ("Xen", "xen"),
    ("Bochs", "bochs"), ("Parallels", "parallels"), ("BHYVE", "bhyve"), ("Virtual Machine", "microsoft"),
    ("Hyper-V", "microsoft"), ("Apple Virtualization", "apple"), ("Cloud Hypervisor", "kvm"), ("crosvm", "kvm"),
  ]

  /// The device tree of Arm, POWER and RISC-V machines.
  private func deviceTree() -> EnvironmentClue? {
    if let compatible = files.word("proc/device-tree/hypervisor/compatible") {
      let name = ["kvm", "xen", "vmware"].first { compatible.mentions($0) } ?? "other"
      return EnvironmentClue(name: name, evidence: ["a hypervisor node in the device tree"])
    }
    guard let compatible = files.word("proc/device-tree/compatible") else { return nil }
    let boards = [("linux,dummy-virt", "qemu"), ("qemu,pseries", "qemu"), ("riscv-virtio", "qemu")]
    guard let board = boards.first(where: { compatible.mentions($0.0) }) else { return nil }
    return EnvironmentClue(name: board.1, evidence: ["`\(board.0)` in the device tree"])
  }

  /// s390 lists the levels of virtualization below the kernel; the first is the machine's own partition.
  private func mainframe() -> EnvironmentClue? {
    guard let text = files.text("proc/sysinfo", limit: 1 << 16), text.mentions("Manufacturer") else { return nil }
    let lines = text.pieces("\n")
    guard let line = lines.first(where: { $0.hasPrefix("VM00 Control Program") }) else {
      return EnvironmentClue(name: "none", evidence: ["no VM level in /proc/sysinfo"])
    }
    let program = (line.pieces(":").last ?? "").trimmed
    return EnvironmentClue(
      name: program.mentions("z/VM") ? "zvm" : "kvm", evidence: ["`\(program)` in /proc/sysinfo"])
  }

  /// x86 processors tell a guest that it is one; the clock that the hypervisor offers says which hypervisor it is.
  private func processor() -> EnvironmentClue? {
    guard processorFlags?.contains("hypervisor") == true else { return nil }
    let flag = "the hypervisor flag in /proc/cpuinfo"
    if offersClock("kvm-clock") {
      let evidence = [flag, "the clock source kvm-clock"]
      guard isWithoutFirmware else { return EnvironmentClue(name: "kvm", evidence: evidence) }
      return EnvironmentClue(name: "firecracker", evidence: evidence + ["no DMI tables, as under Firecracker"])
    }
    if offersClock("hyperv_clocksource") {
      return EnvironmentClue(name: "microsoft", evidence: [flag, "Hyper-V's clock"])
    }
    if offersClock("xen") { return EnvironmentClue(name: "xen", evidence: [flag, "Xen's clock"]) }
    return EnvironmentClue(name: "other", evidence: [flag])
  }

  /// Whether sysfs is there and has no DMI tables; the ACPI tables, where root may read them, must not name another maker.
  private var isWithoutFirmware: Bool {
    guard files.exists("sys/devices/system/cpu"), !files.exists("sys/class/dmi/id/sys_vendor") else { return false }
    guard let table = files.bytes("sys/firmware/acpi/tables/DSDT"), table.count > 16 else { return true }
    return table[10..<16].elementsEqual("FIRECK".utf8)
  }

  /// A machine whose firmware names a maker, and whose processor does not say that it is a guest.
  private func bareMetal() -> EnvironmentClue? {
    if let model = files.word("proc/device-tree/model") {
      return EnvironmentClue(name: "none", evidence: ["`\(model)` in the device tree, and no hypervisor node"])
    }
    let vendors = ["sys_vendor", "board_vendor"].compactMap { files.word("sys/class/dmi/id/" + $0) }
    guard let vendor = vendors.first(where: { !HypervisorProbe.isPlaceholder($0) }) else { return nil }
    if processorFlags != nil {
      return EnvironmentClue(
        name: "none", evidence: ["`\(vendor)` in DMI", "no hypervisor flag in /proc/cpuinfo"])
    }
    return EnvironmentClue(name: "none", evidence: ["`\(vendor)` in DMI"])
  }

  /// What makers leave in firmware when nobody fills it in.
  private static func isPlaceholder(_ vendor: String) -> Bool {
    ["to be filled", "default string", "system manufacturer", "not specified", "none", "unknown", "o.e.m."].contains {
      vendor.lowercased().hasPrefix($0)
    }
  }

  /// The first processor's flags on x86; nil where /proc/cpuinfo has no such line.
  private var processorFlags: [Substring]? {
    files.text("proc/cpuinfo", limit: 1 << 16)?.pieces("\n").first { $0.hasPrefix("flags") }?
      .pieces(" ")
  }

  private func offersClock(_ prefix: String) -> Bool {
    let words = files.word("sys/devices/system/clocksource/clocksource0/available_clocksource")?.pieces(" ")
    return words?.contains { $0.hasPrefix(prefix) } ?? false
  }
}
