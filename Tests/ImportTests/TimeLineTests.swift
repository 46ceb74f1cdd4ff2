@testable import Import
@testable import KernelMemory
import Testing

@Suite struct TimeLineTests {
  static let noon: Int64 = 1_795_348_800_000  // 2026-11-22T12:00:00Z
  static let noZone = "the times name no zone; UTC was assumed"

  static let times: [(String, Int64, String?)] = [
    ("1795348800", noon, nil), ("### 1795348800.250", noon + 250, nil),
    ("# unix time 1795348800,25", noon + 250, nil),
    ("@1795348800", noon, nil), ("1795348800250", noon + 250, nil), ("1795348800250123", noon + 250, nil),
    ("2026-11-22T12:00:00Z", noon, nil), ("## 2026-11-22 12:00:00.2504 UTC ##", noon + 250, nil),
    ("2026-11-22T13:30:00+01:30", noon, nil), ("2026-11-22T07:00-0500", noon, nil),
    ("2026-11-22 12:00:00", noon, noZone), ("2026/11/22_12:00", noon, noZone), ("20261122T120000Z", noon, nil),
    ("Sun Nov 22 12:00:00 UTC 2026", noon, nil), ("zzz ***Sun Nov 22 12:00:00 UTC 2026", noon, nil),
    ("Sun 22 Nov 2026 12:00:00 PM GMT", noon, nil), ("Sun, 22 Nov 2026 13:00:00 +0100", noon, nil),
    ("Sun Nov 22 12:00:00 CET 2026", noon, "the zone CET is not known; UTC was assumed"),
    ("Time: 1795348800", noon, nil), ("===== timestamp=1795348800 =====", noon, nil),
  ]

  @Test(arguments: times) func reads(line: String, time: Int64, assumption: String?) {
    let found = TimeLine(Array(line.utf8))
    #expect(found?.time == time)
    #expect(found?.assumption == assumption)
  }

  @Test(arguments: [
    "", "MemTotal: 1795348800 kB", "12345678", "2026-13-22T12:00:00Z", "2026-11-22", "2026-11-22T25:00:00Z", "timely",
    "Sun Nov 31 12:00:00 UTC 2026", "99999999999999999999", "# a comment", "1795348800 kB",
    "2026-11-22T12:00:00 nowhere",
  ]) func refuses(line: String) {
    #expect(TimeLine(Array(line.utf8)) == nil)
  }

  static let fileNames: [(String, Int64?)] = [
    ("meminfo-2026-11-22T12:00:00Z.txt", noon), ("a/b.d/20261122-120000", noon), ("meminfo.1795348800.gz", noon),
    ("1795348800250", noon + 250), ("host7-2026-11-22_12-00-00.log", noon),
    ("reconstructed_2.6.32_x86_64.meminfo", nil),
    ("meminfo.txt", nil), ("20261122", nil),
  ]

  @Test(arguments: fileNames) func readsNames(name: String, time: Int64?) {
    #expect(TimeLine.inName(name) == time)
  }
}
