import Storage
import Testing
@testable import Capture
@testable import KernelMemory
@testable import SessionFile

@Suite("Owners in session files")
struct OwnersInFilesTests {
  private static let header =
    #"{"kmem":"session","version":1,"recorder":"kmem 0.1.0","start":1000000,"interval_ms":1000,"#
    + #""columns":["time","elapsed","Slab"],"counts":[]}"# + "\n"

  private static func session(_ lines: String) throws -> Session {
    try Session(reading: [.bytes(Array((header + lines).utf8), name: "s.jsonl")])
  }

  @Test("a snapshot comes back as it was written, on the session's axis")
  func roundTrip() throws {
    var selection = OwnerSelection()
    let list = selection.select(
      .slab, SlabOwners.columns,
      [Owner("dentry", [40_000, 200_000, 39_000, 1]), Owner("x", [4, 1, 4, Column.absent])])
    let snapshot = OwnerSnapshot(
      time: 1_000_900, reason: .start, lists: [list], facts: [.negativeDentries: 150, .cost: 2000], remarks: ["odd"])
    // Wall time was set by an hour since the header; the clock that nobody sets counts.
    var shifted = snapshot
    shifted.time += 3_600_000
    let text = "[1000000,0,500]\n" + SessionText.owners(shifted, elapsed: 900) + "[1001000,1000,600]\n"
    let session = try Self.session(text)
    #expect(session.owners == [snapshot])
    #expect(session.times == [1_000_000, 1_001_000])
    #expect(session.remarks.map(\.text) == ["the recording has no end: it is still going on, or it was cut off"])
  }

  @Test("kinds, columns and facts of later versions are left out, the rest is kept")
  func future() throws {
    let session = try Self.session(
      #"{"event":"owners","time":1000000,"elapsed":0,"reason":"whim","facts":{"dentries":5,"moons":2},"lists":["#
        + #"{"kind":"slab","columns":["name","glow","kib"],"owners":[["dentry",9,40],["y",null,7],["z"]],"rest":[1,2]},"#
        + #"{"kind":"moons","columns":["name"],"owners":[]}]}"# + "\n")
    let snapshot = try #require(session.owners.first)
    #expect(snapshot.facts == [.dentries: 5])
    #expect(snapshot.reason == .period)
    #expect(snapshot.lists.map(\.kind) == [.slab])
    #expect(snapshot[.slab]?.owners == [Owner("dentry", [40]), Owner("y", [7]), Owner("z", [Column.absent])])
    #expect(snapshot[.slab]?.totalKiB == 49)
  }

  @Test(
    "a line that is damaged costs that snapshot and nothing else",
    arguments: [
      #"{"event":"owners","time":1000000,"elapsed":0,"lists":[{"kind":7}]}"#, #"{"event":"owners","time":1000000"#,
      #"{"event":"owners","time":1000000,"elapsed":0,"lists":[{"kind":"slab","columns":["name"],"owners":[[1,2]]}]}"#,
    ])
  func damaged(_ line: String) throws {
    let session = try Self.session("[1000000,0,500]\n" + line + "\n[1001000,1000,600]\n")
    #expect(session.owners.isEmpty)
    #expect(session.times.count == 2)
  }

  @Test("a part of a session has the snapshots of its time, and joined sessions have all")
  func slices() throws {
    func line(_ elapsed: Int64) -> String {
      "[\(1_000_000 + elapsed),\(elapsed),500]\n"
        + SessionText.owners(OwnerSnapshot(time: 1_000_000 + elapsed, reason: .period), elapsed: elapsed)
    }
    let session = try Self.session(line(0) + line(1000) + line(2000))
    #expect(session.owners.count == 3)
    #expect(session.slice(since: 1_000_500, until: 1_001_500).owners.map(\.time) == [1_001_000])
  }

  /// As json.dumps, jq and jq -S write the line.
  @Test(
    "a snapshot that a tool rewrote is the same one",
    arguments: [
      #"{"event": "owners", "time": 1000900, "elapsed": 900, "reason": "move", "facts": {"dentries": 7}, "lists": []}"#,
      #"{ "event" : "owners", "time" :1000900, "elapsed": 900, "reason" : "move", "facts": {"dentries": 7}}"#,
      #"{"elapsed":900,"event":"owners","facts":{"dentries":7},"lists":[],"reason":"move","remarks":[],"time":1000900}"#,
      #"{"event":"owners","time":1000900,"elapsed":900,"reason":"move","facts":{"dentries":7},"lists":[],"remarks":[]}"#,
    ])
  func rewritten(_ line: String) throws {
    let session = try Self.session("[1000000,0,500]\n" + line + "\n[1001000,1000,600]\n")
    #expect(session.owners == [OwnerSnapshot(time: 1_000_900, reason: .move, facts: [.dentries: 7])])
    #expect(session.times.count == 2)
  }

  @Test("moves are told from periods with blanks too", arguments: ["", " "])
  func thinningWithBlanks(_ blank: String) {
    var log = OwnersLog()
    for index in 0..<1000 {
      let reason = index % 100 == 50 ? "move" : "period"
      let line = #"{"event":\#(blank)"owners","time":\#(blank)\#(index),"reason":\#(blank)"\#(reason)"}"#
      log.take(Array(line.utf8), time: Int64(index))
    }
    #expect(log.snapshots().count(where: { $0.reason == .move }) == 10)
  }

  @Test("processes that were not examined are no owner, and a command without letters is shown as such")
  func odd() throws {
    let session = try Self.session(
      #"{"event":"owners","time":1000000,"elapsed":0,"lists":[{"kind":"threads","columns":["name","kib","count","processes"],"#
        + #""owners":[["processes not examined yet",800,50,40],["",32,2,1]],"rest":[3,48]},"#
        + #"{"kind":"slab","columns":["name","kib"],"owners":[["",4]]}]}"# + "\n[1000000,0,500]\n")
    let threads = try #require(session.owners.first?[.threads])
    #expect(threads.owners == [Owner("(empty name)", [32, 2, 1])])
    #expect(threads.restCount == 43 && threads.restKiB == 848)
    #expect(session.owners.first?[.slab]?.owners.map(\.name) == [""])
  }
}
