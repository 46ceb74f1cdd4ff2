import FoundationEssentials
import Import
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

@Suite struct ExportTests {
  static let text =
    ReadingTests.header + "[1000,0,7,10,99,5]\n"
    + #"{"event":"columns","time":1,"elapsed":1,"added":["a,b"],"removed":[],"columns":["time","elapsed","Slab","a,b"],"counts":[]}"#
    + "\n[2000,1000,11,null]\n[3000,1000,11,7]\n[3000,2000,12,7]\n" + ReadingTests.end

  private func export(_ format: SessionExport.Format) throws -> (text: String, remarks: [Remark]) {
    var remarks: [Remark] = []
    let sink = try SessionExport(format).convert(Fixtures.session(Self.text), to: MemorySink(), remarks: &remarks)
    return (String(decoding: sink.bytes, as: UTF8.self), remarks)
  }

  @Test func writesCSV() throws {
    let (text, remarks) = try export(.csv)
    #expect(
      text == """
        time,Tasks,Slab,MemTotal,Foo,"a,b"
        1970-01-01T00:00:01.000Z,7,10,99,5,
        1970-01-01T00:00:02.000Z,,11,,,
        1970-01-01T00:00:03.000Z,,12,,,7

        """)
    #expect(remarks.map(\.text) == ["a sample has the time of the one before it; such samples were dropped"])
  }

  @Test func writesJSON() throws {
    let (text, _) = try export(.json)
    #expect(
      text == """
        [
        {"time":"1970-01-01T00:00:01.000Z","Tasks":7,"Slab":10,"MemTotal":99,"Foo":5,"a,b":null},
        {"time":"1970-01-01T00:00:02.000Z","Tasks":null,"Slab":11,"MemTotal":null,"Foo":null,"a,b":null},
        {"time":"1970-01-01T00:00:03.000Z","Tasks":null,"Slab":12,"MemTotal":null,"Foo":null,"a,b":7}
        ]

        """)
  }

  @Test func exportsComeBackThroughTheImporter() throws {
    let csv = try export(.csv).text
    let sink = try Importer(CSVFormat(), ImportOptions(tool: "test")).convert([Fixtures.session(csv)], to: MemorySink())
    let back = try Session(reading: [.bytes(sink.bytes, name: nil)], columns: .all)
    let session = try Session(reading: [Fixtures.session(Self.text)], columns: .all)
    #expect(back.times == session.times)
    #expect(back.columns.sorted { $0.name < $1.name } == session.columns.sorted { $0.name < $1.name })
  }

  @Test func describesASession() throws {
    let info = SessionInfo(try SessionReading([Fixtures.session(Self.text)], columns: .report))
    #expect(
      info.text == """
        Host         web-1
        Environment  unknown
        Boot         b1
        Recorder     kmem 1
        Samples      3
        From         1970-01-01T00:00:01.000Z
        To           1970-01-01T00:00:03.000Z, 2 s
        Interval     1 s asked for, 1 s usually
        Parts        1
        Columns      5: Tasks Slab MemTotal Foo a,b
        Events       2
          1970-01-01T00:00:01.001Z  columns: with a,b
          1970-01-01T00:00:09.000Z  end: duration
        Remarks      1
          a.kmem:5: a sample has the time of the one before it; such samples were dropped

        """)
  }

  @Test func describesASessionForScripts() throws {
    let info = SessionInfo(try SessionReading([Fixtures.session(Self.text)], columns: .report))
    struct Described: Decodable, Equatable {
      var schema: String
      var host: String
      var samples: Int
      var start: String
      var columns: [String]
      var counts: [String]
    }
    let described = try JSONDecoder().decode(Described.self, from: Data(info.json.utf8))
    #expect(
      described
        == Described(
          schema: "kmem-info/1", host: "web-1", samples: 3, start: "1970-01-01T00:00:01.000Z",
          columns: ["Tasks", "Slab", "MemTotal", "Foo", "a,b"], counts: ["Tasks"]))
  }

  @Test func terminalsAreNotObeyed() throws {
    let text = ReadingTests.header + #"{"event":"mark","time":1,"elapsed":1,"text":"\u001b[31mred"}"# + "\n"
    let info = SessionInfo(try SessionReading([Fixtures.session(text)], columns: .report))
    #expect(info.text.contains("mark: ␛[31mred"))
  }
}
