@testable import Capture
@testable import KernelMemory
import Testing

/// The folder of a fake host.
func fakeHost(_ name: String) -> String {
  let file = #filePath
  let tests = file.components(before: "/Tests/")
  return tests + "/Fixtures/Hosts/" + name
}

extension String {
  fileprivate func components(before mark: String) -> String {
    guard let range = firstRange(of: mark) else { return self }
    return String(self[..<range.lowerBound])
  }
}

@Suite("Host probe")
struct HostProbeTests {
  struct Host: Sendable, CustomTestStringConvertible {
    var folder: String
    var kind: HostEnvironment.Kind
    var hypervisor: String?
    var container: String?
    var evidence: String
    var testDescription: String { folder }

    init(
      _ folder: String, _ kind: HostEnvironment.Kind, _ hypervisor: String?, _ container: String?, _ evidence: String
    ) {
      (self.folder, self.kind, self.hypervisor, self.container, self.evidence) =
        (folder, kind, hypervisor, container, evidence)
    }
  }

  static let hosts = [
    Host("physical", .physical, "none", "none", "`Dell Inc.` in DMI"),
    Host("kvm-qemu", .vm, "kvm", "none", "`Standard PC (Q35 + ICH9, 2009)` in DMI product_name"),
    Host("qemu-tcg", .vm, "qemu", "none", "`Standard PC (i440FX + PIIX, 1996)` in DMI product_name"),
    Host("firecracker", .vm, "firecracker", "none", "no DMI tables, as under Firecracker"),
    Host("vmware", .vm, "vmware", "none", "`VMware Virtual Platform` in DMI product_name"),
    Host("hyper-v", .vm, "microsoft", "none", "`Virtual Machine` in DMI product_name"),
    Host("xen-guest", .vm, "xen", "none", "`xen` in /sys/hypervisor/type"),
    Host("xen-dom0", .physical, "none", "none", "Xen's control domain in /proc/xen/capabilities"),
    Host("wsl2", .vm, "wsl", "none", "the kernel release 5.15.167.4-microsoft-standard-WSL2"),
    Host("ec2", .vm, "amazon", "none", "`Amazon EC2` in DMI sys_vendor"),
    Host("ec2-metal", .physical, "none", "none", "no hypervisor flag in /proc/cpuinfo"),
    Host("docker", .container, "none", "docker", "/.dockerenv exists"),
    Host("docker-cgroup1", .container, "vmware", "docker", "a docker path in /proc/self/cgroup"),
    Host("docker-service", .physical, "none", "none", "the machine's first namespaces in /proc/self/ns"),
    Host("podman", .container, "kvm", "podman", "`container=podman` in /proc/1/environ"),
    Host("kubernetes", .container, "google", "kubernetes", "a kubernetes path in /proc/self/cgroup"),
    Host("lxc-lxcfs", .container, "none", "lxc", "an LXCFS mount on /proc/meminfo in /proc/self/mountinfo"),
    Host("lxc", .container, "none", "lxc", "`container=lxc` in /proc/1/environ"),
    Host(
      "containerd", .container, "none", "containerd",
      "`/io.containerd.snapshotter.` in the mount of / in /proc/self/mountinfo"),
    Host("own-namespaces", .container, "none", "other", "namespaces of its own in /proc/self/ns"),
    Host("arm-kvm", .vm, "kvm", "none", "a hypervisor node in the device tree"),
    Host(
      "arm-board", .physical, "none", "none",
      "`Raspberry Pi 4 Model B Rev 1.4` in the device tree, and no hypervisor node"),
    Host("arm-server", .physical, "none", "none", "`GIGABYTE` in DMI"),
    Host("s390x-zvm", .vm, "zvm", "none", "`z/VM    7.2.0` in /proc/sysinfo"),
    Host("old", .physical, "none", nil, "`HP` in DMI"),
    Host("placeholder", .physical, "none", "none", "`ASRock` in DMI"),
    Host("../Owners/debian-6.1", .vm, "qemu", "none", "`Standard PC (i440FX + PIIX, 1996)` in DMI product_name"),
    Host("rhel7-3.10", .physical, "none", "none", "`HP` in DMI"),
    Host("rhel8-4.18", .vm, "vmware", "none", "`VMware7,1` in DMI product_name"),
    Host("azure-5.15", .vm, "microsoft", "none", "`7783-7084-3265-9085-8269-3286-77` in DMI chassis_asset_tag"),
    Host("debian12-6.1", .vm, "kvm", "none", "`Hetzner` in DMI sys_vendor"),
    Host("arm64-64k-5.15", .physical, "none", "none", "`GIGABYTE` in DMI"),
    Host(
      "riscv-board", .physical, "none", "none", "`StarFive VisionFive V2` in the device tree, and no hypervisor node"),
    Host("other-guest", .vm, "other", "none", "the hypervisor flag in /proc/cpuinfo"),
  ]

