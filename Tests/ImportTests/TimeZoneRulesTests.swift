import Testing

@testable import Import

@Suite struct TimeZoneRulesTests {
  @Test(arguments: [("UTC", 0), ("+02:00", 7200), ("-0530", -19800), ("+1", 3600)])
  func readsDistances(text: String, seconds: Int64) throws {
    #expect(try #require(TimeZoneRules(text)).offset(at: 0) == seconds * 1000)
  }

  @Test(arguments: ["", "+", "Mars/Base", "../etc/passwd", "+99:00"]) func refusesWhatIsNone(text: String) {
    #expect(TimeZoneRules(text) == nil)
  }

  /// A table as RFC 8536 describes it: one hour east of UTC, two from 2026-03-29T01:00Z to 2026-10-25T01:00Z.
  private static let table: [UInt8] = {
    func number(_ value: Int64, _ width: Int) -> [UInt8] {
      (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    let changes: [Int64] = [1_774_746_000, 1_792_890_000]
    let types = number(3600, 4) + [0, 0] + number(7200, 4) + [1, 4]
    let head = [0, 0, 0, 2, 2, 8].flatMap { number($0, 4) }
    let name = Array("CET\0CES\0".utf8)
    return Array("TZif1".utf8) + [UInt8](repeating: 0, count: 15) + head + changes.flatMap { number($0, 4) } + [1, 0]
      + types + name
  }()

  @Test func followsTheTable() throws {
    let zone = try #require(TimeZoneRules(table: Self.table))
    #expect(zone.offset(at: 1_774_746_000_000 - 1) == 3_600_000)
    #expect(zone.offset(at: 1_774_746_000_000) == 7_200_000)
    #expect(zone.offset(at: 1_792_890_000_000) == 3_600_000)
    // 02:30 stands on the clock twice that night, 12:00 once.
    let night: Int64 = 1_792_895_400_000
    #expect(zone.utc(local: night) == night - 7_200_000)
    #expect(zone.utc(local: night, notBefore: night - 7_200_000 + 1) == night - 3_600_000)
    #expect(zone.utc(local: night + 36_000_000) == night + 32_400_000)
  }

  @Test func survivesDamage() {
    for length in Self.table.indices { #expect(TimeZoneRules(table: Array(Self.table[..<length])) == nil) }
    for place in Self.table.indices {
      var table = Self.table
      table[place] ^= 0xff
      _ = TimeZoneRules(table: table)?.utc(local: 1_792_895_400_000)
    }
  }
}
