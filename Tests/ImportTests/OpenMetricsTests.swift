import FoundationEssentials
import Import
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

/// A session written as OpenMetrics is text that Prometheus takes, and imported again the same session.
@Suite struct OpenMetricsTests {
  private static let text =
    ##"{"kmem":"session","version":1,"recorder":"kmem 1","start":1767225600000,"interval_ms":1000,"host":{"name":"web \"1\"","boot_time":1767000000000,"machine":"x86_64","kernel_release":"6.1.0-9","kernel_version":"#1 SMP"},"##
    + #""columns":["time","Tasks","Slab","Active(anon)","HugePages_Total"],"counts":["Tasks","HugePages_Total"]}"#
    + "\n"
    + "[1767225600000,240,102400,7,2]\n[1767225601007,241,103424,null,2]\n"

  private func export(_ input: SessionInput) throws -> [UInt8] {
    var remarks: [Remark] = []
    return try SessionExport(.openmetrics).convert(input, to: MemorySink(), remarks: &remarks).bytes
  }

  private func importing(_ bytes: [UInt8]) throws -> Session {
    let input = SessionInput.bytes(bytes, name: "a.om")
    guard case .format(let format) = InputKind(try ImportHead(input)) else {
      throw SessionError("it is not recognised", file: nil)
    }
    #expect(format.name == "metrics")
    let sink = try Importer(format, ImportOptions(tool: "test")).convert([input], to: MemorySink())
    return try Session(reading: [.bytes(sink.bytes, name: nil)], columns: .all)
  }

  @Test func writesAFamilyACounter() throws {
    let text = String(decoding: try export(Fixtures.session(Self.text)), as: UTF8.self)
    let host = #"{instance="web \"1\""}"#
    #expect(
      text.hasPrefix(
        """
        # HELP node_processes_threads Tasks, threads among them.
        # TYPE node_processes_threads gauge
        node_processes_threads\(host) 240 1767225600
        node_processes_threads\(host) 241 1767225601.007
        # HELP node_memory_Slab_bytes Slab of /proc/meminfo.
        # TYPE node_memory_Slab_bytes gauge
        # UNIT node_memory_Slab_bytes bytes
        node_memory_Slab_bytes\(host) 104857600 1767225600
        node_memory_Slab_bytes\(host) 105906176 1767225601.007

        """))
    #expect(text.contains("# TYPE node_memory_Active_anon_bytes gauge\n"))
    #expect(text.contains("node_memory_HugePages_Total\(host) 2 1767225600\n"))
    #expect(text.contains("# TYPE node_uname info\nnode_uname_info{instance="))
    #expect(text.hasSuffix("\n# EOF\n"))
  }

  @Test(arguments: ["", "thread-leak", "slab-leak", "steady-host"]) func comesBackTheSame(example: String) throws {
    let input: SessionInput =
      example.isEmpty
      ? Fixtures.session(Self.text) : .file(Fixtures.path("../Examples/\(example)/session.jsonl"))
    let session = try Session(reading: [input], columns: .all)
    let back = try importing(try export(input))
    #expect(back.times == session.times)
    let columns = session.columns.filter { $0.first != nil }
    #expect(back.columns.sorted { $0.name < $1.name } == columns.sorted { $0.name < $1.name })
    #expect(back.header.host.name == session.header.host.name)
    #expect(back.header.host.kernelRelease == session.header.host.kernelRelease)
    #expect(back.header.host.machine == session.header.host.machine)
    #expect(back.header.host.bootTime == session.header.host.bootTime)
  }

  private static let promtool = (try? ProgramOutput("promtool", ["--version"], input: [])) ?? nil

  @Test(.enabled(if: promtool != nil, "promtool is not here; it comes with Debian's package prometheus"))
  func promtoolTakesIt() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      try export(.file(Fixtures.path("../Examples/slab-leak/session.jsonl"))), to: "session.om")
    let output = try #require(
      try ProgramOutput(
        "promtool", ["tsdb", "create-blocks-from", "openmetrics", folder.path + "/session.om", folder.path + "/tsdb"],
        input: []))
    #expect(output.isFine, "\(output.complaint)")
    #expect(!TemporaryFolder.names(folder.path + "/tsdb").isEmpty)
  }

  private static let hasVictoriaMetrics =
    ((try? ProgramOutput("victoria-metrics", ["-version"], input: [])) ?? nil) != nil
    && ((try? ProgramOutput("curl", ["--version"], input: [])) ?? nil) != nil

  @Test(.enabled(if: hasVictoriaMetrics, "victoria-metrics or curl is not here; both are packages of Debian"))
  func victoriaMetricsGivesItBack() throws {
    let folder = try TemporaryFolder()
    let input = SessionInput.file(Fixtures.path("../Examples/slab-leak/session.jsonl"))
    try folder.write(try export(input), to: "session.om")
    let server = "127.0.0.1:\(Int.random(in: 20_000..<30_000))"
    let script = """
      export PATH='\(ProcessInfo.processInfo.environment["PATH"] ?? "")'
      cd \(folder.path)
      victoria-metrics -storageDataPath=data -httpListenAddr=\(server) -retentionPeriod=100y >log 2>&1 &
      trap "kill $!; wait" EXIT
      curl -sf --retry 20 --retry-connrefused --retry-max-time 30 http://\(server)/health >health &&
      curl -sf --data-binary @session.om http://\(server)/api/v1/import/prometheus &&
      curl -sf http://\(server)/internal/force_flush &&
      curl -sf http://\(server)/api/v1/export -d 'match={__name__=~"node_.*"}'
      """
    let output = try #require(try ProgramOutput("sh", ["-c", script], input: []))
    let given = SessionInput.bytes(output.bytes, name: "export")
    let sink = try Importer(try #require(ImportFormats.named("prometheus")), ImportOptions(tool: "test"))
      .convert([given], to: MemorySink())
    let back = try Session(reading: [.bytes(sink.bytes, name: nil)], columns: .all)
    let session = try Session(reading: [input], columns: .all)
    #expect(back.times == session.times)
    #expect(back.column("Slab") == session.column("Slab"))
    #expect(back.header.host.name == session.header.host.name)
  }
}
