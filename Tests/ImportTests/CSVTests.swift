import Import
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

@Suite struct CSVTests {
  private func convert(_ text: String, _ columns: [String: String] = [:], unit: MemoryUnit = .kibibytes) throws
    -> String
  {
    var options = ImportOptions(tool: "test")
    options.columns = columns
    options.unit = unit
    let sink = try Importer(CSVFormat(), options).convert([Fixtures.session(text, name: "a.csv")], to: MemorySink())
    return String(decoding: sink.bytes, as: UTF8.self)
  }

  /// A table and the lines of samples that come of it.
  static let tables: [(String, [String])] = [
    ("t_unix,value_kb\n1717577081,5248\n1717577111,5264\n", ["[1717577081000,5248]", "[1717577111000,5264]"]),
    ("t_unix,value_kb\r\n1717577081.25,5248.5\r\n", ["[1717577081250,5249]"]),
    ("\u{feff}value_kb;t\n\"1,5\";1717577081\n;1717577082\n", ["[1717577081000,2]", "[1717577082000,null]"]),
    ("# made by hand\ntime\tvalue_kb\n\n# and so on\n1717577081000\t7\n", ["[1717577081000,7]"]),
    (
      "date,value_kb\n2026-11-22T12:00:00Z,\"7\"\n2026-11-22T13:00:01+01:00, 8 \n",
      ["[1795348800000,7]", "[1795348801000,8]"]
    ),
    ("day,value_kb\n2026-11-22,7\n", ["[1795305600000,7]"]),
    ("t,value_kb\n0,1\n0.5,NaN\n1,3e2\n", ["[0,1]", "[500,null]", "[1000,300]"]),
    ("t,value_kb\n1,-5\n2,2e30\n3,1\n", ["[1000,null]", "[2000,null]", "[3000,1]"]),
    ("t,value_kb\n1,5\n2,6\n3", ["[1000,5]", "[2000,6]"]),
    ("t,\"value_kb\"\n1,\"5\"", ["[1000,5]"]),
  ]

  @Test(arguments: tables) func readsTables(text: String, samples: [String]) throws {
    let lines = try convert(text, ["value_kb": "Slab"]).split(separator: "\n").map(String.init)
    #expect(lines.filter { $0.hasPrefix("[") } == samples)
    #expect(lines.first?.contains(#""columns":["time","Slab"]"#) == true)
  }

  /// A column's name, the counter that it is, and what a cell of 8192 is.
  static let names: [(String, String, String)] = [
    ("Slab", "Slab", "8192"), ("slab", "Slab", "8192"), ("Slab_bytes", "Slab", "8"), ("Slab_kB", "Slab", "8192"),
    ("Slab_MB", "Slab", "8388608"), ("Slab (GiB)", "Slab", "8589934592"), ("Slab_pages", "Slab", "32768"),
    ("node_memory_Slab_bytes", "Slab", "8"), ("HugePages_Total", "HugePages_Total", "8192"),
    ("Active(anon)", "Active(anon)", "8192"), ("DirectMap4k", "DirectMap4k", "8192"), ("Tasks", "Tasks", "8192"),
  ]

  @Test(arguments: names) func understandsNames(name: String, counter: String, value: String) throws {
    let text = try convert("t,\(name),MemFree\n1,8192,0\n")
    let session = try Session(reading: [Fixtures.session(text)], columns: .all)
    #expect(session.values(counter) == [value])
  }

  @Test func takesUnitsForNamesWithoutOne() throws {
    let text = try convert("t,Slab,Percpu_kb\n1,4096,4096\n", unit: .bytes)
    #expect(text.contains("\n[1000,4,4096]\n"))
  }

  /// Sample number i is row number i, whatever the times are.
  @Test func keepsEveryRow() throws {
    let rows = (0..<500).map { "\($0 < 250 ? $0 / 2 : 600 - $0),\($0)\n" }.joined()
    let session = try Session(reading: [Fixtures.session(try convert("t,Slab\n" + rows))])
    #expect(session.values("Slab") == (0..<500).map(String.init))
    #expect(
      session.remarkTexts.contains("3 a row has the time of the one before it; such rows were put 1 ms apart x125"))
  }

  static let wrong: [(String, String)] = [
    ("", "a.csv: it is empty; give a table with a header line"),
    (
      "time\n1\n",
      "a.csv:1:1: a table needs a time and at least one counter, and the header has one column; "
        + "separate the columns by comma, semicolon or tab"
    ),
    ("1,2\n3,4\n", "a.csv:1:1: the first line is not a header; put the columns' names there, the time first"),
    (
      "t,value_kb\n1,2\n",
      "a.csv:1:3: no column is a counter that a report needs; say which is one: --column value_kb=Slab"
    ),
    ("t,Slab,slab\n1,2,3\n", "a.csv:1:8: a second column stands for Slab; take one of them out"),
    ("t,Slab\n1,many\n", "a.csv:2:3: “many” is not a number; leave a cell empty where there is no value"),
    ("t,Slab\n1,0x10\n", "a.csv:2:3: “0x10” is not a number; leave a cell empty where there is no value"),
    (
      "t,Slab\n1,2\nnoon,3\n",
      "a.csv:3:1: “noon” is not a time; write seconds or milliseconds since 1970, or 2026-11-22T03:11:20Z"
    ),
    ("t,Slab\n,3\n", "a.csv:2:1: the time is empty; write seconds or milliseconds since 1970, or 2026-11-22T03:11:20Z"),
    (
      "t,Slab\n1,2,3\n", "a.csv:2:5: the record has 3 fields, and the header has 2; check the separators and the quotes"
    ),
    (
      "t,Slab\n1\n2,3\n",
      "a.csv:2:1: the record has 1 fields, and the header has 2; check the separators and the quotes"
    ),
    ("t,Slab\n1,\"2\n3,4\n", "a.csv:2:1: a quote is not closed; close it, or double it inside a field"),
    ("t,Slab\n1,\"2\"3\n", "a.csv:2:1: text follows a closing quote; double the quotes inside a quoted field"),
    ("t,Slab\n1,2\u{0}\n", "a.csv:2:1: it is binary and not CSV; give a text file"),
  ]

  @Test(arguments: wrong) func saysWhereTablesAreWrong(text: String, message: String) {
    let error = #expect(throws: SessionError.self) { _ = try convert(text) }
    #expect(error?.description == message)
    #expect(error?.exitCode == 2)
  }

  @Test func saysWhichColumnsThereAre() {
    let error = #expect(throws: SessionError.self) { _ = try convert("t,a,b\n1,2,3\n", ["c": "Slab"]) }
    #expect(error?.description == "a.csv:1:1: there is no column c; the columns are t, a, b")
  }
}
