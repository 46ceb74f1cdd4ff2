import KernelMemory
import SessionFile
import TestSupport
import Testing

@Suite struct ReadingTests {
  static let header = Fixtures.header
  static let end = #"{"event":"end","time":9000,"elapsed":8000,"reason":"duration"}"# + "\n"
  static let imported =
    #"{"kmem":"session","version":1,"recorder":"kmem 1 import csv","start":1000,"columns":["time","Slab"]}"# + "\n"

  private func read(_ text: String, _ columns: ColumnSelection = .report) throws -> Session {
    try Session(reading: [Fixtures.session(text)], columns: columns)
  }

  @Test func readsTheCountersThatReportsNeed() throws {
    let session = try read(Self.header + "[1000,0,7,10,99,5]\n[2000,1000,8,11,99,6]\n" + Self.end)
    #expect(session.times == [1000, 2000])
    #expect(session.columns.map(\.name) == ["Slab"])
    #expect(session.ends(.tasks) == CounterEnds(first: 7, last: 8))
    #expect(session.ends(.memTotal) == CounterEnds(first: 99, last: 99))
    #expect(session.values("Slab") == ["10", "11"])
    #expect(session.header.host.name == "web-1")
    #expect(session.header.interval == 1000)
    #expect(session.parts.map(\.samples) == [0..<2])
    #expect(session.events == [SessionEvent(time: 9000, kind: .end(reason: "duration"))])
    #expect(session.remarks.isEmpty)
  }

  @Test func readsEveryCounter() throws {
    let session = try read(Self.header + "[1000,0,7,10,99,5]\n" + Self.end, .all)
    #expect(session.columns.map(\.name) == ["Tasks", "Slab", "MemTotal", "Foo"])
    #expect(session.values("Foo") == ["5"])
  }

  /// What is odd, the values of Slab that are read, and the remarks.
  @Test(arguments: [
    ("[1000,0,7,10,99,5]\n[2000,1000,8,1", ["10"], ["3 the last line is torn, as after a kill; it was dropped"]),
    ("[1000,0,7,10,99,5]\n[2000,1000,8,11,99,6]", ["10", "11"], []),
    (
      "[1000,0,7,10,99,5]\nhello\n[2,\n[2000,1000,8,11,99,6]\n", ["10", "11"],
      ["3 a line is neither a sample nor an event; such lines were skipped x2"]
    ),
    ("[1000,0,7,null,99,5]\n[2000,1000,8,11,99,6]\n", ["-", "11"], []),
    (
      "[1000,0,7,-4,99,5]\n[2000,1000,8,11,99,6]\n", ["-", "11"], ["2 Slab is below zero; such values were left out"]
    ),
    (
      "[1000,0,7,1152921504606846977,99,5]\n[2000,1000,8,18446744073709551612,99,6]\n", [],
      ["2 Slab is larger than 2^60, as after falling below zero; such values were left out x2"]
    ),
    (
      "[1000,0,7,100,99,5]\n[2000,1000,8,9,99,5]\n", ["-", "9"],
      ["2 Slab is larger than MemTotal; such values were left out"]
    ),
    (
      "[1000,0,7,10,99,5]\n[1000,0,8,11,99,6]\n", ["10"],
      ["3 a sample has the time of the one before it; such samples were dropped"]
    ),
    ("[1000,0,7,10,99,5]\r\n\r\n\n[2000,1000,8,11,99,6]\r\n", ["10", "11"], []),
    ("[ 1000 , 0 , 7 , 10 , 99 , 5 ]\n[2000,1000,8,11.5,99,6]\n", ["10", "12"], []),
    (#"{"event":"remark","time":1,"text":"odd","count":3}"# + "\n", [], ["0 odd x3", "0 there are no samples"]),
    (#"{"event":"of the future","time":1,"x":[{}]}"# + "\n[1000,0,7,10,99,5]\n", ["10"], []),
    (
      "[1000,0]\n", [],
      ["2 a line is neither a sample nor an event; such lines were skipped", "0 there are no samples"]
    ),
  ]) func bearsWithOddLines(lines: String, slab: [String], remarks: [String]) throws {
    let isWhole = lines.hasSuffix("\n")
    let session = try read(Self.header + lines + (isWhole ? Self.end : ""))
    #expect(session.values("Slab") == slab)
    let open = "0 the recording has no end: it is still going on, or it was cut off"
    #expect(session.remarkTexts == remarks + (isWhole ? [] : [open]))
  }

  @Test func ignoresTheClockOfRecordings() throws {
    let session = try read(Self.header + "[1000,0,7,10,99,5]\n[999999,1000,8,11,99,6]\n" + Self.end)
    #expect(session.times == [1000, 2000])
  }

  @Test func bendsBackwardTimesOfImports() throws {
    let session = try read(Self.imported + "[1000,1]\n[2000,2]\n[3000,3]\n[500,4]\n[1500,5]\n[1500,6]\n")
    #expect(session.times == [1000, 2000, 3000, 4000, 5000])
    #expect(session.events == [SessionEvent(time: 4000, kind: .clockJump(milliseconds: -3500))])
    #expect(
      session.remarkTexts == [
        "5 the clock goes back; the times go on by the usual interval from there",
        "7 a sample has the time of the one before it; such samples were dropped",
      ])
  }

  @Test(arguments: [
    ("[1000,1]\n[2000,2]\n[3000,3]\n[9000,4]\n[10000,5]\n", [SessionEvent(time: 3000, kind: .gap(milliseconds: 6000))]),
    ("[1000,1]\n[2000,2]\n[3000,3]\n[5500,4]\n[6500,5]\n", []),
    (
      "[1000,1]\n[2000,2]\n" + #"{"event":"suspend","time":2000,"milliseconds":7000}"# + "\n[9000,4]\n[10000,5]\n",
      [SessionEvent(time: 2000, kind: .suspend(milliseconds: 7000))]
    ),
    (
      "[1000,1]\n[2000,2]\n" + #"{"event":"suspend","time":2000,"milliseconds":700}"# + "\n[9000,4]\n[10000,5]\n",
      [
        SessionEvent(time: 2000, kind: .suspend(milliseconds: 700)),
        SessionEvent(time: 2000, kind: .gap(milliseconds: 7000)),
      ]
    ),
    // Going over to a longer interval is no row of gaps.
    ("[0,1]\n[1,2]\n[2,3]\n[3,4]\n[4,4]\n[5,4]\n[6,1]\n[16,1]\n[26,1]\n[36,1]\n[46,1]\n[56,1]\n", []),
  ]) func namesGaps(lines: String, events: [SessionEvent]) throws {
    #expect(try read(Self.imported + lines).events == events)
  }

  @Test func takesNewColumns() throws {
    let change =
      #"{"event":"columns","time":2000,"elapsed":1000,"added":["Percpu"],"removed":["Foo"],"#
      + #""columns":["time","elapsed","Tasks","Slab","Percpu","MemTotal"],"counts":["Tasks"]}"# + "\n"
    let session = try read(
      Self.header + "[1000,0,7,10,99,5]\n" + change + "[2000,1000,8,11,3,99]\n" + Self.end, .cut)
    #expect(session.columns.map(\.name) == ["Tasks", "Slab", "MemTotal", "Percpu"])
    #expect(session.values("Percpu") == ["-", "3"])
    #expect(session.values("MemTotal") == ["99", "99"])
    #expect(session.events.map(\.kind).first == .columnChange(added: ["Percpu"], removed: ["Foo"]))
  }

  @Test func joinsAppendedRecordings() throws {
    let second = Self.header.replacing("\"start\":1000", with: "\"start\":60000").replacing("b1", with: "b2")
    let session = try read(
      Self.header + "[1000,0,7,10,99,5]\n[2000,1000,7,10,99,5]\n" + second + "[60000,0,7,3,99,5]\n" + Self.end)
    #expect(session.parts.map(\.samples) == [0..<2, 2..<3])
    #expect(session.times == [1000, 2000, 60000])
    #expect(
      session.events.map(\.kind) == [.gap(milliseconds: 58000), .reboot, .end(reason: "duration")])
    let torn = try read(Self.header + "[1000,0,7,10,99,5]\n[2000,100" + second + "[60000,0,7,3,99,5]\n" + Self.end)
    #expect(torn.times == [1000, 60000])
    #expect(torn.remarkTexts == ["3 a line is torn, as after a kill; such lines were skipped"])
  }

