import Analysis
import Foundation
import Import
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

@testable import Report

/// Every number of every sentence is one that the samples bear out.
@Suite struct SentencePropertyTests {
  /// A number with a unit of memory in a sentence.
  private struct Amount {
    /// kB.
    var size: Double
    /// Half of the last digit that is written, kB.
    var slack: Double
    var isRate: Bool
    var isSigned: Bool
    var isBy: Bool
  }

  private static func amounts(_ sentence: String) -> [Amount] {
    let units = [
      "B": 1 / 1024.0, "KiB": 1, "MiB": 1024, "GiB": 1_048_576, "TiB": 1_073_741_824, "PiB": 1_099_511_627_776,
    ]
    return sentence.matches(of: /(by |back )?([+±-])?(\d+)(?:\.(\d+))? (B|KiB|MiB|GiB|TiB|PiB)(?:\/(min|h|day))?/).map {
      match in
      let unit = units[String(match.5)] ?? .nan
      let places = match.4?.count ?? 0
      let number = Double("\(match.3).\(match.4 ?? "0")") ?? .nan
      // Rates as they would be an hour.
      let hours = match.6 == "min" ? 60.0 : match.6 == "day" ? 1 / 24.0 : 1
      return Amount(
        size: number * unit * hours, slack: 0.51 * unit * hours * pow(10, -Double(places)), isRate: match.6 != nil,
        isSigned: match.2 != nil, isBy: match.1 != nil)
    }
  }

  /// What a finding's own sentences say against its samples; the first fault, nil where there is none.
  private static func fault(_ finding: Finding, _ session: Session) -> String? {
    guard let series = finding.series, let numbers = finding.statistics else { return nil }
    let (low, high) = (Double(numbers.min), Double(numbers.max))
    for event in finding.shape.events {
      for level in [event.before, event.peak, event.after] where level < low || level > high {
        return "an event's level \(level) is outside \(low)...\(high)"
      }
    }
    let facts = WhatHappened(finding: finding, session: session).sentences
    for sentence in facts {
      // What a record of its length would have shown is no sample's, and neither is a slope beside jumps.
      for amount in amounts(sentence) where !amount.isRate {
        if amount.isSigned || amount.isBy {
          // Steps may go both ways between the extremes.
          let whole = sentence.contains(" by slope ") ? .infinity : high - low
          if amount.size > whole + amount.slack { return "\(amount.size) kB is more than all of it: \(sentence)" }
        } else if amount.size < low - amount.slack || amount.size > high + amount.slack {
          return "\(amount.size) kB was not sampled: \(sentence)"
        }
      }
    }
    if let trend = finding.shape.trend, let first = facts.first, let rate = amounts(first).first(where: \.isRate),
      let total = amounts(first).first(where: \.isSigned), first.contains(" in all"),
      !first.contains(" yet changed by ")
    {
      let hours = Double(series.times[trend.last] - series.times[trend.first]) / 3_600_000
      if abs(rate.size * hours - total.size) > 0.26 * total.size + total.slack + rate.slack * hours {
        return "rate and time make \(rate.size * hours) kB, not \(total.size): \(first)"
      }
    }
    let owners = finding.ownership?.owners.compactMap(\.share) ?? []
    if owners.contains(where: { $0 > 1 || $0 < 0 }) || owners.reduce(0, +) > 1.000001 {
      return "the owners' shares are \(owners.prefix(5)), \(owners.reduce(0, +)) together"
    }
    return nil
  }

  private static func expectTrue(_ session: Session, _ name: String) {
    let findings = Findings(analysing: session)
    for finding in findings.dimensions {
      if let fault = fault(finding, findings.session) { Issue.record("\(name), \(finding.dimension.name): \(fault)") }
    }
  }

