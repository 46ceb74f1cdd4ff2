import Analysis
import KernelMemory
import Markup
import Testing

@testable import Report

/// What stands on the first screen: the cause in a title, the answers, and what to run.
@Suite struct FirstScreenTests {
  /// Threads of one command that grow from the start, with snapshots at both ends and what is known of the process.
  private static func threads(gone: Bool = false) -> Session {
    var session = SampleSessions.threads()
    let columns: [OwnerList.Figure] = [.kib, .count, .pid, .most]
    session.owners = [(0, OwnerSnapshot.Reason.start), (299, .end)].map { sample, reason in
      let count: Int64 = sample == 0 ? 10 : 600
      var snapshot = OwnerSnapshot(
        time: session.times[sample], reason: reason,
        lists: [OwnerList(.threads, columns: columns, owners: [Owner("pool", [count * 16, count, 4242, count])])])
      snapshot.processes = [
        ProcessDetails(pid: 4242, name: "pool", cgroup: "/system.slice/pool.service", figures: [.parent: 1])
      ]
      return snapshot
    }
    return session
  }

  private static func screen(_ session: Session) -> FirstScreen { FirstScreen(findings: Findings(analysing: session)) }

  @Test func aLeakOfThreadsIsAnswered() throws {
    let screen = Self.screen(Self.threads())
    #expect(screen.title == "pool starts threads and does not end them")
    #expect(screen.lines.map(\.name) == ["What", "Who", "Since", "First limit"])
    let leads = screen.lines.map(\.lead)
    #expect(leads[0].hasPrefix("KernelStack +9.") && leads[0].hasSuffix("MiB/min"), "\(leads)")
    #expect(leads[1] == "pool, process 4242, in pool.service")
    #expect(leads[2] == "the start of the record, 22:38:48 UTC, or earlier")
    #expect(
      screen.commands.map(\.text) == [
        "ps -L -p 4242 -o wchan:32= | sort | uniq -c | sort -n | tail", "systemctl status pool.service",
        "cd /proc/sys/kernel; grep . pid_max threads-max",
      ])
    #expect(screen.lines[0].rest.contains("Slab and VmallocUsed rise with it: one cause, not three."))
  }

  /// Without snapshots nobody is named, and the commands look for the owner.
  @Test func whoIsNotKnownIsSaid() {
    let screen = Self.screen(SampleSessions.threads())
    #expect(screen.title == "threads are started and not ended")
    #expect(screen.lines[1].lead == "not known")
    #expect(
      screen.lines[1].rest == [
        "No snapshots of the owners are in this record: kmem record takes them, and sees most as root."
      ])
    #expect(screen.commands.first?.text == "ps -eo nlwp,pid,ppid,comm --sort=-nlwp | head")
  }

  @Test func aQuietHostHasNothingToRun() {
    let screen = Self.screen(SampleSessions.quiet())
    #expect(screen.title == "nothing to act on in the kernel's memory")
    #expect(screen.lines.map(\.name) == ["Largest change", "Not to be seen"])
    #expect(screen.commands.isEmpty)
  }

  /// Where the host's own clock is known, its time stands beside UTC.
  @Test(
    arguments: [(120, "UTC+02:00", "00:38:48"), (-210, "UTC-03:30", "19:08:48"), (0, nil, nil), (nil, nil, nil)]
      as [(Int64?, String?, String?)])
  func localTimeStandsBesideUTC(offset: Int64?, words: String?, clock: String?) throws {
    var session = Self.threads()
    let fact = try #require(HostFact.all.first { $0.key == "utc_offset_minutes" })
    session.header.host[fact] = offset.map(HostValue.integer)
    let since = try #require(Self.screen(session).lines.first { $0.name == "Since" }).lead
    #expect(since == "the start of the record, 22:38:48 UTC\(clock.map { ", \($0) local" } ?? ""), or earlier")
    let facts = Heading(session: session, title: nil).facts[0]
    #expect(facts.contains("local, \(words ?? "?"))") == (words != nil), "\(facts)")
  }

  @Test func whomTheKernelKilledComesFirst() {
    var session = SampleSessions.quiet()
    session.events = [SessionEvent(time: session.times[60], kind: SessionEvent.kill("4242 (java)"))]
    let screen = Self.screen(session)
    #expect(screen.title == "the host ran out of memory, and the kernel killed process 4242 (java)")
    #expect(
      screen.lines.first?.lead == "The host ran out of memory: at 22:39:48 the kernel killed process 4242 (java).")
    #expect(screen.commands.map(\.text) == ["journalctl -k | grep -iE -A3 'out of memory|killed process'"])
  }

  @Test func nothingAtAllIsSaid() {
    let screen = Self.screen(SampleSessions.named("empty"))
    #expect(screen.title == "there are no samples")
    #expect(screen.lines.map(\.lead) == ["The session holds no samples."])
  }

  /// A name from a hostile file gets into no command.
  @Test(arguments: ["a;b", "$(reboot)", "-rf", "x y", "`id`", "é"]) func namesThatAShellReadsAreLeftOut(name: String)
    throws
  {
    var session = Self.threads()
    for index in session.owners.indices {
      session.owners[index].processes = [
        ProcessDetails(pid: 4242, name: name, cgroup: "/system.slice/\(name).service")
      ]
    }
    let lines = Self.screen(session).commands.map(\.text)
    #expect(lines[1] == "cat /proc/4242/cgroup; systemctl status 4242")
  }

  /// The cause stands first, what follows from it next.
  @Test func theCauseStandsFirst() {
    let standing = Standing(findings: Findings(analysing: SampleSessions.threads()))
    #expect(standing.bands.first == .kernelStack)
    #expect(Set(standing.shadows) == [.slab, .vmallocUsed])
    #expect(standing.bands.last == .percpu)
  }
}

/// Spikes that would flatten everything else are cut, and named.
@Suite struct ChangeChartTests {
  private static func chart(_ session: Session) throws -> String {
    let chart = ChangeChart(frame: Frame(session), findings: Findings(analysing: session), bands: Bands(session))
    return try #require(
      String(validating: chart?.picture(title: "t", description: "d").document() ?? [], as: UTF8.self))
  }

  @Test func aSpikeIsCutAndNamed() throws {
    var session = SampleSessions.session(columns: [("Slab", 100_000, 20), ("PageTables", 5000, 0)])
    session.columns[1].values[150] = 5000 + 700 * 1024
    let text = try Self.chart(session)
    #expect(text.contains("▲ +700 MiB"))
    #expect(!text.contains("+500 MiB<"))
  }

  @Test func whatOnlyGrowsIsNotCut() throws {
    #expect(!(try Self.chart(SampleSessions.threads())).contains("▲"))
  }

  @Test func whatDidNotMoveIsNamed() throws {
    let session = SampleSessions.threads()
    let chart = ChangeChart(frame: Frame(session), findings: Findings(analysing: session), bands: Bands(session))
    #expect(chart?.still?.names == ["Vmalloc − stacks", "PageTables", "Percpu"])
  }

  @Test func theBarMakesUpTheWhole() throws {
    var session = SampleSessions.threads()
    session.columns += [("MemFree", 4_000_000), ("Buffers", 1000), ("Cached", 2_000_000), ("AnonPages", 500_000)].map {
      Column(name: $0.0, values: Array(repeating: Int64($0.1), count: 300))
    }
    let map = try #require(MemoryMap(Findings(analysing: session)))
    #expect(map.whole == 8_388_608)
    #expect(map.parts.map(\.key).last == "free")
    #expect(MemoryMap(Findings(analysing: SampleSessions.threads())) == nil)
  }
}
