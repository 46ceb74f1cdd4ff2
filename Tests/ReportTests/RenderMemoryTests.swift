import Analysis
import Glibc
import KernelMemory
import Report
import Testing

@Suite(.timeLimit(.minutes(20)))
struct RenderMemoryTests {
  /// Kilobytes of memory that are this process's.
  private static func resident() -> Int {
    let file = unsafe open("/proc/self/statm", O_RDONLY)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 128)
    let count = unsafe text.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
    let words = String(decoding: text.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
    return words.count > 1 ? (Int(words[1]) ?? 0) * 4 : 0
  }

  /// Every document of libxml2 that a report makes and checks is freed: a leak of one would be hundreds of kilobytes a report.
  @Test func aThousandReportsTakeTheMemoryOfOne() throws {
    let report = Report(Findings(analysing: SampleSessions.threads(samples: 30)), version: "test")
    let templates = try Templates()
    let first = try report.html(templates)
    for _ in 0..<50 { _ = try report.html(templates) }
    let before = RenderMemoryTests.resident()
    try #require(before > 0)
    for _ in 0..<949 { _ = try report.html(templates) }
    // Other tests run in this process at the same time.
    #expect(RenderMemoryTests.resident() - before < 949 * first.count / 1024 / 4)
    #expect(try report.html(templates) == first)
  }
}
