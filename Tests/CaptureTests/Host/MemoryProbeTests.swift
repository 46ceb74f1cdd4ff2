@testable import Capture
@testable import KernelMemory
@testable import SessionFile
import Testing

@Suite("The set-up of memory")
struct MemoryProbeTests {
  struct Host: Sendable, CustomTestStringConvertible {
    var folder: String
    var setup: MemorySetup
    var testDescription: String { folder }

    init(_ folder: String, _ setup: MemorySetup) { (self.folder, self.setup) = (folder, setup) }
  }

  private static let total = "VmallocTotal in /proc/meminfo"

  static let hosts = [
    Host(
      "rhel7-3.10",
      MemorySetup(
        pageTableLevels: 4, pageTableLevelsSource: total, transparentHugePages: "always",
        hugePages: Bytes(kibibytes: 8192 * 2048), swap: Bytes(kibibytes: 8_388_604), swapKinds: ["partition"],
        controlGroups: .one)),
    // The configuration allows 5 levels; VmallocTotal says that 4 are used.
    Host(
      "rhel8-4.18",
      MemorySetup(
        pageTableLevels: 4, pageTableLevelsSource: total, transparentHugePages: "always", hugePages: .zero,
        swap: Bytes(kibibytes: 4_194_300), swapKinds: ["partition"], zswap: false, controlGroups: .one)),
    Host(
      "azure-5.15",
      MemorySetup(
        pageTableLevels: 5, pageTableLevelsSource: total, transparentHugePages: "madvise",
        hugePages: Bytes(kibibytes: 16 * 1_048_576 + 512 * 2048), swap: .zero, zswap: false, controlGroups: .hybrid)),
    Host(
      "debian12-6.1",
      MemorySetup(
        pageTableLevels: 4, pageTableLevelsSource: total, transparentHugePages: "always", hugePages: .zero,
        swap: Bytes(kibibytes: 1_006_076), swapKinds: ["zram"], zswap: true, controlGroups: .two)),
    Host(
      "firecracker",
      MemorySetup(
        pageTableLevels: 4, pageTableLevelsSource: total, transparentHugePages: "madvise", hugePages: .zero,
        swap: .zero, zswap: false, controlGroups: .hybrid)),
    Host(
      "../Owners/debian-6.1",
      MemorySetup(
        pageTableLevels: 5, pageTableLevelsSource: total, transparentHugePages: "always", hugePages: .zero,
        swap: .zero, controlGroups: .two)),
    Host(
      "arm64-64k-5.15",
      MemorySetup(
        pageTableLevels: 3, pageTableLevelsSource: "/boot/config-5.15.0-1034-generic-64k",
        transparentHugePages: "madvise", hugePages: Bytes(kibibytes: 4 * 524_288), swap: .zero, controlGroups: .two)),
    Host(
      "riscv-board",
      MemorySetup(
        pageTableLevels: 3, pageTableLevelsSource: "sv39 in /proc/cpuinfo", swap: .zero, controlGroups: .two)),
    Host(
      "lxc-lxcfs",
      MemorySetup(
        pageTableLevels: 4, pageTableLevelsSource: total, swap: Bytes(kibibytes: 524_288), controlGroups: .two)),
    Host(
      "docker",
      MemorySetup(
        pageTableLevels: 4, pageTableLevelsSource: "no flag la57 in /proc/cpuinfo", controlGroups: .two)),
    Host(
      "docker-cgroup1",
      MemorySetup(
        pageTableLevels: 4, pageTableLevelsSource: "no flag la57 in /proc/cpuinfo", controlGroups: .one)),
    Host("unknown", MemorySetup()),
  ]

  @Test("says how memory is set up, and nothing that no file tells", arguments: hosts)
  func setup(_ host: Host) {
    #expect(HostProbe(root: fakeHost(host.folder)).facts().memory == host.setup)
  }

  @Test(
    "names the cloud by the firmware",
    arguments: [
      ("ec2", "Amazon EC2"), ("ec2-metal", "Amazon EC2"), ("azure-5.15", "Microsoft Azure"),
      ("kubernetes", "Google Cloud"), ("debian12-6.1", "Hetzner Cloud"), ("hyper-v", nil), ("physical", nil),
      ("rhel8-4.18", nil), ("no-such-host", nil),
    ] as [(String, String?)])
  func cloud(_ folder: String, _ cloud: String?) {
    #expect(HostProbe(root: fakeHost(folder)).facts().environment.cloud == cloud)
  }

  @Test("the header carries it there and back", arguments: hosts)
  func header(_ host: Host) throws {
    var header = SessionHeader(recorder: "kmem 1", start: 1_700_000_000_000, interval: 1000)
    header.host = HostProbe(root: fakeHost(host.folder)).facts()
    let line = SessionText.header(header, columns: ["time", "Slab"], counts: [])
    let read = try #require(try HeaderLine.parse(Array(line.dropLast().utf8), file: nil, line: 1))
    #expect(read.header.host.memory == host.setup)
    #expect(read.header.host == header.host)
  }

  @Test("a header that says what cannot be leaves that unknown")
  func hostileHeader() throws {
    let line =
      #"{"kmem":"session","version":1,"start":1,"columns":["time"],"host":{"page_table_levels":77,"huge_pages_kb":-5,"#
      + #""swap_total_kb":9223372036854775807,"cgroup":"v9","swap_kinds":["zram"]}}"#
    let read = try #require(try HeaderLine.parse(Array(line.utf8), file: nil, line: 1))
    #expect(read.header.host.memory == MemorySetup(swapKinds: ["zram"]))
  }
}
