import TestSupport
import Testing
@testable import KernelMemory
@testable import SessionFile

/// What samples come to, whatever their form, their length, and their place in the reader's buffers.
@Suite struct SampleLineTests {
  private static func header(_ columns: [String]) -> String {
    #"{"kmem":"session","version":1,"recorder":"x","start":0,"columns":["time",""#
      + columns.joined(separator: #"",""#) + #""],"counts":[]}"# + "\n"
  }

  /// A number in one of its forms, and what it stands for.
  private static func number(_ generator: inout Generator) -> (text: String, value: Int64) {
    let length = Int.random(in: 1...22, using: &generator)
    var digits = (0..<length).map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
    // Some limits exactly.
    if Int.random(in: 0..<8, using: &generator) == 0 {
      let limits = ["0", "00000000", "99999999", "100000000", "999999999999999", "1000000000000000"]
      digits = limits[Int.random(in: limits.indices, using: &generator)]
    }
    // Larger and longer ones are doubtful, and left out by the reader.
    let isBelieved = digits.count <= 18 && Int64(digits) ?? .max <= SessionLimits.value
    let value = isBelieved ? Int64(digits) ?? 0 : Column.absent
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: return ("null", Column.absent)
    case 1: return ("-\(digits)", value == 0 ? 0 : Column.absent)
    case 2 where length < 15: return ("\(digits).25", value)
    case 3 where length < 15: return ("\(digits).5", value + 1)
    default: return (digits, value)
    }
  }

  @Test(arguments: 0..<12) func everyFormReadsTheSame(seed: Int) throws {
    var generator = Generator(seed: UInt64(seed))
    var text = Self.header(["A", "B", "C"])
    var expected: [[Int64]] = []
    var times: [Int64] = []
    for second in Int64(1)...4000 {
      // What is no sample changes nothing for those around it.
      switch Int.random(in: 0..<200, using: &generator) {
      case 0: text += "\n"
      case 1: text += "[\(second * 1000),1,2\n"
      case 2: text += "[\(second * 1000),1,,3]\n"
      case 3: text += "[\(second * 1000),1,2x,3]\n"
      case 4: text += "[\(second * 1000),1,2]\n"
      case 5: text += #"{"event":"mark","time":1,"text":"[1,2,3,4]"}"# + "\n"
      case 6: text += "[,1,2,3]\n[]\n[\n]\n"
      default: break
      }
      let numbers = (0..<3).map { _ in Self.number(&generator) }
      let blanks = { (_: Int) in Int.random(in: 0..<30, using: &generator) == 0 ? " " : "" }
      let values = numbers.map { "\(blanks(0))\($0.text)\(blanks(1))" }.joined(separator: ",")
      let rest = Int.random(in: 0..<10, using: &generator) == 0 ? ",7,\"x\",]" : ""
      text += "[\(second * 1000),\(values)\(rest)]\(blanks(2))\(blanks(3) == "" ? "" : "\r")\n"
      expected.append(numbers.map(\.value))
      times.append(second * 1000)
    }
    let session = try Session(reading: [Fixtures.session(text)], columns: .all)
    #expect(session.times == times)
    #expect(session.columns.map(\.name) == ["A", "B", "C"])
    for (place, column) in session.columns.enumerated() {
      let wrong = column.values.indices.filter { column.values[$0] != expected[$0][place] }
      #expect(wrong.isEmpty, "\(column.name) of \(wrong.prefix(3))")
    }
  }

