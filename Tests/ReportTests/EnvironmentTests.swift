import Analysis
import KernelMemory
import Markup
import Testing

@testable import Report

@Suite struct EnvironmentTests {
  private static func session(_ change: (inout HostFacts) -> Void) -> Session {
    var host = HostFacts()
    change(&host)
    return SampleSessions.session(columns: [("Slab", 150_000, 20)], host: host)
  }

  private static func page(_ session: Session) throws -> String {
    String(decoding: try Report(Findings(analysing: session), version: "9.9").html(Templates()), as: UTF8.self)
  }

  /// A set-up, the reason that stands before its note, and words of the note.
  struct Case: Sendable, CustomTestStringConvertible {
    var reason: String
    var words: String
    var host: HostFacts
    var testDescription: String { reason }

    init(_ reason: String, _ words: String, _ change: (inout HostFacts) -> Void) {
      var host = HostFacts()
      change(&host)
      (self.reason, self.words, self.host) = (reason, words, host)
    }
  }

  static let cases = [
    Case("2 online of 128 possible CPUs", "every possible CPU") { ($0.onlineCPUs, $0.possibleCPUs) = (2, 128) },
    Case("2 NUMA nodes", "sums over the nodes") { $0.numaNodes = 2 },
    Case("Pages of 64 KiB", "1/8192") { $0.pageSize = 65_536 },
    Case("5 levels of page tables, by VmallocTotal in /proc/meminfo", "one table more") {
      ($0.memory.pageTableLevels, $0.memory.pageTableLevelsSource) = (5, "VmallocTotal in /proc/meminfo")
    },
    Case("17.0 GiB in pools of huge pages", "nobody else can use") {
      $0.memory.hugePages = Bytes(kibibytes: 17 << 20)
    },
    Case("Transparent huge pages: always", "spare table") { $0.memory.transparentHugePages = "always" },
    Case("No swap: SwapTotal is 0", "out-of-memory killer") { $0.memory.swap = .zero },
    Case("Swap on zram, by /proc/swaps", "mm_stat") {
      ($0.memory.swap, $0.memory.swapKinds) = (Bytes(kibibytes: 77), ["zram"])
    },
    Case("Zswap is on, by /sys/module/zswap", "zswap keeps") {
      ($0.memory.swap, $0.memory.zswap) = (Bytes(kibibytes: 77), true)
    },
    Case("Cgroup v1, by the mounts", "no parts by") { $0.memory.controlGroups = .one },
    Case("Cgroup v1 and v2 side by side, by the mounts", "no parts by") { $0.memory.controlGroups = .hybrid },
    Case("KVM guest: the hypervisor flag in /proc/cpuinfo", "A balloon that the host inflates") {
      $0.environment = HostEnvironment(hypervisor: "kvm", evidence: ["the hypervisor flag in /proc/cpuinfo"])
    },
    Case("Hyper-V guest (Microsoft Azure): x", "dynamic memory") {
      $0.environment = HostEnvironment(hypervisor: "microsoft", cloud: "Microsoft Azure", evidence: ["x"])
    },
    Case("Docker container: /.dockerenv exists", "other containers may stand behind") {
      $0.environment = HostEnvironment(container: "docker", evidence: ["/.dockerenv exists"])
    },
    Case("Kubernetes container: y", "the whole node's") {
      $0.environment = HostEnvironment(container: "kubernetes", evidence: ["y"])
    },
    Case("WSL guest: z", "Microsoft's kernel") {
      $0.kernelRelease = "5.15.167.4-microsoft-standard-WSL2"
      $0.environment = HostEnvironment(hypervisor: "wsl", evidence: ["z"])
    },
    Case("WSL guest: z", "Windows makes up") {
      $0.kernelRelease = "4.4.0-19041-Microsoft"
      $0.environment = HostEnvironment(hypervisor: "wsl", evidence: ["z"])
    },
  ]

  @Test(arguments: cases) func aNoteStandsWithItsReason(_ note: Case) throws {
    let page = try Self.page(SampleSessions.session(columns: [("Slab", 150_000, 20)], host: note.host))
    #expect(page.contains("<dt><bdi>\(note.reason)</bdi></dt>"))
    #expect(page.contains(note.words))
    #expect(page.count(of: "<dd>") == page.count(of: "<dt>") && page.count(of: "<dt><bdi>") == 1)
  }