  @Test("says what a host runs on and in, and how that is known", arguments: hosts)
  func environment(_ host: Host) {
    let environment = HostProbe(root: fakeHost(host.folder)).facts().environment
    #expect(environment.kind == host.kind)
    #expect(environment.hypervisor == host.hypervisor)
    #expect(environment.container == host.container)
    #expect(environment.lxcfs == (host.folder == "lxc-lxcfs"))
    #expect(environment.evidence.contains(host.evidence), "\(environment.evidence)")
  }

  @Test(
    "leaves everything unknown that malformed or missing files do not tell", arguments: ["unknown", "no-such-host"])
  func unknown(_ folder: String) {
    let facts = HostProbe(root: fakeHost(folder)).facts()
    #expect(facts == HostFacts(name: folder == "unknown" ? "unknown" : nil, memTotal: nil))
    #expect(facts.environment.kind == .unknown)
  }

  @Test("finds out whether stacks are in vmalloc, from the first source that says so")
  func vmapStack() {
    let expected: [(String, VmapStack)] = [
      ("physical", VmapStack(true, source: "/boot/config-6.1.0-18-amd64")),
      ("kvm-qemu", VmapStack(true, source: "/proc/config.gz")),
      ("qemu-tcg", VmapStack(false, source: "/proc/config.gz")),
      ("kubernetes", VmapStack(false, source: "/boot/config-5.10.0-32-cloud-amd64")),
      ("firecracker", VmapStack(true, source: "/proc/vmallocinfo")),
      ("vmware", VmapStack(false, source: "/proc/vmallocinfo")),
      ("docker", VmapStack()),
      ("old", VmapStack(false, source: "the kernel release 3.10.0-1160.el7.x86_64, which is before 4.9")),
    ]
    for (folder, answer) in expected {
      #expect(HostProbe(root: fakeHost(folder)).facts().vmapStack == answer, "\(folder)")
    }
  }

  @Test("reads names, times, CPUs, memory and nodes")
  func facts() {
    let facts = HostProbe(root: fakeHost("physical")).facts()
    #expect(facts.name == "physical")
    #expect(facts.kernelRelease == "6.1.0-18-amd64")
    #expect(facts.kernelVersion == "#1 SMP PREEMPT_DYNAMIC")
    #expect(facts.machine == nil)
    #expect(HostProbe(root: fakeHost("arm-kvm")).facts().machine == "aarch64")
    #expect(facts.bootID?.hasPrefix("1b0071d0-0000-4000-8000-") == true)
    #expect(facts.bootTime == 1_763_856_000_000)
    #expect(facts.possibleCPUs == 64)
    #expect(facts.onlineCPUs == 48)
    #expect(facts.memTotal == Bytes(kibibytes: 131_072_000))
    #expect(facts.numaNodes == 2)
    #expect(facts.pageSize == nil)
  }

  @Test("asks the running system for what files do not say")
  func live() throws {
    let facts = HostProbe().facts()
    #expect(try #require(facts.pageSize) >= 4096)
    #expect(facts.machine?.isEmpty == false)
    #expect(try #require(facts.onlineCPUs) <= (try #require(facts.possibleCPUs)))
    #expect(try #require(facts.memTotal) > .zero)
  }

  @Test(
    "counts CPU lists and refuses malformed ones",
    arguments: zip(
      ["0", "0-3", "0-3,8,10-11\n", "", "3-1", "a", "0-", "1-2-3", "-1", "0,,1"],
      [1, 4, 7, nil, nil, nil, nil, nil, nil, nil]))
  func cpuList(_ text: String, _ count: Int?) {
    #expect(CPUList(text)?.count == count)
  }

  @Test("unpacks gzip whole or not at all")
  func gzip() throws {
    let packed = try #require(HostFiles(root: fakeHost("kvm-qemu")).bytes("proc/config.gz"))
    #expect(
      KernelConfiguration.unpacked(packed).map { String(decoding: $0, as: UTF8.self) }?
        .contains("CONFIG_VMAP_STACK=y\n") == true)
    #expect(KernelConfiguration.unpacked(Array(packed.dropLast(9))) == nil)
    #expect(KernelConfiguration.unpacked([1, 2, 3]) == nil)
  }
}
