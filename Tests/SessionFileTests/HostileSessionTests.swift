import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

@Suite struct HostileSessionTests {
  /// Every prefix of a session reads as a session or as an error, and never more samples than there are.
  @Test func everyPrefixReads() throws {
    let text =
      ReadingTests.header + "[1000,0,7,10,99,5]\n" + #"{"event":"mark","time":1500,"elapsed":500,"text":"ü\n"}"# + "\n"
      + "[2000,1000,8,null,99,6]\n" + ReadingTests.header + "[3000,2000,8,12,99,6]\n" + ReadingTests.end
    let bytes = Array(text.utf8)
    var samples = 0
    for length in bytes.indices {
      do {
        let session = try Session(reading: [.bytes(Array(bytes[..<length]), name: nil)], columns: .all)
        #expect(session.times.count >= samples)
        samples = session.times.count
        #expect(session.columns.allSatisfy { $0.values.count == samples })
      } catch {
        #expect(length < ReadingTests.header.utf8.count - 1, "a prefix with a whole header must read: \(error)")
      }
    }
    #expect(samples == 3)
  }

  @Test func anyDamagedByteReads() throws {
    let bytes = Array((ReadingTests.header + "[1000,0,7,10,99,5]\n[2000,1000,8,11,99,6]\n" + ReadingTests.end).utf8)
    var generator = Generator(seed: 7)
    var sessions = 0
    for _ in 0..<3000 {
      var damaged = bytes
      for _ in 0...Int.random(in: 0..<3, using: &generator) {
        damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      guard let session = try? Session(reading: [.bytes(damaged, name: nil)], columns: .all) else { continue }
      sessions += 1
      #expect(session.times.count <= 2)
      #expect(zip(session.times, session.times.dropFirst()).allSatisfy { $0 < $1 })
    }
    #expect(sessions > 500)
  }

  @Test func longLinesAreSkipped() throws {
    let long = String(repeating: "1,", count: 1 << 20)
    let session = try Session(
      reading: [Fixtures.session(ReadingTests.header + "[" + long + "\n[1000,0,7,10,99,5]\n" + ReadingTests.end)])
    #expect(session.times == [1000])
    #expect(session.remarkTexts == ["2 a line is longer than 1 MiB; such lines were skipped"])
  }

  @Test func tooManyEventsAreLeftOut() throws {
    let marks = String(repeating: #"{"event":"mark","time":1,"elapsed":1,"text":""}"# + "\n", count: 70_000)
    let session = try Session(reading: [Fixtures.session(ReadingTests.header + marks + ReadingTests.end)])
    #expect(session.events.count == 65_536)
    #expect(session.remarkTexts.contains { $0.contains("more than 65536 events") })
  }

  @Test func clocksThatGoBackForEverStayInTheCalendar() throws {
    let pair = "[100000000000000,1]\n[-62135596800000,1]\n"
    let session = try Session(
      reading: [Fixtures.session(ReadingTests.imported + String(repeating: pair, count: 2000))])
    #expect(session.times.count >= 2)
    #expect(session.times.allSatisfy { $0 <= 253_402_300_799_999 })
    #expect(zip(session.times, session.times.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func extremeNumbersRead() throws {
    let huge = "9223372036854775807"
    for value in [huge, "-" + huge, "-9223372036854775808", "99999999999999999999999", "-0", "0.9999999", "1.5"] {
      for line in ["[\(value),0,1,1,1,1]", "[1000,\(value),1,1,1,1]", "[1000,0,\(value),\(value),\(value),1]"] {
        let text = ReadingTests.header + line + "\n" + ReadingTests.end
        #expect(try Session(reading: [Fixtures.session(text)]).times.count <= 1)
      }
      let header = ReadingTests.header.replacing(":1000,\"host\"", with: ":\(value),\"host\"")
      let session = try? Session(reading: [Fixtures.session(header + "[1000,0,7,10,99,5]\n[1000,5,7,10,99,5]\n")])
      #expect(session == nil || session?.times.count == 2)
    }
  }

  @Test func longStringsAreCut() throws {
    let text = String(repeating: "x", count: 100_000)
    let session = try Session(
      reading: [Fixtures.session(ReadingTests.header.replacing("kmem 1", with: text) + ReadingTests.end)])
    #expect(session.header.recorder.utf8.count == 65_536)
  }
}