  /// Nothing is said of what is unknown, or of what is as everywhere.
  @Test func noteOnlyWhatApplies() throws {
    var host = HostFacts(pageSize: 4096, possibleCPUs: 4, onlineCPUs: 4, numaNodes: 1)
    host.memory = MemorySetup(
      pageTableLevels: 4, transparentHugePages: "never", hugePages: .zero, swap: Bytes(kibibytes: 5),
      swapKinds: ["partition"], zswap: false, controlGroups: .two)
    let page = try Self.page(SampleSessions.session(columns: [("Slab", 150_000, 20)], host: host))
    #expect(!page.contains("<dt><bdi>"))
    #expect(
      !(try Self.page(SampleSessions.session(columns: [("Slab", 150_000, 20)], host: HostFacts())))
        .contains("<dt><bdi>"))
  }

  @Test(arguments: [("</td><script>alert(1)</script>", 1), ("\u{202e}\u{1b}[31m", 1), ("x", 9000)])
  func hostileFactsStayText(piece: String, count: Int) throws {
    let text = String(repeating: piece, count: count)
    let session = Self.session { host in
      host.environment = HostEnvironment(
        hypervisor: text, container: text, cloud: text, lxcfs: true, evidence: [text])
      host.memory = MemorySetup(
        pageTableLevels: 5, pageTableLevelsSource: text, transparentHugePages: text, swapKinds: [text])
    }
    let page = try Self.page(session)
    #expect(page.count(of: "<script>") == 1)
    #expect(!page.contains("\u{1b}"))
  }
}

@Suite struct LXCFSTests {
  /// What LXCFS gives: Slab as 0 and left out by the reader, the container's RAM, the host's stacks.
  static func session(reclaimable: Int64? = nil) -> Session {
    var host = SampleSessions.host()
    host.environment = HostEnvironment(hypervisor: "none", container: "lxc", lxcfs: true, evidence: ["a mount"])
    var columns: [(name: String, start: Int64, slope: Double)] = [
      ("VmallocUsed", 231_844, 0), ("KernelStack", 21_456, 0), ("PageTables", 98_212, 0), ("Percpu", 52_416, 0),
      ("KReclaimable", 1_240_300, 0), ("MemAvailable", 1_892_136, 0), ("MemTotal", 2_097_152, 0),
    ]
    if let reclaimable {
      columns += [
        ("Slab", reclaimable + 60_000, 0), ("SReclaimable", reclaimable, 0), ("SUnreclaim", 60_000, 0),
      ]
    }
    return SampleSessions.session(columns: columns, host: host)
  }

  @Test(
    arguments: [
      ("MemTotal", nil, .container), ("MemAvailable", nil, .container), ("Cached", nil, .container),
      ("KernelStack", nil, .host), ("Percpu", nil, .host), ("PageTables", nil, .host), ("VmallocUsed", nil, .host),
      ("KReclaimable", nil, .host), ("Buffers", nil, .blanked), ("Slab", nil, .blanked),
      ("SUnreclaim", 120_000, .container), ("Slab", 1_230_000, .host),
    ] as [(String, Int64?, CounterScope)])
  func scopes(counter: String, reclaimable: Int64?, scope: CounterScope) {
    #expect(Self.session(reclaimable: reclaimable).scope(of: counter) == scope)
    #expect(SampleSessions.threads().scope(of: counter) == nil)
  }

  @Test func nothingIsStackedAndEveryCounterIsMarked() throws {
    let findings = Findings(analysing: Self.session(reclaimable: 120_000))
    let page = String(decoding: try Report(findings, version: "9.9").html(Templates()), as: UTF8.self)
    #expect(!page.contains("Kernel memory, stacked"))
    #expect(page.contains("VmallocUsed, KernelStack, PageTables, Percpu of the whole host"))
    #expect(page.contains("Slab, SReclaimable, SUnreclaim, MemAvailable of the container"))
    #expect(page.contains("Under LXCFS: the whole host's."))
    #expect(page.contains("Whose counters these are (LXCFS)"))
  }

  @Test func theOtherFormsSayItToo() throws {
    let report = Report(Findings(analysing: Self.session()), version: "9.9")
    let words = "Slab, SReclaimable, SUnreclaim of nobody, for LXCFS puts 0"
    #expect(report.markdown(try Templates()).contains(words))
    let style = TextStyle(width: 120, isColoured: false)
    let text = report.text(try Templates(), style: style).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains(words))
    #expect(report.json.text.contains(#"{"dimension":"KernelStack","scope":"host""#))
    #expect(Report(Findings(analysing: SampleSessions.threads()), version: "9.9").json.text.contains(#""scope":null"#))
  }
}
