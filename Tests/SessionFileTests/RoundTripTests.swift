import KernelMemory
import SessionFile
import TestSupport
import Testing

/// What is written as a session is read back as the same session.
@Suite struct RoundTripTests {
  @Test(arguments: 0..<40) func sessionsComeBack(seed: Int) throws {
    var generator = Generator(seed: UInt64(seed))
    let (written, text) = Self.session(&generator)
    let read = try Session(reading: [Fixtures.session(text)], columns: .all)
    #expect(read.header == written.header)
    #expect(read.times == written.times)
    #expect(read.parts == written.parts)
    #expect(read.events == written.events)
    #expect(read.columns.sorted { $0.name < $1.name } == written.columns.sorted { $0.name < $1.name })
    #expect(read.remarks.map(\.text) == written.remarks.map(\.text))
    let some = try Session(reading: [Fixtures.session(text)], columns: .report)
    let context = ContextCounter.allCases.map(\.name)
    let names = Dimension.allCases.map(\.name)
    #expect(some.columns == read.columns.filter { names.contains($0.name) })
    for counter in ContextCounter.allCases { #expect(some.ends(counter) == read.ends(counter)) }
    let cut = try Session(reading: [Fixtures.session(text)], columns: .cut)
    #expect(cut.columns == read.columns.filter { (names + context).contains($0.name) })
    #expect(cut.tracks.isEmpty)
  }

  static func session(_ generator: inout Generator) -> (Session, String) {
    func some<T>(_ value: T) -> T? { Bool.random(using: &generator) ? value : nil }
    func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &generator) }
    let words = ["web-1", "ü \"quoted\" \\ \n\t\u{1}", "", "日本語", "6.1.0-18-amd64"]
    func word() -> String { words[Int.random(in: words.indices, using: &generator)] }
    var host = HostFacts(
      name: some(word()), kernelRelease: some(word()), kernelVersion: some(word()), machine: some("x86_64"),
      bootID: some(word()), bootTime: some(number(0...1_800_000_000_000)), pageSize: some(4096),
      possibleCPUs: some(8), onlineCPUs: some(4), memTotal: some(Bytes(kibibytes: 1 << 40)), numaNodes: some(2))
    host.environment = HostEnvironment(
      hypervisor: some("kvm"), container: some("none"), lxcfs: false, evidence: [word(), word()])
    host.vmapStack = VmapStack(some(Bool.random(using: &generator)), source: some("/proc/config.gz"))
    let start = number(0...2_000_000_000_000)
    let header = SessionHeader(label: some(word()), recorder: "kmem 1", start: start, interval: 1000, host: host)
    let names = ["MemTotal", "Slab", "Foo(bar)", "Percpu", "HugePages_Total", "KernelStack", "Cached", "X"]
      .shuffled(using: &generator)
    let hasTasks = Bool.random(using: &generator)
    let order = ColumnOrder(names, counts: ["HugePages_Total"], hasElapsed: true, hasTasks: hasTasks)
    var columns = (names + (hasTasks ? ["Tasks"] : [])).map { Column(name: $0, values: []) }
    var bytes = Array(SessionText.header(header, order: order).utf8)
    var times: [Int64] = []
    var events: [SessionEvent] = []
    var elapsed: Int64 = 0
    for _ in 0..<Int.random(in: 1..<60, using: &generator) {
      elapsed += number(1...2000)
      // MemTotal above all others, and Slab without halves: nothing here is doubtful.
      let values = names.map { $0 == "MemTotal" ? 1 << 50 : some(number(0...1 << 49)) ?? Column.absent }
      let tasks = hasTasks ? some(number(1...99)) : nil
      SessionText.appendSample(
        time: start + number(0...99_999), elapsed: elapsed, tasks: tasks, values: values, order: order, to: &bytes)
      times.append(start + elapsed)
      for index in names.indices { columns[index].values.append(values[index]) }
      if hasTasks { columns[names.count].values.append(tasks ?? Column.absent) }
      if Int.random(in: 0..<5, using: &generator) == 0 {
        let kinds: [SessionEvent.Kind] = [
          .mark(word()), .gap(milliseconds: 9), .suspend(milliseconds: 8), .clockJump(milliseconds: -7),
          .commandStart(word()), .commandEnd(status: 137), .cost(cpu: 5, memory: some(Bytes(7))),
          .columnChange(added: [word()], removed: []),
        ]
        let kind = kinds[Int.random(in: kinds.indices, using: &generator)]
        events.append(SessionEvent(time: start + elapsed, kind: kind))
        bytes += SessionText.event(kind, time: number(0...9), elapsed: elapsed).utf8
      }
    }
    let remark = "odd: " + word()
    bytes += SessionText.remark(remark, time: 1, elapsed: elapsed).utf8
    bytes += SessionText.event(.end(reason: "SIGTERM"), time: 5, elapsed: elapsed).utf8
    events.append(SessionEvent(time: start + elapsed, kind: .end(reason: "SIGTERM")))
    let session = Session(
      header: header, parts: [SessionPart(header: header, samples: 0..<times.count)], times: times,
      columns: columns.filter { $0.first != nil }, events: events, remarks: [Remark(remark)])
    return (session, String(decoding: bytes, as: UTF8.self))
  }
}