  @Test func leavesOutCountersThatTheKernelOnlyPrints() throws {
    let header =
      #"{"kmem":"session","version":1,"recorder":"k","start":0,"columns":["time","Slab","VmallocUsed","KernelStack","#
      + #""SReclaimable","SUnreclaim","KReclaimable"]}"# + "\n"
    let session = try read(header + "[0,0,0,8,0,0,9]\n[1000,0,0,8,0,0,9]\n")
    #expect(session.columns.map(\.name) == ["KernelStack"])
    #expect(session.ends(.kReclaimable) == CounterEnds(first: 9, last: 9))
    #expect(session.header.host.environment.lxcfs)
    #expect(session.parts[0].header.host.environment.lxcfs)
    #expect(
      session.remarkTexts == [
        "0 VmallocUsed is 0 throughout, as kernels 4.4 to 5.2 print it without counting; it was left out",
        "0 Slab is 0 although KReclaimable is not: LXCFS shows a container's view; Slab and its halves were left out",
      ])
    let used = try read(header + "[0,9,0,8,4,5,9]\n[1000,9,4,8,4,5,9]\n")
    #expect(used.values("VmallocUsed") == ["0", "4"])
    #expect(used.remarks.isEmpty)
  }

  @Test func remarksUponHalvesThatDoNotAddUp() throws {
    let header =
      #"{"kmem":"session","version":1,"recorder":"k","start":0,"columns":["time","Slab","SReclaimable","SUnreclaim"]}"#
      + "\n"
    let session = try read(header + "[0,9,4,5]\n[1000,100,4,5]\n[2000,100,4,5]\n")
    #expect(session.values("Slab") == ["9", "100", "100"])
    #expect(session.remarkTexts == ["3 Slab is not the sum of SReclaimable and SUnreclaim x2"])
  }

  @Test func joinsFilesInTheOrderOfTheirTimes() throws {
    let first = Self.header + "[1000,0,7,10,99,5]\n" + Self.end
    let second =
      Self.header.replacing("\"start\":1000", with: "\"start\":2000").replacing("Slab", with: "Percpu")
      + "[2000,0,7,3,99,5]\n"
    let inputs = [Fixtures.session(second, name: "b.kmem"), Fixtures.session(first)]
    let session = try Session(reading: inputs)
    #expect(session.times == [1000, 2000])
    #expect(session.values("Slab") == ["10", "-"])
    #expect(session.values("Percpu") == ["-", "3"])
    #expect(session.parts.map(\.samples) == [0..<1, 1..<2])
    #expect(session.remarks.map(\.file) == ["b.kmem"])
  }
}
