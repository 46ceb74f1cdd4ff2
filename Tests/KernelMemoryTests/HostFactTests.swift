@testable import KernelMemory
import TestSupport
import Testing

/// The table of host facts holds together.
@Suite struct HostFactTests {
  @Test func everyKeyIsThereOnce() {
    let keys = HostFact.all.map(\.key)
    #expect(keys.count >= 26 && Set(keys).count == keys.count)
    let members = HostFact.all.compactMap(\.findings?.name)
    #expect(Set(members).count == members.count)
  }

  @Test func whatIsSaidWithinARowHasIt() {
    // Two rows of the page are not facts of the header alone.
    var heads: Set<String> = ["Environment", "RAM"]
    for fact in HostFact.all {
      if case .row(let place, _, _) = fact.words { #expect(heads.insert(place.name).inserted) }
    }
    for fact in HostFact.all { if case .within(let head) = fact.words { #expect(heads.contains(head), "\(fact.key)") } }
  }

  /// Facts that nothing sets by a property of its own.
  private static let isOnlyRead: Set = [
    "threads_max", "pid_max", "max_map_count", "file_max", "cgroup_pids_max", "cgroup_memory_max_kb", "distribution",
    "tainted", "kernel_command_line", "time_zone", "utc_offset_minutes",
  ]

  @Test func noLimitIsNoUnknownOne() throws {
    for key in ["cgroup_pids_max", "cgroup_memory_max_kb"] {
      let fact = try #require(HostFact.all.first { $0.key == key })
      var host = HostFacts()
      #expect(fact.text(host) == nil)
      host[fact] = .text(HostFact.noLimit)
      #expect(fact.text(host) == "no limit")
      host[fact] = .integer(2048)
      #expect(fact.text(host) == (key == "cgroup_pids_max" ? "2048" : "2.00 MiB"))
    }
  }

  @Test(arguments: HostFact.all.map(\.key)) func isKeptAndForgotten(key: String) throws {
    let fact = try #require(HostFact.all.first { $0.key == key })
    var host = HostFacts()
    host[fact] = fact.example
    #expect(host[fact] == fact.example && host != HostFacts())
    #expect(fact.text(host) != nil)
    // Through the properties that stand for facts.
    var copy = HostFacts()
    copy.memory = host.memory
    copy.environment = host.environment
    copy.vmapStack = host.vmapStack
    copy.name = host.name
    copy.kernelRelease = host.kernelRelease
    copy.kernelVersion = host.kernelVersion
    copy.machine = host.machine
    copy.bootID = host.bootID
    copy.bootTime = host.bootTime
    copy.pageSize = host.pageSize
    copy.possibleCPUs = host.possibleCPUs
    copy.onlineCPUs = host.onlineCPUs
    copy.memTotal = host.memTotal
    copy.numaNodes = host.numaNodes
    let isSet = copy != HostFacts()
    #expect(isSet != HostFactTests.isOnlyRead.contains(key) && (!isSet || copy == host))
    host[fact] = nil
    #expect(host == HostFacts())
  }

  @Test(arguments: HostFact.all.map(\.key)) func namesAreRedacted(key: String) throws {
    let fact = try #require(HostFact.all.first { $0.key == key })
    var header = SessionHeader(label: "zebra-17", recorder: "kmem test", start: 0)
    header.host[fact] = fact.example
    let session = Session(header: header, parts: [], times: [], columns: [])
    let redacted = Redaction(session)(session).header.host[fact]
    switch fact.redaction {
    case .kept: #expect(redacted == fact.example)
    case .name(let kind): #expect(redacted == .text(kind.rawValue + "-1"))
    case .parameters: #expect(redacted == .text("quiet redacted root=redacted"))
    case .text:
      let expected = fact.example.mapTexts { $0.replacing("zebra-17", with: "label-1") }
      #expect(redacted == expected && expected != fact.example)
    }
  }
}