  /// Slopes, steps, spikes, teeth, waves and falls at the end, mixed by chance.
  @Test(arguments: 0..<20) func madeSessions(block: Int) {
    for number in 0..<100 {
      let seed = UInt64(block * 100 + number)
      var chance = Generator(seed: seed)
      func some(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &chance) }
      let count = Int.random(in: 4...140, using: &chance)
      let slope = Bool.random(using: &chance) ? some(-20_000...40_000) : 0
      let (step, at) = (Bool.random(using: &chance) ? some(-60_000...60_000) : 0, some(0...1))
      let (spike, place) = (Int.random(in: 0..<3, using: &chance) == 0 ? some(-40_000...80_000) : 0, some(0...1))
      let teeth = Int.random(in: 0..<4, using: &chance) == 0 ? some(1000...30_000) : 0
      let release = Int.random(in: 0..<4, using: &chance) == 0 ? some(0.6...1) : 2
      let series = SeededNoise.series(count, seed: seed, noise: some(0...2000), correlation: some(0...0.8)) { x in
        let grown = slope * x + (x >= at ? step : 0) + teeth * (x * 7).truncatingRemainder(dividingBy: 1)
        return (x > release ? 0.2 * grown : grown) + (abs(x - place) < 0.01 ? spike : 0)
      }
      let header = SessionHeader(recorder: "kmem test", start: series.times[0], interval: 1000)
      Self.expectTrue(
        Session(
          header: header, parts: [SessionPart(header: header, samples: 0..<count)], times: series.times,
          columns: [
            Column(name: "Slab", values: series.values),
            Column(name: "MemTotal", values: series.values.map { _ in 8_388_608 }),
          ]), "seed \(seed)")
    }
  }

  /// What was really recorded: the examples, and what fuzzers and the review found.
  @Test func recordedSessions() throws {
    let files = FileManager.default
    let root = URL(filePath: Fixtures.path("")).deletingLastPathComponent()
    var read = 0
    for folder in ["Examples", "Fixtures"] {
      let walk = files.enumerator(atPath: root.appending(path: folder).path)
      while let name = walk?.nextObject() as? String {
        let path = root.appending(path: folder + "/" + name).path
        guard name.hasSuffix(".jsonl") || name.hasSuffix(".kmem") || name.hasSuffix(".jsonl.gz"),
          let session = try? Session(reading: [.file(path)]), !session.times.isEmpty
        else { continue }
        read += 1
        Self.expectTrue(session, name)
      }
    }
    #expect(read >= 5, "only \(read) sessions were found")
  }

  /// Incidents with other work beside them, and series of the exam with every pattern there is.
  @Test func incidentsAndTheExam() throws {
    let files = FileManager.default
    let incidents = try files.contentsOfDirectory(atPath: Fixtures.path("Incidents")).filter { $0.hasSuffix(".log.gz") }
    for name in incidents.sorted() {
      Self.expectTrue(try Fixtures.importing(.file(Fixtures.path("Incidents/" + name))), name)
    }
    let series = try files.contentsOfDirectory(atPath: Fixtures.path("Exam/series")).sorted().filter {
      $0.hasSuffix(".csv.gz")
    }
    #expect(incidents.count >= 30 && series.count >= 400)
    for name in series.prefix(120) {
      var options = ImportOptions(tool: "test")
      options.columns = ["value_kb": "Slab"]
      let sink = try Importer(CSVFormat(), options).convert(
        [.file(Fixtures.path("Exam/series/" + name))], to: MemorySink())
      Self.expectTrue(try Session(reading: [.bytes(sink.bytes, name: name)]), name)
    }
  }

  @Test func whatIsWrongIsSeen() {
    let found = Self.amounts(
      "At 1 Slab stepped down by 582 MiB, from 541 MiB to -41.5 MiB; 23.2 GiB/h, +279 KiB in all")
    let sizes: [Double] = [595_968, 553_984, 42_496, 24_326_963.2, 279]
    #expect(zip(found.map(\.size), sizes).allSatisfy { abs($0 - $1) < 0.01 } && found.count == sizes.count)
    #expect(found.map(\.isRate) == [false, false, false, true, false])
    #expect(found.map(\.isSigned) == [false, false, true, false, true])
  }
}
