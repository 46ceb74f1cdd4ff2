import Import
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

/// What each format's fixture comes to: small files of our own, with what the tool writes oddly in them.
@Suite struct ForeignFormatTests {
  struct Case: Sendable {
    var format: String
    var times: [Int64]
    var values: [String: [String]]
    var events: [SessionEvent.Kind] = []
    var host: String?
  }

  private static let day: Int64 = 1_767_225_600_000

  static let cases: [String: Case] = [
    "sar-12h.txt": Case(
      format: "sar", times: [day - 599_000, day + 1000],
      values: [
        "Slab": ["100000", "110000"], "KernelStack": ["4000", "4016"], "VmallocUsed": ["20000", "20000"], "Percpu": [],
        "MemTotal": ["1000000", "1000000"],
      ], events: [.mark("new kernel")], host: "shop-3"),
    "sadf.csv": Case(
      format: "sadf", times: [day - 599_000, day + 1000],
      values: ["Slab": ["100000", "110000"], "MemTotal": ["1000000", "1000000"], "SUnreclaim": []], events: [.reboot],
      host: "shop-3"),
    "sadf.json": Case(
      format: "sadf-json", times: [day - 599_000, day + 1000],
      values: ["Slab": ["100000", "110000"], "KernelStack": ["4000", "4016"], "MemTotal": ["1000000", "1000000"]],
      events: [.mark("new \"kernel\""), .reboot], host: "shop-3"),
    "sadf.xml": Case(
      format: "sadf-xml", times: [day - 599_000, day + 1000],
      values: ["Slab": ["100000", "110000"], "KernelStack": ["4000", "4016"], "MemTotal": ["1000000", "1000000"]],
      events: [.mark("new \"kernel\""), .reboot], host: "shop-3"),
    "query_range.json": Case(
      format: "prometheus", times: [day, day + 60_000],
      values: ["Slab": ["102400", "103424"], "KernelStack": ["4096", "-"]],
      events: [.mark("deploy: 4711"), .reboot], host: "a:9100"),
    "scrapes.prom": Case(
      format: "metrics", times: [day, day + 60_000],
      values: ["Slab": ["102400", "103424"], "Active(anon)": ["2", "-"]], host: "shop-3"),
    "netdata.csv": Case(
      format: "netdata", times: [day, day + 60_000],
      values: ["Slab": ["102400", "103424"], "KernelStack": ["4096", "4112"]]),
    "netdata.json": Case(
      format: "netdata", times: [day, day + 62_000],
      values: ["SReclaimable": ["40960", "40964"], "SUnreclaim": ["60928", "61440"]]),
    "day.nmon": Case(
      format: "nmon", times: [day, day + 60_000],
      values: [
        "PageTables": ["4000", "4004"], "SReclaimable": ["8000", "8000"], "MemTotal": ["1024000", "1024000"],
        "Cached": [],
        "Slab": [],
      ], host: "shop-3"),
    "pcp2json.json": Case(
      format: "pcp2json", times: [day, day + 60_000],
      values: ["Slab": ["100000", "101000"], "KernelStack": [], "Tasks": ["242", "-"]], host: "shop-3"),
    "memory-slab_recl-2026-01-01": Case(
      format: "collectd", times: [day, day + 120_000], values: ["SReclaimable": ["100", "200"]]),
    "atop.txt": Case(
      format: "atop", times: [day, day + 60_000],
      values: ["Slab": ["100000", "101000"], "SUnreclaim": ["60000", "61000"], "MemTotal": ["1000000", "1000000"]],
      host: "shop-3"),
    "collectl.txt": Case(
      format: "collectl", times: [day, day + 60_000],
      values: ["Slab": ["100000", "101000"], "SReclaimable": ["40000", "40000"], "Tasks": ["240", "241"]],
      host: "shop-3"),
    "collectl.raw": Case(
      format: "collectl-raw", times: [day, day + 60_000],
      values: [
        "Slab": ["100000", "101000"], "SUnreclaim": ["60000", "61000"], "Tasks": ["240", "241"],
        "MemTotal": ["1000000", "1000000"], "HugePages_Total": ["0", "0"],
      ], host: "shop-3"),
    "oom.log": Case(
      format: "dmesg", times: [day],
      values: [
        "Slab": ["84000"], "SUnreclaim": ["80000"], "PageTables": ["120"], "KernelStack": ["500"],
        "MemTotal": ["400000"],
        "Percpu": [], "VmallocUsed": [],
      ],
      events: [
        .mark("out of memory: killed 77 (shop)"), .mark("out of memory in a cgroup: killed 78 (web)"),
      ]),
    "kubectl.log": Case(
      format: "meminfo", times: [day + 100, day + 60_100],
      values: ["Slab": ["100000", "101000"], "SUnreclaim": ["60000", "61000"], "MemTotal": ["1000000", "1000000"]]),
    "behind.txt": Case(format: "meminfo", times: [day, day + 3_600_000], values: ["Slab": ["100000", "101000"]]),
    "telegraf.influx": Case(
      format: "influx", times: [day, day + 60_000],
      values: [
        "Slab": ["102400", "103424"], "SUnreclaim": ["61440", "62464"], "PageTables": ["4000", "-"],
        "Tasks": ["240", "-"], "KernelStack": [],
      ], events: [.reboot], host: "shop-3"),
    "munin.txt": Case(
      format: "munin", times: [day, day + 60_000],
      values: [
        "Slab": ["102400", "103424"], "PageTables": ["4000", "-"], "Percpu": ["1024", "-"], "KernelStack": [],
      ]),
    "ldms.csv": Case(
      format: "ldms", times: [day, day + 60_002],
      values: [
        "Slab": ["102400", "103424"], "KernelStack": ["4096", "4112"], "HugePages_Total": ["2", "2"], "x": [],
      ],
      host: "shop-3"),
    "below.json": Case(
      format: "below", times: [day, day + 60_000],
      values: ["Slab": ["102400", "103424"], "KernelStack": ["4096", "-"], "MemTotal": ["1000000", "1000000"]]),
    "below.csv": Case(
      format: "below", times: [day, day + 60_000],
      values: ["Slab": ["102400", "103424"], "SUnreclaim": ["61440", "62464"], "KernelStack": ["4096", "4112"]]),
    "crash.txt": Case(
      format: "crash", times: [day],
      values: ["Slab": ["102400"], "MemTotal": ["1000000"], "Committed_AS": ["200000"], "PageTables": []],
      host: "shop-3"),
    "zabbix.ndjson": Case(
      format: "zabbix", times: [day, day + 60_005],
      values: ["Slab": ["102400", "103424"], "MemAvailable": ["500000", "-"]], host: "shop-3"),
    "datadog.json": Case(
      format: "datadog", times: [day, day + 60_000],
      values: ["Slab": ["102400", "103424"], "SUnreclaim": ["61440", "-"], "Cached": []], host: "shop-3"),
    "datadog.csv": Case(
      format: "csv", times: [day, day + 60_000],
      values: ["Slab": ["102400", "103424"], "PageTables": ["4096", "4608"]]),
    "grafana.csv": Case(
      format: "csv", times: [day, day + 60_000],
      values: ["Slab": ["102400", "103424"], "KernelStack": ["4096", "-"]]),
    "behind.txt.xz": Case(format: "meminfo", times: [day, day + 3_600_000], values: ["Slab": ["100000", "101000"]]),
    "nodes.txt": Case(format: "meminfo", times: [day], values: ["Slab": ["100000"], "MemTotal": ["1000000"]]),
  ]

