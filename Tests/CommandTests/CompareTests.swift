import TestSupport
import Testing

@Suite("kmem compare", .timeLimit(.minutes(20)))
struct CompareTests {
  private static func place(_ name: String) -> String { Fixtures.path("Nightly/\(name)") }

  @Test func aPageOfOneNightAgainstOthers() throws {
    let folder = try TemporaryFolder()
    let night = Self.place("case036")
    let result = try RunningTool.run(
      ["compare", night + "/baseline", night + "/new.jsonl.gz", "-o", "c.html"], in: folder.path)
    #expect(result.errors.isEmpty)
    #expect(result.status == 0)
    #expect(
      result.output
        == "fail: SUnreclaim grew by 7.02 MiB more than usual while the job ran (95 % 5.43 to 8.61 MiB)\nc.html\n")
    let page = folder.read("c.html")
    #expect(page.contains("✕ Fail.</strong> SUnreclaim grew by 7.02 MiB more than usual"))
    #expect(page.contains("<title>fail: Kernel memory of nightly, compared</title>"))
    #expect(page.contains("id=\"PageTables\""))
    #expect(page.split(separator: "<svg ").count == 8)
    _ = try RunningTool.run(
      ["compare", night + "/baseline", night + "/new.jsonl.gz", "-o", "again.html"], in: folder.path)
    #expect(folder.read("again.html") == page)
  }

  /// A check writes the same page.
  @Test func aCheckWritesThePage() throws {
    let folder = try TemporaryFolder()
    let night = Self.place("case036")
    let result = try RunningTool.run(
      ["check", night + "/new.jsonl.gz", "--baseline", night + "/baseline", "-o", "c.html", "-o", "c.xml"],
      in: folder.path)
    #expect(result.status == 1)
    #expect(folder.read("c.html").contains("Kernel memory of nightly, compared"))
    #expect(folder.read("c.xml").hasPrefix("<?xml"))
  }

  /// Hosts that cannot be judged together are laid side by side all the same.
  @Test func otherHosts() throws {
    let folder = try TemporaryFolder()
    let night = Self.place("case046")
    let result = try RunningTool.run(
      ["compare", night + "/baseline/night-001.jsonl.gz", night + "/new.jsonl.gz", "-o", "c.html"], in: folder.path)
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("unknown: cannot be compared: RAM is "))
    let page = folder.read("c.html")
    #expect(page.contains("Where the hosts differ"))
    #expect(page.contains("not judged"))
    #expect(page.split(separator: "<svg ").count == 8)
  }

  /// A session against a part of itself.
  @Test func windows() throws {
    let folder = try TemporaryFolder()
    let new = Self.place("case036/new.jsonl.gz")
    let result = try RunningTool.run(["compare", new + "@..-10s", new + "@-10s..", "-o", "c.html"], in: folder.path)
    #expect(result.errors.isEmpty)
    #expect(folder.read("c.html").contains("new.jsonl.gz@-10s.."))
    let empty = try RunningTool.run(["compare", new + "@2001-01-01..2001-01-02", new], in: folder.path)
    #expect(empty.status == 2)
    #expect(empty.errors.contains("no sample lies in @2001-01-01..2001-01-02"))
    let one = try RunningTool.run(["compare", new], in: folder.path)
    #expect(one.status == 64)
    #expect(one.errors.contains("a comparison takes two sessions or more"))
  }
}
