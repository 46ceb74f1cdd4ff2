import Import
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

/// Several tables in one command: what belongs together is put together, and what cannot be of one host is refused.
@Suite struct CSVTablesTests {
  private static func table(_ name: String, _ counter: String, hour: Int, from value: Int = 400_000) -> SessionInput {
    let rows = (0..<20).map { "2026-11-22T0\(hour):\($0 + 10):00Z,16000000,\(value + $0)" }
    return Fixtures.session((["time,MemTotal,\(counter)"] + rows).joined(separator: "\n") + "\n", name: name)
  }

  private static func session(_ inputs: [SessionInput]) throws -> Session {
    let sink = try Importer(CSVFormat(), ImportOptions(tool: "test")).convert(inputs, to: MemorySink())
    return try Session(reading: [.bytes(sink.bytes, name: nil)], columns: .all)
  }

  @Test func theirTimesSortThem() throws {
    let session = try Self.session([Self.table("b", "Slab", hour: 4), Self.table("a", "Slab", hour: 3)])
    #expect(session.times.count == 40)
    #expect(session.times == session.times.sorted())
    #expect(session.remarks.isEmpty, "\(session.remarks)")
  }

  @Test func otherCountersOfOneTimeStandSideBySide() throws {
    let session = try Self.session([Self.table("a", "Slab", hour: 3), Self.table("b", "PageTables", hour: 3, from: 9)])
    #expect(session.times.count == 20)
    #expect(session.column("Slab")?.last == 400_019 && session.column("PageTables")?.last == 28)
  }

  /// The same file twice, and two hosts that say no names.
  @Test(arguments: [400_000, 900_000])
  func oneCounterTwiceAtOneTimeIsRefused(_ value: Int) throws {
    let error = try #require(throws: SessionError.self) {
      _ = try Self.session([Self.table("a", "Slab", hour: 3), Self.table("b", "Slab", hour: 3, from: value)])
    }
    #expect(
      error.what
        == "it overlaps with a: both have Slab from 2026-11-22T03:10:00.000Z to 2026-11-22T03:29:00.000Z")
    #expect(error.file == "b")
  }

  /// Each line of a long text is looked at once, whatever came before.
  @Test func manyDumpsWithoutTimesAreRefused() throws {
    let text = String(repeating: "MemTotal: 16384000 kB\n", count: 20_000)
    let error = try #require(throws: SessionError.self) {
      _ = try Importer(MeminfoFormat(), ImportOptions(tool: "test")).convert(
        [Fixtures.session(text, name: "a")], to: MemorySink())
    }
    #expect(error.what == "it holds 20000 dumps of /proc/meminfo and no times")
  }
}
