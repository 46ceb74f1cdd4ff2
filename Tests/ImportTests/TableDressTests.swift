import Import
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

/// Tables as people paste them: with rules, blanks, text around them, legends and units in their cells.
@Suite struct TableDressTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    let times: [Int64]
    let values: [String: [String]]
    var host: String?
    var remark: String?
  }

  private static let noon: Int64 = 1_780_315_200_000

  static let cases = [
    Case(
      testDescription: "Markdown with text around it",
      text: """
        What I saw:

        | Date | SUnreclaim | MemAvailable |
        |:-----|-----------:|-----------:|
        | 2026-06-01 12:00 | **16244** kB | 90720 kB |
        | 2026-06-01 12:10 | 16296 kB | 79520 kB |

        | more | text |
        Any idea?
        """, times: [noon, noon + 600_000],
      values: ["SUnreclaim": ["16244", "16296"], "MemAvailable": ["90720", "79520"]]),
    Case(
      testDescription: "Markdown without outer bars, MB",
      text: "time | Slab (MB)\n-- | --\nJun 1 2026 12:00:00 | 10.5\nJun 1 2026 12:10:00 | 11\n",
      times: [noon, noon + 600_000], values: ["Slab": ["10752", "11264"]]),
    Case(
      testDescription: "blanks, date and time of day",
      text:
        "time                 Slab    SUnreclaim\n2026-06-01 12:00:00  100000  60000\n2026-06-01 12:10:00  100100  60100\n",
      times: [noon, noon + 600_000], values: ["Slab": ["100000", "100100"], "SUnreclaim": ["60000", "60100"]]),
    Case(
      testDescription: "blanks, units behind the numbers, US order",
      text: "When Slab SUnreclaim\n06/01/2026 12:00:00 PM 100 MB 60 MB\n06/01/2026 12:10:00 PM 101 MB 61 MB\n",
      times: [noon, noon + 600_000], values: ["Slab": ["97656", "98633"]]),
    Case(
      testDescription: "a head behind a hash", text: "# epoch Slab\n1780315200 100000\n1780315800 100100\n",
      times: [noon, noon + 600_000], values: ["Slab": ["100000", "100100"]]),
    Case(
      testDescription: "a hashed head and commas", text: "#epoch,Slab,what\n1780315200,100000,x\n1780315800,100100,y\n",
      times: [noon, noon + 600_000], values: ["Slab": ["100000", "100100"]]),
    Case(
      testDescription: "a date beside the time",
      text: "Date;Time;Slab\n01.06.2026;12:00:00;100000\n01.06.2026;12:10:00;100100\n",
      times: [noon, noon + 600_000], values: ["Slab": ["100000", "100100"]]),
    Case(
      testDescription: "legends with a host",
      text: "Time,SUnreclaim web-1:9100,what\n2026-06-01 12:00:00,97.5 MiB,a\n2026-06-01 12:10:00,98 MiB,a\n",
      times: [noon, noon + 600_000], values: ["SUnreclaim": ["99840", "100352"]]),
    Case(
      testDescription: "one of two hosts",
      text: "Time,Slab web-1:9100,Slab web-2:9100\n1780315200,100000,1\n1780315800,100100,2\n",
      times: [noon, noon + 600_000], values: ["Slab": ["1", "2"]], host: "web-2:9100"),
    Case(
      testDescription: "legends that explain",
      text:
        "Time,Slab - memory of the kernel's caches,SUnreclaim - part of Slab\n1780315200,100000,7\n1780315800,100100,8\n",
      times: [noon, noon + 600_000], values: ["Slab": ["100000", "100100"], "SUnreclaim": ["7", "8"]]),
    Case(
      testDescription: "bytes without a word of it",
      text: "Time,Slab\n1780315200,102400000\n1780315800,102502400\n1780316400,102604800\n1780317000,102707200\n",
      times: [noon, noon + 600_000, noon + 1_200_000, noon + 1_800_000],
      values: ["Slab": ["100000", "100100", "100200", "100300"]], remark: "multiple of 1024"),
    Case(
      testDescription: "a logger's lines",
      text:
        "2026-06-01T12:00:00Z web-1 memlog: Slab=100000 SUnreclaim=60000\n2026-06-01T12:10:00Z web-1 memlog: Slab=100100 SUnreclaim=60100\n",
      times: [noon, noon + 600_000], values: ["Slab": ["100000", "100100"], "SUnreclaim": ["60000", "60100"]],
      remark: "kB was assumed"),
    Case(
      testDescription: "lines of JSON",
      text: "{\"ts\":\"2026-06-01T12:00:00Z\",\"Slab\":100000}\n{\"ts\":\"2026-06-01T12:10:00Z\",\"Slab\":100100}\n",
      times: [noon, noon + 600_000], values: ["Slab": ["100000", "100100"]]),
    Case(
      testDescription: "times from the boot",
      text: "[ 5025.123456] memwatch: Slab: 100000 kB\n[ 5085.123456] memwatch: Slab: 100100 kB\n",
      times: [5_025_123, 5_085_123], values: ["Slab": ["100000", "100100"]], remark: "they stand in 1970"),
    Case(
      testDescription: "dates behind, in German",
      text:
        "/proc/meminfo:Slab:   100000 kB\nMo 1. Jun 12:00:00 UTC 2026\n/proc/meminfo:Slab:   100100 kB\nMo 1. Jun 12:10:00 UTC 2026\n",
      times: [noon, noon + 600_000], values: ["Slab": ["100000", "100100"]]),
    Case(
      testDescription: "groups of digits behind blanks",
      text: "2026-06-01T12:00:00Z\nMemTotal: 16 268 028 kB\nSlab: 8 147 392 kB\nSUnreclaim: 912 kB\n",
      times: [noon], values: ["MemTotal": ["16268028"], "Slab": ["8147392"], "SUnreclaim": ["912"]],
      remark: "digit groups"),
    Case(
      testDescription: "groups of digits behind points, more than one",
      text: "2026-06-01T12:00:00Z\nMemTotal: 16.268.028 kB\nSlab: 1'147'392 kB\n",
      times: [noon], values: ["MemTotal": ["16268028"], "Slab": ["1147392"]], remark: "digit groups"),
    Case(
      testDescription: "French months", text: "14 août 2026 09:00:00\nSlab: 7 kB\n1 déc. 2026 09:00:00\nSlab: 8 kB\n",
      times: [1_786_698_000_000, 1_796_115_600_000], values: ["Slab": ["7", "8"]]),
  ]

  @Test(arguments: cases) func isRead(_ given: Case) throws {
    let input = Fixtures.session(given.text)
    guard case .format(let format) = InputKind(try ImportHead(input)) else {
      Issue.record("it is not recognised")
      return
    }
    var options = ImportOptions(tool: "test")
    options.host = given.host
    let sink = try Importer(format, options).convert([input], to: MemorySink())
    let session = try Session(reading: [.bytes(sink.bytes, name: nil)], columns: .all)
    #expect(session.times == given.times)
    for (name, values) in given.values { #expect(session.values(name) == values, "\(name)") }
    if let remark = given.remark { #expect(session.remarkTexts.contains { $0.contains(remark) }) }
  }

  /// A query at 5 s of what is scraped each 15 s, and one of a host at rest, where values stay as they like.
  @Test(arguments: [
    ([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6], true),
    ([0, 0, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3, 3, 4, 5], false),
  ])
  func saysThatStairsAreTheQuerys(values: [Int64], isSaid: Bool) throws {
    let pairs = values.enumerated().map { "[\(1_780_315_200 + 5 * $0),\"\(102_400_000 + $1 * 4096)\"]" }
    let text =
      #"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"node_memory_Slab_bytes","instance":"a"},"values":["#
      + pairs.joined(separator: ",") + "]}]}}"
    let format = try #require(ImportFormats.named("prometheus"))
    let sink = try Importer(format, ImportOptions(tool: "test")).convert([Fixtures.session(text)], to: MemorySink())
    let session = try Session(reading: [.bytes(sink.bytes, name: nil)])
    #expect(session.times.count == values.count)
    #expect(session.remarkTexts.contains { $0.contains("each value stands in 3 rows") } == isSaid)
  }

  /// What a table leaves open is asked about, in one message.
  @Test(arguments: [
    ("Time,Slab a:9100,Slab b:9100\n1,2,3\n2,3,4\n", "--host b:9100"),
    ("time | SUnreclaim\n-- | --\n2026-06-01 12:00 | 16.244 kB\n2026-06-01 12:10 | 16.296 kB\n", "digit groups"),
    ("Slab: 16.244 kB <- here\n", "digit groups"), ("| up | Slab |\n|--|--|\n| 1h | 7 |\n", "is not a time"),
    ("time | SUnreclaim\n-- | --\n12:00 | 16244 kB\n12:10 | 16296 kB\n", "--time"),
  ]) func isAskedAbout(text: String, words: String) throws {
    let error = #expect(throws: SessionError.self) {
      let input = Fixtures.session(text)
      guard case .format(let format) = InputKind(try ImportHead(input)) else { return }
      _ = try Importer(format, ImportOptions(tool: "test")).convert([input], to: MemorySink())
    }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }
}
