package import FoundationEssentials
import Import
package import KernelMemory
package import SessionFile
package import Storage

/// Where test inputs come from.
package enum Fixtures {
  /// A header of three counters, with counts of tasks.
  package static let header =
    #"{"kmem":"session","version":1,"recorder":"kmem 1","start":1000,"interval_ms":1000,"host":{"name":"web-1","boot_id":"b1"},"#
    + #""columns":["time","elapsed","Tasks","Slab","MemTotal","Foo"],"counts":["Tasks"]}"# + "\n"

  /// The path of a file under `Fixtures/`.
  package static func path(_ name: String) -> String {
    let file = #filePath
    return file.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Fixtures/" + name
  }

  /// A file's bytes.
  package static func data(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

  /// The whole content of an input, as bytes in memory.
  package static func session(_ text: String, name: String = "a.kmem") -> SessionInput {
    .bytes(Array(text.utf8), name: name)
  }

  /// Imports dumps and reads the session that comes of it.
  package static func importing(
    _ input: SessionInput, time: Int64? = nil, columns: ColumnSelection = .report
  ) throws(SessionError) -> Session {
    let sink = try Importer(MeminfoFormat(), ImportOptions(tool: "test", time: time)).convert([input], to: MemorySink())
    return try Session(reading: [.bytes(sink.bytes, name: "imported")], columns: columns)
  }
}

extension Session {
  /// The remarks as `LINE TEXT xCOUNT`.
  package var remarkTexts: [String] {
    remarks.map { "\($0.line ?? 0) \($0.text)" + ($0.count == 1 ? "" : " x\($0.count)") }
  }

  /// The values of a counter with `-` where there are none.
  package func values(_ name: String) -> [String] {
    (column(name)?.values ?? []).map { $0 == Column.absent ? "-" : "\($0)" }
  }
}
