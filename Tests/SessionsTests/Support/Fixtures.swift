import FoundationEssentials
import KernelMemory
import Sessions

/// Where test inputs come from.
enum Fixtures {
  /// The path of a file under `Fixtures/`.
  static func path(_ name: String, from file: String = #filePath) -> String {
    file.split(separator: "/").dropLast(4).map { "/" + $0 }.joined() + "/Fixtures/" + name
  }

  /// A file's bytes.
  static func data(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

  /// The whole content of an input, as bytes in memory.
  static func session(_ text: String, name: String = "a.kmem") -> SessionInput { .bytes(Array(text.utf8), name: name) }

  /// Imports dumps and reads the session that comes of it.
  static func importing(
    _ input: SessionInput, time: Int64? = nil, columns: ColumnSelection = .report
  ) throws(SessionError) -> Session {
    let sink = try MeminfoImport(recorder: "test", time: time).convert(input, to: MemorySink())
    return try Session(reading: [.bytes(sink.bytes, name: "imported")], columns: columns)
  }
}

extension Session {
  /// The remarks as `LINE TEXT xCOUNT`.
  var remarkTexts: [String] {
    remarks.map { "\($0.line ?? 0) \($0.text)" + ($0.count == 1 ? "" : " x\($0.count)") }
  }

  /// The values of a counter with `-` where there are none.
  func values(_ name: String) -> [String] {
    (column(name)?.values ?? []).map { $0 == Column.absent ? "-" : "\($0)" }
  }
}
