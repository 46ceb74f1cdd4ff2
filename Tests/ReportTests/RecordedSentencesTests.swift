import Analysis
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

@testable import Report

/// What reports say of recordings of which it is known what happened.
@Suite struct RecordedSentencesTests {
  private static func findings(_ name: String) throws -> Findings {
    Findings(analysing: try Session(reading: [.file(Fixtures.path("Sentences/\(name).jsonl"))]))
  }

  /// 216,000 names in 72 s that were released before the end: no leak, and no hour.
  @Test func aReleaseEndsAGrowth() throws {
    let findings = try Self.findings("dentries-released")
    #expect(findings.verdict == .normal)
    for dimension in [Dimension.slab, .sReclaimable] {
      #expect(findings[dimension]?.shape.pattern == .growthStopped)
      let sentences = Content(findings).sentences(dimension).joined(separator: " ")
      #expect(sentences.contains("to 11:59:28"), "\(sentences)")
      let back = dimension == .slab ? "and then gave back 36.5 MiB" : "and then gave back 35.6 MiB"
      #expect(sentences.contains(back), "\(sentences)")
      // At the peak, not at the end.
      #expect(sentences.contains("Until 11:59:18: dentry holds 6"), "\(sentences)")
      #expect(!sentences.contains("leak") && !sentences.contains("speeds up"), "\(sentences)")
    }
  }

  /// Two steps between flat stretches, and tables that a process took one by one.
  @Test func stepsAndSlopeMakeTheWhole() throws {
    let findings = try Self.findings("steps-and-tables")
    let tables = try #require(Content(findings).sentences(.pageTables).first)
    #expect(
      tables.contains("+132 MiB in all: +44.0 MiB by slope, 35.2 MiB/min between steps"), "\(tables)")
    #expect(tables.contains("and +88.2 MiB by the step at 12:01:06"), "\(tables)")
    // It held them in four snapshots, and ended three seconds before the record.
    let sentences = Content(findings).sentences(.pageTables).joined(separator: " ")
    #expect(sentences.contains("Page tables of kinj hold 21 % of the 132 MiB that grew (+28.3 MiB"), "\(sentences)")
    #expect(sentences.contains("gone at the end, by 12:01:10"), "\(sentences)")
    #expect(findings[.slab]?.verdict == .watch)
    #expect(!Content(findings).headline.contains("left to act"), "\(Content(findings).headline)")
  }

  /// The extrapolated model went to -41 MiB.
  @Test func levelsAreThoseOfSamples() throws {
    let slab = Content(try Self.findings("fall-and-threads")).sentences(.slab)
    #expect(slab.contains("At 12:03:02 Slab stepped down by 265 MiB, from 466 MiB to 201 MiB."), "\(slab)")
    // 1,600 threads that came and went while a stranger's eight thousand ended.
    let stacks = Content(try Self.findings("fall-and-threads")).sentences(.kernelStack).joined(separator: " ")
    #expect(
      stacks.contains("Threads of kinj (process 8165) rose meanwhile (+25.0 MiB, +1,602 threads) and were gone by"),
      "\(stacks)")
  }

  /// Of 630 kB/s 30 cannot be given back: that is what takes MemAvailable, and the rest is cache.
  @Test func whatCanBeGivenBackIsNoLeak() throws {
    let findings = try Self.findings("mostly-reclaimable")
    #expect(findings[.slab]?.verdict == .watch)
    #expect(findings[.sReclaimable]?.verdict == .watch)
    let leak = try #require(findings[.sUnreclaim]?.judgements.first { $0.reason == .leak })
    #expect(abs(leak[.rate] / (30 * 3600) - 1) < 0.03)
    #expect(!Content(findings).headline.contains("Less than a day"))
  }

  /// +150 kB/s, four drops of 900 kB: +90 kB/s net, which is 316 MiB/h.
  @Test func theRateIsThatOfTheChange() throws {
    let slab = try #require(Content(try Self.findings("slope-between-drops")).sentences(.slab).first)
    #expect(
      slab.hasPrefix("Slab grew by 5.29 MiB/min on average from 22:29:00 to the end, +5.29 MiB in all"), "\(slab)")
    #expect(slab.contains("8.80 MiB/min (95 % ±0.4 %) but for 4 steps down"), "\(slab)")
  }

  /// Twenty-six samples in a quarter of a second.
  @Test func manySamplesOfAMomentAreNoRecord() throws {
    let findings = try Self.findings("quarter-of-a-second")
    #expect(findings.verdict == .unknown)
    for finding in findings.dimensions where finding.series != nil {
      #expect(finding.shape.pattern == .insufficient)
      let sentences = Content(findings).sentences(finding.dimension).joined(separator: " ")
      #expect(!sentences.contains("/min") && sentences.contains("Record at least "), "\(sentences)")
    }
  }

  /// Eight thousand threads that stand still for nine seconds.
  @Test func aFallIsNoGrowth() throws {
    let sentences = Content(try Self.findings("three-samples")).sentences(.kernelStack).joined(separator: " ")
    #expect(!sentences.contains("/min") && !sentences.contains("KiB in all"), "\(sentences)")
  }
}
