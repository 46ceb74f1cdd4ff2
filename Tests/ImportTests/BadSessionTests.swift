import Import
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

/// What a reader is told of files that are no sessions.
@Suite struct BadSessionTests {
  static let binary: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0x0a]

  static let inputs: [(String, String)] = [
    ("", "a: not a session: it is empty; record one with kmem record"),
    ("\n\n", "a: not a session: it is empty; record one with kmem record"),
    (
      "MemTotal:       24683656 kB\nMemFree: 1 kB\n",
      "a:1:1: not a session: it looks like a dump of /proc/meminfo; convert it with kmem import meminfo"
    ),
    (
      "\n### 1795387029.041\nMemTotal: 1 kB\n",
      "a:2:1: not a session: it looks like a dump of /proc/meminfo; convert it with kmem import meminfo"
    ),
    (
      "time,Slab\n1,2\n",
      "a:1:1: not a session: it looks like CSV without a column that a report needs; say which is one: kmem import csv --column NAME=Slab"
    ),
    (
      "time\tSlab\n1\t2\n",
      "a:1:1: not a session: it looks like tab-separated values without a column that a report needs; say which is one: kmem import csv --column NAME=Slab"
    ),
    (
      "<!DOCTYPE html>\n<html></html>\n",
      "a:1:1: not a session: it is an HTML page; give the session that the report was made from"
    ),
    (
      "PK\u{3}\u{4}\u{0}\u{0}\n",
      "a:1:1: not a session: it is binary; give a file that kmem record or kmem import wrote"
    ),
    (
      "hello\n",
      "a:1:1: not a session: the first line is not a header; give a file that kmem record or kmem import wrote"
    ),
    (
      "{\"a\":1}\n",
      "a:1:1: not a session: it is JSON without kmem's header; give a file that kmem record or kmem import wrote"
    ),
    (
      "{\"schema\":\"kmem-findings/1\"}\n",
      "a:1:1: not a session: it holds the findings of a report; give the session that the report was made from"
    ),
    (
      "{oops}\n",
      "a:1:1: not a session: its first line is not valid JSON; give a file that kmem record or kmem import wrote"
    ),
    (
      "{\"kmem\":\"session\",\"vers",
      "a:1:1: not a session: its first line is cut off; the recording was killed before its first sample: record again"
    ),
    (
      "[1,2]\n",
      "a:1:1: not a session: it begins with a JSON array and not with a header; the header line may have been cut off: restore it"
    ),
    (
      #"{"kmem":"session","version":2,"start":1,"columns":["time"]}"# + "\n",
      "a:1:1: the session is of version 2, and this kmem reads version 1; take a newer kmem"
    ),
    (
      #"{"kmem":"session","version":0,"start":1,"columns":["time"]}"# + "\n",
      "a:1:1: the session is of version 0, and this kmem reads version 1; kmem writes \"version\":1"
    ),
    (
      #"{"kmem":"session","start":1,"columns":["time"]}"# + "\n",
      "a:1:1: the header has no version; kmem writes \"version\":1"
    ),
    (
      #"{"kmem":"session","version":1,"columns":["time"]}"# + "\n",
      "a:1:1: the header has no start; the session file's description names every field"
    ),
    (
      #"{"kmem":"session","version":1,"start":"now","columns":["time"]}"# + "\n",
      "a:1:1: the header's start is not a whole number; the session file's description names every field"
    ),
    (
      #"{"kmem":"session","version":1,"start":1,"host":{"page_size":"4k"},"columns":["time"]}"# + "\n",
      "a:1:1: the header's host.page_size is not a whole number; the session file's description names every field"
    ),
    (
      #"{"kmem":"session","version":1,"start":1,"columns":["time",7]}"# + "\n",
      "a:1:1: the header's columns[1] is not a string; the session file's description names every field"
    ),
    (
      #"{"kmem":"session","version":1,"start":1,"columns":["Slab"]}"# + "\n",
      "a:1:1: the header's columns do not begin with \"time\"; the session file's description names every field"
    ),
    (
      #"{"kmem":"session","version":1,"start":900000000000000,"columns":["time"]}"# + "\n",
      "a:1:1: the header's start is not a time between the years 1 and 9999; it counts milliseconds since 1970"
    ),
  ]

  @Test(arguments: inputs) func saysWhatItIs(text: String, message: String) {
    let error = #expect(throws: SessionError.self) {
      _ = try Session(reading: [Fixtures.session(text, name: "a")])
    }
    #expect(error?.guessed.description == message)
    #expect(error?.exitCode == 2)
  }

  @Test func columnsAreCounted() {
    let names = String(repeating: ",\"a\"", count: 4096)
    let text = #"{"kmem":"session","version":1,"start":1,"columns":["time""# + names + "]}\n"
    let error = #expect(throws: SessionError.self) { _ = try Session(reading: [Fixtures.session(text, name: "a")]) }
    #expect(error?.description == "a:1:1: the header has 4097 columns; at most 4096 are read")
  }

  @Test func namesStandardInput() {
    let error = SessionError("it is odd", file: nil, line: 3, column: 7, mend: "mend it")
    #expect(error.description == "standard input:3:7: it is odd; mend it")
  }

  @Test(arguments: [
    ("no-such-file.kmem", "no-such-file.kmem: cannot open it: No such file or directory"),
    ("/", "/: cannot read it: Is a directory; it is a folder; name a file in it"),
  ]) func tellsFailuresToRead(path: String, message: String) {
    let error = #expect(throws: SessionError.self) { _ = try Session(reading: [.file(path)]) }
    #expect(error?.guessed.description == message)
    #expect(error?.exitCode == 74)
  }

  @Test func refusesSessionsThatCannotBeOne() {
    let one = Fixtures.header + "[1000,0,7,10,99,5]\n[9000,8000,7,10,99,5]\n"
    let other = one.replacing("web-1", with: "web-2")
    let hosts = #expect(throws: SessionError.self) {
      _ = try Session(reading: [Fixtures.session(one, name: "a"), Fixtures.session(other, name: "b")])
    }
    #expect(
      hosts?.description
        == "b: it is of host web-2, and a is of web-1; give the sessions of one host")
    let overlap = #expect(throws: SessionError.self) {
      _ = try Session(reading: [
        Fixtures.session(one, name: "a"),
        Fixtures.session(one.replacing("\"start\":1000", with: "\"start\":5000"), name: "b"),
      ])
    }
    #expect(
      overlap?.description
        == "b: it overlaps with a: both have samples from 1970-01-01T00:00:05.000Z to 1970-01-01T00:00:09.000Z; "
        + "leave one of them out, or cut them with --since and --until")
  }
}