  /// Counters of which a report needs the ends alone have the ends that reading every line would give them.
  @Test(arguments: 0..<60) func endsAreThoseOfAllLines(seed: Int) throws {
    var generator = Generator(seed: UInt64(seed))
    var text = Self.header(["Cached", "Slab", "Hugetlb", "Shmem"])
    let (isSound, repeats) = (seed % 3 > 0, seed % 2 == 0)
    var time = 0
    let count = Int.random(in: 1...1500, using: &generator)
    for sample in 1...count {
      let numbers = (0..<4).map { _ in
        isSound ? "\(Int.random(in: 0...9999, using: &generator))" : Self.number(&generator).text
      }
      // Of two samples with one time the second is dropped, be it the last of all.
      if !repeats || sample < count && Int.random(in: 0..<30, using: &generator) > 0 { time += 1000 }
      text += "[\(time),\(numbers.joined(separator: ","))]\r\n"
    }
    let some = try Session(reading: [Fixtures.session(text)], columns: .report)
    let all = try Session(reading: [Fixtures.session(text)], columns: .all)
    for counter in [ContextCounter.cached, .hugetlb, .shmem] { #expect(some.ends(counter) == all.ends(counter)) }
    #expect(some.columns == all.columns.filter { $0.name == "Slab" })
  }

  /// Counters that are compared with dimensions have a value near each sample: the very one in a short record, and in a long one that of a
  /// sample not farther off than the 128th part of the record before it.
  @Test(arguments: [(100, 1), (3000, 1), (3000, 7), (3000, 500)])
  func tracksAreCloseToAllLines(count: Int, headers: Int) throws {
    var text = Self.header(["Tasks", "Slab", "AnonPages"])
    for sample in 0..<count {
      // A line that is no sample ends a batch.
      if sample % (count / headers) == 1 { text += "[7\n" }
      text += "[\(sample * 1000),\(sample),5,\(2 * sample)]\n"
    }
    let session = try Session(reading: [Fixtures.session(text)], columns: .report)
    #expect(session.times.count == count && session.column("Tasks") == nil)
    for sample in 0..<count {
      let tasks = try #require(session.value(of: .tasks, near: sample))
      #expect(abs(Int(tasks) - sample) <= sample / 128)
      #expect(session.value(of: .anonPages, near: sample) == 2 * tasks)
    }
    let track = try #require(session.tracks["Tasks"])
    #expect(track.samples.count <= 2000)
    #expect(session.ends(.tasks) == CounterEnds(first: 0, last: Int64(count - 1)))
  }

  /// MemTotal is not read of every line, and what cannot lie inside it is left out all the same; where it grows, nothing is.
  @Test func valuesAreHeldToMemTotal() throws {
    var text = Self.header(["Slab", "MemTotal"])
    for sample in 0..<3000 {
      let (slab, total) = sample < 2700 ? (sample == 2345 ? 2000 : 500, 1000) : (3000, 4000)
      text += "[\(sample * 1000),\(slab),\(total)]\n"
    }
    let session = try Session(reading: [Fixtures.session(text)], columns: .report)
    let slab = try #require(session.column("Slab"))
    #expect(slab.values.indices.filter { slab.values[$0] == Column.absent } == [2345])
    #expect(session.remarks.map(\.text) == ["Slab is larger than MemTotal; such values were left out"])
    #expect(session.remarks.first?.line == 2347)
    #expect(session.ends(.memTotal) == CounterEnds(first: 1000, last: 4000))
  }

  /// The tracks of joined sessions go on with the samples' numbers.
  @Test func tracksAreJoined() throws {
    let texts = [0, 1000].map { begin in
      let lines = (0..<700).map { "[\((begin + $0) * 1000),\(begin + $0),5]\n" }.joined()
      return Self.header(["Tasks", "Slab"]).replacing("\"start\":0", with: "\"start\":\(begin * 1000)") + lines
    }
    let session = try Session(
      reading: texts.enumerated().map { Fixtures.session($1, name: "\($0)") }, columns: .report)
    #expect(session.times.count == 1400)
    for sample in 0..<1400 {
      let expected = sample < 700 ? sample : sample + 300
      #expect(abs(Int(session.value(of: .tasks, near: sample) ?? -1) - expected) <= 5)
    }
  }

  /// Samples whose times go on, go back or stay, with the time since the start, without it, or with it now and then: read in batches, they
  /// have the times that they have one by one.
  @Test(arguments: 0..<60) func timesAreThoseOfSingleSamples(seed: Int) throws {
    var generator = Generator(seed: UInt64(seed))
    let interval = seed % 2 == 0 ? #""interval_ms":1000,"# : ""
    let columns = seed % 3 == 0 ? #"["time","Slab"]"# : #"["time","elapsed","Slab"]"#
    var text = #"{"kmem":"session","version":1,"recorder":"x","start":5000,\#(interval)"columns":\#(columns)}"# + "\n"
    var axis = SessionAxis()
    axis.begin(
      SessionHeader(label: nil, recorder: "x", start: 5000, interval: interval.isEmpty ? nil : 1000, host: HostFacts()))
    var expected: [Int64] = []
    var (time, elapsed): (Int64, Int64) = (5000, 0)
    for sample in 0..<3000 {
      let isOdd = seed % 5 > 0 && Int.random(in: 0..<400, using: &generator) == 0
      time += isOdd ? Int64.random(in: -5000...5000, using: &generator) : 1000
      elapsed += isOdd && seed % 4 == 0 ? 0 : 1000
      let lacks = seed % 7 == 0 && (sample < 3 || Int.random(in: 0..<400, using: &generator) == 0)
      text += seed % 3 == 0 ? "[\(time),7]\n" : "[\(time),\(lacks ? "null" : String(elapsed)),7]\n"
      switch axis.place(time: time, elapsed: seed % 3 == 0 || lacks ? nil : elapsed) {
      case .at(let place), .back(at: let place, by: _): expected.append(place)
      case .again, .beyond: break
      }
    }
    #expect(try Session(reading: [Fixtures.session(text)], columns: .all).times == expected)
  }

  /// Wherever the buffer ends, the same samples come of it; more columns than fit twice into a batch are read in small ones.
  @Test(arguments: [1, 3, 60, 3000]) func longInputsRead(columns: Int) throws {
    var text = Self.header((0..<columns).map { "c\($0)" })
    let samples = Int64(900_000 / (columns + 20))
    for sample in 1...samples {
      let values = (0..<Int64(columns)).map { String((sample * 7919 + $0 * 104_729) % 1_000_003) }
      text += "[\(sample * 10),\(values.joined(separator: ","))]\n"
    }
    let session = try Session(reading: [Fixtures.session(text)], columns: .all)
    #expect(session.times == (1...samples).map { $0 * 10 })
    #expect(session.columns.count == columns)
    for (place, column) in session.columns.enumerated() {
      #expect(column.values == (1...samples).map { ($0 * 7919 + Int64(place) * 104_729) % 1_000_003 })
    }
  }

  /// Remarks name the lines that they are about, in the order of the lines, wherever batches begin.
  @Test func remarksKeepTheirLines() throws {
    var text = Self.header(["Slab", "MemTotal"])
    for sample in 1...2000 {
      text += sample == 901 ? "[900,5,9]\n" : "[\(sample),\(sample == 700 || sample > 1500 ? 99 : 5),9]\n"
    }
    let session = try Session(reading: [Fixtures.session(text)])
    #expect(session.times.count == 1999)
    #expect(
      session.remarkTexts == [
        "701 Slab is larger than MemTotal; such values were left out x501",
        "902 a sample has the time of the one before it; such samples were dropped",
      ])
  }
}