  @Test(arguments: cases.keys.sorted()) func readsTheFixture(file: String) throws {
    let expected = try #require(Self.cases[file])
    let input = SessionInput.file(Fixtures.path("Imports/" + file))
    guard case .format(let format) = InputKind(try ImportHead(input)) else {
      Issue.record("\(file) is not recognised")
      return
    }
    #expect(format.name == expected.format)
    let sink = try Importer(format, ImportOptions(tool: "test")).convert([input], to: MemorySink())
    let session = try Session(reading: [.bytes(sink.bytes, name: nil)], columns: .all)
    #expect(session.times == expected.times)
    for (name, values) in expected.values { #expect(session.values(name) == values, "\(name)") }
    let kinds = session.events.map(\.kind).filter { kind in
      switch kind {
      case .mark, .reboot, .clockJump: true
      default: false
      }
    }
    #expect(kinds == expected.events)
    #expect(session.header.host.name == expected.host)
  }

  @Test func takesTheOwnersOfAnOOMReport() throws {
    let list = try InputList([Fixtures.path("Imports/oom.log")], ImportOptions(tool: "test"))
    let session = try Session(reading: list.sessions)
    let owners = try #require(session.owners.first?[.slab])
    #expect(owners.owners.map(\.name) == ["kmalloc-2k", "skbuff_head_cache"])
    #expect(owners.owners.first.flatMap { owners.value(.kib, of: $0) } == 71_000)
    #expect(session.header.host.kernelRelease == "6.1.0-9")
    let tables = try #require(session.owners.first?[.pageTables])
    #expect(tables.owners.map(\.name) == ["shop", "web server"] && tables.owners.map(\.values) == [[48, 2], [8, 1]])
    let memory = try #require(session.owners.first?[.processMemory])
    #expect(memory.owners.map(\.values) == [[600, 2], [40, 1]])
  }

  /// What several tools left of one host and time is one session.
  @Test func mergesTheFormatsOfAFolder() throws {
    let folder = try TemporaryFolder()
    for (name, file) in [("a", "sadf.xml"), ("b", "sar-12h.txt"), ("c/d", "collectl.txt")] {
      try folder.write(
        String(decoding: try Fixtures.data(Fixtures.path("Imports/" + file)), as: UTF8.self), to: name)
    }
    let list = try InputList([folder.path], ImportOptions(tool: "test"))
    #expect(list.sessions.count == 1)
    let session = try Session(reading: list.sessions, columns: .all)
    #expect(session.header.recorder == "test import sadf-xml, collectl")
    #expect(session.values("Slab") == ["100000", "100000", "110000", "101000"])
    #expect(session.values("SUnreclaim") == ["-", "60000", "-", "61000"])
    #expect(session.remarkTexts.contains { $0.contains("sar's text was left out") })
  }

  /// An answer and what is said where it cannot be used.
  @Test(arguments: [
    (#"{"status":"error","errorType":"bad_data","error":"parse error"}"#, "parse error"),
    (#"{"status":"success","data":{"resultType":"matrix","result":[]}}"#, "empty"),
    (#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"2"]]}]}}"#, "no name"),
    (
      #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"node_memory_Slab_bytes","instance":"a"},"value":[1,"2"]},{"metric":{"__name__":"node_memory_Slab_bytes","instance":"b"},"value":[1,"2"]}]}}"#,
      "2 hosts: a, b"
    ),
    (#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"#, "truncated"),
    ("time,Slab,KernelStack\n1767225660,60.5,39.5\n1767225600,70.25,29.75\n", "percentages"),
    ("mem,host=a slab=1024i 1767225600000000000\nmem,host=b slab=1024i 1767225600000000000\n", "2 hosts: a, b"),
    ("slab.value 1024\n", "--time"), ("Datetime,Slab,Kernel Stack,\n2026-01-01 00:00:00,1.2 MB,4 KB,\n", "--raw"),
    ("CACHE OBJSIZE ALLOCATED TOTAL SLABS SSIZE NAME\nffff888100041840 192 1 2 3 4k a\n", "kmem -i"),
    (#"{"jsonrpc":"2.0","result":[{"itemid":"7","clock":"1767225600","value":"1","ns":"0"}]}"#, "--column"),
    (#"{"status":"ok","series":[{"metric":"a.b","scope":"host:x","pointlist":[[1,2]]}]}"#, "no series"),
    (
      "time,node_memory_Slab_bytes{instance=\"\"a\"\"},node_memory_Slab_bytes{instance=\"\"b\"\"}\n1767225600,1,2\n",
      "--host"
    ), ("Slab: 100000 kB\nSlab: 101000 kB\n", "--interval 60s"), ("Slab: 16.244 kB <- here\n", "digit groups"),
  ]) func saysWhyNot(text: String, words: String) throws {
    let input = Fixtures.session(text)
    guard case .format(let format) = InputKind(try ImportHead(input)) else {
      Issue.record("it is not recognised")
      return
    }
    let error = #expect(throws: SessionError.self) {
      _ = try Importer(format, ImportOptions(tool: "test")).convert([input], to: MemorySink())
    }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    #expect(error?.exitCode == 2)
  }

  /// Cut anywhere and spoilt anywhere, an input is read or refused; what is read is a session.
  @Test(arguments: cases.keys.sorted()) func survivesDamage(file: String) throws {
    let whole = Array(try Fixtures.data(Fixtures.path("Imports/" + file)))
    let format = try #require(Self.cases[file].flatMap { ImportFormats.named($0.format) })
    var generator = Generator(seed: 17)
    for length in stride(from: 0, to: whole.count, by: 7) {
      var bytes = Array(whole[..<length])
      if length % 2 == 1 {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      var options = ImportOptions(tool: "test", time: Self.day)
      options.interval = 1000
      guard let sink = try? Importer(format, options).convert([.bytes(bytes, name: "a")], to: MemorySink()) else {
        continue
      }
      let session = try Session(reading: [.bytes(sink.bytes, name: nil)], columns: .all)
      #expect(session.remarks.allSatisfy { !$0.text.hasPrefix("a line is neither") })
    }
  }
}
