import Analysis
import Glibc
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

/// What this system lets the tests do; each test that needs more is skipped with the reason.
enum Rights {
  /// Whether the tests may load the machine and depend on how busy it is.
  static let isLive = unsafe getenv("KMEM_LIVE") != nil
  /// Whether /proc/slabinfo can be read, which takes root.
  static let slabinfo = unsafe access("/proc/slabinfo", R_OK) == 0
  /// Whether /proc/vmallocinfo can be read.
  static let vmallocinfo = unsafe access("/proc/vmallocinfo", R_OK) == 0
  /// Whether BPF maps can be made and counted: root, and python3 to make them.
  static let bpf = unsafe access("/usr/bin/python3", X_OK) == 0 && geteuid() == 0
  /// The memory hierarchy of cgroup v1 or v2 where cgroups may be made.
  static let cgroups: String? = ["/sys/fs/cgroup/memory", "/sys/fs/cgroup"].first { folder in
    unsafe access(folder + "/cgroup.procs", W_OK) == 0
  }
}

/// Makes something grow while this machine is recorded, and asks who is named.
@Suite(
  "The owner on this machine", .serialized, .timeLimit(.minutes(20)),
  .enabled(if: Rights.isLive, "KMEM_LIVE=1 lets the tests load this machine; Tests/run live does"))
struct OwnersLiveTests {
  private final class Recording {
    let folder: String
    private let tool: RunningTool

    init(_ folder: String) throws {
      self.folder = folder
      tool = try RunningTool(
        ["record", "-o", "s.jsonl", "--interval", "50ms", "--attribution", "1s", "--quiet"], in: folder)
      waitUntilAllAreKnown()
    }

    /// Waits for a snapshot that knows every process: on a busy machine the first one's time does not suffice.
    private func waitUntilAllAreKnown() {
      func last() -> OwnerSnapshot? { (try? Session(reading: [.file(folder + "/s.jsonl")]))?.owners.last }
      #expect(tool.wait { last().map { $0.facts[.unknownProcesses] == nil } ?? false }, "some processes stayed unknown")
    }

    /// Waits until a counter of /proc/meminfo is what it should be: the kernel sums it up about once a second.
    func wait(for counter: String, above kib: Int64) {
      #expect(tool.wait { Recording.meminfo(counter) > kib }, "\(counter) did not rise above \(kib) kB")
    }

    /// What /proc/meminfo says now, kB.
    static func meminfo(_ counter: String) -> Int64 {
      (try? CounterFile.bytes("/proc/meminfo")).flatMap { Meminfo($0)[counter] } ?? 0
    }

    /// Ends the recording, with its last snapshot, and gives who stands behind a dimension.
    func ownership(_ dimension: Dimension) throws -> Ownership? {
      tool.send(SIGTERM)
      let result = tool.finish()
      #expect(result.status == 0, "\(result.errors)")
      let session = try Session(reading: [.file(folder + "/s.jsonl")])
      return Findings(analysing: session)[dimension]?.ownership
    }
  }

  @Test("600,000 negative dentries", .enabled(if: Rights.slabinfo, "reading /proc/slabinfo takes root"))
  func negativeDentries() throws {
    let folder = try TemporaryFolder()
    let recording = try Recording(folder.path)
    let before = Recording.meminfo("SReclaimable")
    var status = stat()
    // Short names lie inside the dentry; all must be different. So many, because other work moves caches as well.
    for number in 0..<600_000 { _ = unsafe stat("\(folder.path)/no-\(number)", &status) }
    recording.wait(for: "SReclaimable", above: before + 50_000)
    let ownership = try #require(try recording.ownership(.sReclaimable))
    let first = try #require(ownership.owners.first)
    #expect(first.name.hasPrefix("dentry"), "\(ownership.owners.prefix(4))")
    #expect(first.key == "slab:negative_dentries")
    #expect((first.countChange ?? 0) > 450_000)
    #expect((ownership.comparison.change(.negativeDentries) ?? 0) > 450_000)
  }

  @Test("500 threads")
  func stacks() throws {
    let folder = try TemporaryFolder()
    let recording = try Recording(folder.path)
    let before = Recording.meminfo("KernelStack")
    let threads = try WaitingThreads(500)
    recording.wait(for: "KernelStack", above: before + 400 * 8)
    let ownership = try #require(try recording.ownership(.kernelStack))
    withExtendedLifetime(threads) {
      #expect(ownership.owners.first?.process == Int64(getpid()), "\(ownership.owners.prefix(4))")
      // Threads of the test runner itself may end meanwhile.
      #expect((ownership.owners.first?.countChange ?? 0) >= 400)
    }
  }

