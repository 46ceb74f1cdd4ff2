import Import
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

/// Damaged inputs are converted or refused; what comes out is always a session that reads.
@Suite struct HostileImportTests {
  private func damage(_ bytes: [UInt8], _ generator: inout Generator) -> [UInt8] {
    var damaged = bytes
    for _ in 0...Int.random(in: 0..<4, using: &generator) where !damaged.isEmpty {
      let place = Int.random(in: damaged.indices, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: damaged[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: damaged.removeSubrange(place..<min(place + Int.random(in: 1..<80, using: &generator), damaged.count))
      case 2: damaged.insert(contentsOf: damaged[..<place].suffix(40), at: place)
      default: damaged.insert(contentsOf: "99999999999999999999\n".utf8, at: place)
      }
    }
    return damaged
  }

  @Test func dumps() throws {
    let text = (0..<4).map { "### \(1_795_348_800 + $0).041\n" + MeminfoImportTests.dump }.joined()
    var generator = Generator(seed: 11)
    var samples = 0
    for _ in 0..<2000 {
      let input = SessionInput.bytes(damage(Array(text.utf8), &generator), name: "a")
      guard let sink = try? Importer(MeminfoFormat(), ImportOptions(tool: "test")).convert([input], to: MemorySink())
      else { continue }
      let session = try Session(reading: [.bytes(sink.bytes, name: nil)], columns: .all)
      #expect(session.remarks.allSatisfy { !$0.text.hasPrefix("a line is neither") })
      samples += session.times.count
    }
    #expect(samples > 4000)
  }

  @Test func tables() throws {
    let text = "time,Slab,MemFree\n" + (0..<9).map { "\(1_795_348_800 + $0),\($0),\"\($0 * 7)\"\n" }.joined()
    var generator = Generator(seed: 12)
    var samples = 0
    for _ in 0..<2000 {
      let input = SessionInput.bytes(damage(Array(text.utf8), &generator), name: "a")
      guard let sink = try? Importer(CSVFormat(), ImportOptions(tool: "test")).convert([input], to: MemorySink()) else {
        continue
      }
      let session = try Session(reading: [.bytes(sink.bytes, name: nil)], columns: .all)
      #expect(session.remarks.allSatisfy { !$0.text.hasPrefix("a line is neither") })
      samples += session.times.count
    }
    #expect(samples > 500)
  }

  @Test func dumpsCutAnywhere() throws {
    let text = (0..<3).map { "### \(1_795_348_800 + $0)\n" + MeminfoImportTests.dump.replacing("40", with: "40\($0)") }
      .joined()
    let bytes = Array(text.utf8)
    for length in bytes.indices {
      let input = SessionInput.bytes(Array(bytes[..<length]), name: "a")
      guard let session = try? Fixtures.importing(input) else { continue }
      // A number that lost its last digits must never be taken.
      #expect(session.values("Slab").allSatisfy { ["400", "401", "402", "-"].contains($0) }, "cut at \(length)")
      #expect(session.values("MemTotal").allSatisfy { ["1000", "-"].contains($0) })
      #expect(session.values("HugePages_Total").allSatisfy { ["2", "-"].contains($0) })
    }
  }
}
