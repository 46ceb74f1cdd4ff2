import KernelMemory
import Testing

@testable import Analysis
@testable import Report

/// Which limit a growth reaches first, and what is said of limits that nobody recorded.
@Suite struct LimitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var limits: [String: Int64]
    var limit: Judgement.Limit
    var words: String
  }

  private static func host(_ limits: [String: Int64]) -> HostFacts {
    var host = HostFacts(machine: "x86_64", possibleCPUs: 4, onlineCPUs: 4)
    for fact in HostFact.all { if let value = limits[fact.key] { host[fact] = .integer(value) } }
    return host
  }

  /// 625 threads an hour for two hours, to 1,750 tasks on a host with 8 GiB available.
  private static func threads(_ limits: [String: Int64]) -> RuleTests.Given {
    RuleTests.Given(
      columns: ["KernelStack": [100_000, 120_000], "Tasks": [500, 1750]], leaks: [.kernelStack], host: host(limits))
  }

  private static func judgement(_ given: RuleTests.Given, _ dimension: Dimension) throws -> Judgement {
    let rule = try #require(Rule.all.first { $0.name == "sustained-growth" })
    return try #require(try rule(dimension, given.evidence, .standard))
  }

  @Test(arguments: [
    Case(
      testDescription: "none recorded", limits: [:], limit: .memAvailable,
      words: "kernel.threads-max and kernel.pid_max were not recorded: a limit of threads may be reached sooner"),
    Case(
      testDescription: "ids", limits: ["threads_max": 190_000, "pid_max": 4096], limit: .pidMax,
      words: "at this rate kernel.pid_max (4,096, of which 1,750 are used) is reached in 3 to 5 hours."),
    Case(
      testDescription: "threads", limits: ["threads_max": 3000, "pid_max": 4_194_304], limit: .threadsMax,
      words: "at this rate kernel.threads-max (3,000, of which 1,750 are used) is reached in 1 to 3 hours."),
    Case(
      testDescription: "too far", limits: ["threads_max": 190_000, "pid_max": 32_768], limit: .pidMax,
      words: "is not reached for longer than 2 h of growth can foretell (40 h)."),
    Case(
      testDescription: "the recorder's cgroup", limits: ["pid_max": 32_768, "cgroup_pids_max": 2500],
      limit: .cgroupTasks,
      words:
        "pids.max of the recorder's control group (2,500, of which 1,750 are used), if the threads are charged to it,"
    ),
    Case(
      testDescription: "its memory",
      limits: ["pid_max": 4_000_000, "threads_max": 4_000_000, "cgroup_memory_max_kb": 60_000],
      limit: .cgroupMemory,
      words: "memory.max of the recorder's control group (58.6 MiB), if this memory is charged to it, is reached in"),
  ])
  func theFirstIsNamed(_ given: Case) throws {
    let threads = Self.threads(given.limits)
    let judgement = try Self.judgement(threads, .kernelStack)
    #expect(judgement.limit == given.limit)
    let sentence = try threads.sentence(judgement)
    #expect(sentence.contains(given.words), "\(sentence)")
  }

  /// Little of RAM, and yet a third of all ids there are in an hour.
  @Test func whatIsLittleOfMemoryMayBeMuchOfALimit() throws {
    var given = Self.threads(["threads_max": 190_000, "pid_max": 4000])
    given.columns["KernelStack"] = [20_000, 21_600]
    given.columns["Tasks"] = [1000, 1100]
    #expect(try Self.judgement(given, .kernelStack).reason == .immaterial)
    given.host = Self.host(["threads_max": 190_000, "pid_max": 1300])
    let judgement = try Self.judgement(given, .kernelStack)
    #expect(judgement.reason == .leak && judgement.limit == .pidMax && judgement.verdict == .problem)
  }

  /// Stacks that outlive their tasks lead to no limit of tasks.
  @Test func stacksWithoutTasks() throws {
    var given = Self.threads(["threads_max": 3000, "pid_max": 4096])
    given.columns["Tasks"] = [500, 510]
    #expect(try Self.judgement(given, .kernelStack).limit == .memAvailable)
  }

  /// On a 32-bit machine the room of vmalloc ends before memory does.
  @Test func roomOfVmalloc() throws {
    let given = RuleTests.Given(
      columns: ["VmallocUsed": [40_000, 80_000], "VmallocTotal": [122_880]], leaks: [.vmallocUsed],
      host: HostFacts(machine: "armv7l", possibleCPUs: 4))
    let judgement = try Self.judgement(given, .vmallocUsed)
    #expect(judgement.limit == .vmallocTotal)
    let sentence = try given.sentence(judgement)
    #expect(sentence.contains("VmallocTotal (120 MiB, of which 78.1 MiB is used) is reached in"), "\(sentence)")
  }

  /// What nobody recorded is null, never a number.
  @Test func inJSON() throws {
    let text = Report(Findings(analysing: SampleSessions.threads()), version: "9.9").json.text
    #expect(
      text.contains(
        #""limits":[{"name":"MemAvailable","subject":null,"dimension":"VmallocUsed","unit":"kib","value":8388608,"used":2406552,"#
      ))
    #expect(
      text.contains(
        #"{"name":"kernel.pid_max","subject":null,"dimension":null,"unit":"count","value":null,"used":"#), "\(text)")
  }

  @Test(
    arguments: [(0, .minute), (599, .minute), (600, .hour), (172_799, .hour), (172_800, .day)] as [(Int64, Pace)])
  func ratesAreInTheUnitOfTheRecord(_ seconds: Int64, _ pace: Pace) {
    let header = SessionHeader(recorder: "kmem test", start: 0, interval: 1000)
    let session = Session(header: header, parts: [], times: [0, seconds * 1000], columns: [])
    #expect(Pace(session) == pace)
    #expect(Phrase.rate(61_440, .minute) == "1.00 MiB/min")
    #expect(Phrase.signedRate(-1024, .hour) == "-1.00 MiB/h" && Phrase.rate(1024, .day) == "24.0 MiB/day")
  }
}