  @Test(
    "stacks are set apart in vmalloc memory", .enabled(if: Rights.vmallocinfo, "reading /proc/vmallocinfo takes root"))
  func vmallocStacks() throws {
    let folder = try TemporaryFolder()
    let recording = try Recording(folder.path)
    let before = Recording.meminfo("VmallocUsed")
    let sleepers = try Sleepers(400)
    recording.wait(for: "VmallocUsed", above: before + 300 * 8)
    let ownership = try #require(try recording.ownership(.vmallocUsed))
    withExtendedLifetime(sleepers) { #expect(ownership.owners.first?.name == "thread stacks") }
  }

  @Test("a sparse mapping of which each 2 MiB is touched once")
  func pageTables() throws {
    let folder = try TemporaryFolder()
    let recording = try Recording(folder.path)
    let step = 2 << 20
    // 160 MB of tables, more than compilers beside it have.
    let count = 40_000
    let before = Recording.meminfo("PageTables")
    let mapped = unsafe mmap(
      nil, step * count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let pages = unsafe mapped, unsafe pages != MAP_FAILED else {
      Issue.record("no sparse mapping could be made")
      return
    }
    unsafe madvise(pages, step * count, MADV_NOHUGEPAGE)
    // Reading maps the zero page: tables without memory behind them.
    var sum: UInt8 = 0
    for place in 0..<count { unsafe sum &+= pages.load(fromByteOffset: place * step, as: UInt8.self) }
    recording.wait(for: "PageTables", above: before + 100_000)
    let ownership = try #require(try recording.ownership(.pageTables))
    unsafe munmap(pages, step * count)
    let first = try #require(ownership.owners.first)
    #expect(sum == 0)
    #expect(first.process == Int64(getpid()), "\(ownership.owners.prefix(4))")
    #expect((first.change ?? 0) > 140_000)
  }

  @Test("100 cgroups", .enabled(if: Rights.cgroups != nil, "making cgroups takes root and a writable hierarchy"))
  func cgroups() throws {
    let folder = try TemporaryFolder()
    let hierarchy = try #require(Rights.cgroups)
    let recording = try Recording(folder.path)
    let names = (0..<100).map { "\(hierarchy)/kmem-test-\(getpid())-\($0)" }
    for name in names { unsafe mkdir(name, 0o755) }
    let ownership = try recording.ownership(.percpu)
    for name in names { unsafe rmdir(name) }
    let grown = try #require(ownership?.owners.first { $0.name == "memory cgroups" })
    #expect((grown.countChange ?? 0) >= 95)
    #expect(ownership?.owners.first?.name == "memory cgroups", "\(ownership?.owners.prefix(4) ?? [])")
  }

  /// bpf(2) with BPF_MAP_CREATE: type, key size, value size, entries, flags; the maps go with the program.
  private static let maker = """
    import ctypes, os, struct, sys
    number = {"x86_64": 321, "aarch64": 280}[os.uname().machine]
    kind, size, entries, count = map(int, sys.argv[1:])
    libc = ctypes.CDLL(None, use_errno=True)
    for _ in range(count):
      attributes = ctypes.create_string_buffer(struct.pack("=5I", kind, 4, size, entries, 0), 128)
      if libc.syscall(number, 0, attributes, 128) < 0: sys.exit(os.strerror(ctypes.get_errno()))
    print("ready", flush=True)
    sys.stdin.read()
    """

  /// The type's number, and what the first owner is called.
  @Test(
    "BPF maps", .enabled(if: Rights.bpf, "making BPF maps takes root, and python3"),
    arguments: [
      (
        type: 6, size: 1024, entries: 64, count: 100, dimension: Dimension.percpu, counter: "Percpu",
        name: "BPF percpu_array"
      ),
      (1, 64, 4096, 40, .vmallocUsed, "VmallocUsed", "bpf_map_area_alloc"),
    ])
  func bpf(
    type: Int, size: Int, entries: Int, count: Int, dimension: Dimension, counter: String, name: String
  ) throws {
    let folder = try TemporaryFolder()
    let recording = try Recording(folder.path)
    let before = Recording.meminfo(counter)
    let maker = try RunningTool(
      ["-c", Self.maker] + [type, size, entries, count].map(String.init), in: folder.path, program: "/usr/bin/python3")
    defer {
      maker.send(SIGKILL)
      _ = maker.finish()
    }
    try #require(maker.waitForOutput("ready"))
    recording.wait(for: counter, above: before + 5000)
    let ownership = try #require(try recording.ownership(dimension))
    let first = try #require(ownership.owners.first)
    #expect(first.name.hasPrefix(name) || first.name.contains("htab"), "\(ownership.owners.prefix(4))")
    #expect((first.countChange ?? 0) >= Int64(count))
  }
}

/// A whole file of /proc.
private enum CounterFile {
  static func bytes(_ path: String) throws -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else { throw TemporaryFolder.Failure(errno: errno) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
    return Array(bytes.prefix(max(0, count)))
  }
}

/// Processes that do nothing, ended with the value.
private final class Sleepers {
  private var processes: [pid_t] = []

  init(_ count: Int) throws {
    for _ in 0..<count {
      var words = unsafe ["sleep", "300"].map { (word: String) in unsafe strdup(word) } + [nil]
      defer { unsafe words.forEach { unsafe free($0) } }
      var process: pid_t = 0
      let result = unsafe posix_spawnp(&process, "sleep", nil, nil, &words, environ)
      guard result == 0 else { throw TemporaryFolder.Failure(errno: result) }
      processes.append(process)
    }
  }

  deinit {
    for process in processes { kill(process, SIGKILL) }
    for process in processes {
      var status: Int32 = 0
      unsafe waitpid(process, &status, 0)
    }
  }
}

/// Threads of this process that wait until the value goes.
private final class WaitingThreads {
  private var ends: [Int32] = [0, 0]
  private var threads: [pthread_t] = []

  init(_ count: Int) throws {
    guard unsafe pipe(&ends) == 0 else { throw TemporaryFolder.Failure(errno: errno) }
    for _ in 0..<count {
      var thread = pthread_t()
      let end = unsafe UnsafeMutableRawPointer(bitPattern: Int(ends[0]))
      let result = unsafe pthread_create(
        &thread, nil,
        { end in
          var byte: UInt8 = 0
          unsafe read(Int32(truncatingIfNeeded: Int(bitPattern: end)), &byte, 1)
          return nil
        }, end)
      guard result == 0 else { throw TemporaryFolder.Failure(errno: result) }
      threads.append(thread)
    }
  }

  deinit {
    close(ends[1])
    for thread in threads { _ = pthread_join(thread, nil) }
    close(ends[0])
  }
}
