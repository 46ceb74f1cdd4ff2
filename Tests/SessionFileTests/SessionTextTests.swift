import KernelMemory
import SessionFile
import Testing

@Suite struct SessionTextTests {
  @Test func ordersColumnsForReports() {
    let order = ColumnOrder(
      ["MemTotal", "MemFree", "Foo", "HugePages_Total", "Slab", "Percpu", "HugePages_Free"],
      counts: ["HugePages_Free", "HugePages_Total"], hasElapsed: true, hasTasks: true)
    #expect(
      order.columns == [
        "time", "elapsed", "Tasks", "Slab", "Percpu", "MemTotal", "MemFree", "HugePages_Total", "Foo", "HugePages_Free",
      ])
    #expect(order.counts == ["Tasks", "HugePages_Total", "HugePages_Free"])
    var line: [UInt8] = []
    SessionText.appendSample(
      time: 1_700_000_000_123, elapsed: 5, tasks: nil, values: [1, 22, -3, 4, Column.absent, 0], order: order, to: &line
    )
    #expect(String(decoding: line, as: UTF8.self) == "[1700000000123,5,null,null,0,1,22,4,-3,null]\n")
  }

  @Test func writesNumbersOfAnyLengthInLinesOfAnyLength() {
    let bounds = (0..<19).map { exponent in (0..<exponent).reduce(Int64(1)) { power, _ in power * 10 } }
    let values = (bounds + [.max, 0, 7]).flatMap { [$0 - 1, $0, -$0] } + [Column.absent, .max]
    let many = Array(repeating: values, count: 9).flatMap(\.self)
    let order = ColumnOrder(many.indices.map { "C\($0)" }, counts: [], hasElapsed: false, hasTasks: false)
    var line: [UInt8] = []
    SessionText.appendSample(time: 1, elapsed: nil, tasks: nil, values: many, order: order, to: &line)
    let expected = many.map { $0 == Column.absent ? "null" : "\($0)" }.joined(separator: ",")
    #expect(String(decoding: line, as: UTF8.self) == "[1,\(expected)]\n")
  }

  @Test func writesHeaders() {
    var header = SessionHeader(label: "a \"b\"", recorder: "kmem 1", start: 12, interval: 1000)
    header.host.name = "web-1"
    header.host.memTotal = Bytes(kibibytes: 77)
    header.host.vmapStack = VmapStack(true, source: "/proc/config.gz")
    #expect(
      SessionText.header(header, columns: ["time", "Slab"], counts: [])
        == #"{"kmem":"session","version":1,"recorder":"kmem 1","label":"a \"b\"","start":12,"interval_ms":1000,"host":"#
        + #"{"name":"web-1","kernel_release":null,"kernel_version":null,"machine":null,"boot_id":null,"boot_time":null,"#
        + #""page_size":null,"possible_cpus":null,"online_cpus":null,"mem_total_kb":77,"numa_nodes":null,"environment":"#
        + #"{"hypervisor":null,"container":null,"lxcfs":false,"evidence":[]},"vmap_stack":true,"#
        + #""vmap_stack_source":"/proc/config.gz"},"columns":["time","Slab"],"counts":[]}"# + "\n")
  }

  @Test(arguments: [
    (SessionEvent.Kind.mark("x"), #"{"event":"mark","time":9,"elapsed":4,"text":"x"}"#),
    (.gap(milliseconds: 3), #"{"event":"gap","time":9,"elapsed":4,"milliseconds":3}"#),
    (.suspend(milliseconds: 3), #"{"event":"suspend","time":9,"elapsed":4,"milliseconds":3}"#),
    (.clockJump(milliseconds: -3), #"{"event":"clock","time":9,"elapsed":4,"milliseconds":-3}"#),
    (
      .columnChange(added: ["A"], removed: []), #"{"event":"columns","time":9,"elapsed":4,"added":["A"],"removed":[]}"#
    ),
    (.reboot, #"{"event":"reboot","time":9,"elapsed":4}"#),
    (.commandStart("make -j"), #"{"event":"command_start","time":9,"elapsed":4,"command":"make -j"}"#),
    (.commandEnd(status: 130), #"{"event":"command_end","time":9,"elapsed":4,"status":130}"#),
    (.cost(cpu: 23_900, memory: nil), #"{"event":"cost","time":9,"elapsed":4,"cpu":23900}"#),
    (
      .cost(cpu: 1, memory: Bytes(kibibytes: 2)), #"{"event":"cost","time":9,"elapsed":4,"cpu":1,"memory":2048}"#
    ),
    (.end(reason: "duration"), #"{"event":"end","time":9,"elapsed":4,"reason":"duration"}"#),
  ]) func writesEvents(kind: SessionEvent.Kind, line: String) {
    #expect(SessionText.event(kind, time: 9, elapsed: 4) == line + "\n")
  }

  @Test func writesRemarksAndColumns() {
    let order = ColumnOrder(["Slab"], counts: [], hasElapsed: false, hasTasks: false)
    #expect(
      SessionText.columns(order, added: ["Slab"], removed: ["Foo"], time: 1, elapsed: nil)
        == #"{"event":"columns","time":1,"added":["Slab"],"removed":["Foo"],"columns":["time","Slab"],"counts":[]}"#
        + "\n")
    #expect(
      SessionText.remark("odd", time: 1, elapsed: nil) == #"{"event":"remark","time":1,"text":"odd"}"# + "\n")
  }
}
