import Glibc
import TestSupport
import Testing

/// Inputs that are made to exhaust a reader: each is answered clearly, in bounded time and memory.
@Suite("hostile inputs", .timeLimit(.minutes(20)))
struct HostileInputTests {
  private static let header =
    #"{"kmem":"session","version":1,"start":1795387029000,"interval_ms":1000,"host":{"name":"h"},"columns":["time","Slab"]}"#

  /// A name, a shell script that writes the input, the arguments, the status, and words of the answer.
  private static let bombs: [(String, String, [String], Int, String)] = [
    (
      "1 GB line in a session",
      "echo '\(header)'; head -c 1000000000 /dev/zero | tr '\\0' 7; echo; echo '[1795387029000,7]'", ["info", "-"], 0,
      "longer than 1 MiB"
    ),
    ("1 GB line first", "head -c 1000000000 /dev/zero | tr '\\0' '{'", ["info", "-"], 2, "session"),
    ("1 GB of NUL", "head -c 1000000000 /dev/zero", ["report", "-"], 2, "session"),
    ("gzip bomb: 2 GB in 2 MB", "head -c 2000000000 /dev/zero | gzip -1", ["info", "-"], 2, "session"),
    (
      "gzip bomb of rows", "(echo '\(header)'; yes '[1795387029000,7]' | head -n 300000) | gzip -1", ["info", "-"], 0,
      "dropped"
    ),
    ("gzip in gzip", "echo '\(header)' | gzip | gzip", ["info", "-"], 2, "session"),
    (
      "a million columns",
      "awk 'BEGIN { printf \"{\\\"kmem\\\":\\\"session\\\",\\\"version\\\":1,\\\"start\\\":1,\\\"host\\\":{},\\\"columns\\\":[\\\"time\\\"\"; for (i = 0; i < 1000000; i++) printf \",\\\"c%d\\\"\", i; print \"]}\" }'",
      ["info", "-"], 2, "1 MiB"
    ),
    ("deep JSON", "head -c 900000 /dev/zero | tr '\\0' '['", ["info", "-"], 2, "session"),
    (
      "deep JSON in a header",
      "printf '{\"kmem\":\"session\",\"version\":1,\"host\":'; head -c 900000 /dev/zero | tr '\\0' '['", ["info", "-"],
      2, ""
    ),
    (
      "deep JSON in an event",
      "echo '\(header)'; printf '{\"event\":\"mark\",\"text\":'; head -c 900000 /dev/zero | tr '\\0' '['; echo; echo '[1795387029000,7]'",
      ["info", "-"], 0, "neither a sample nor an event"
    ),
    (
      "a sample of deep brackets",
      "echo '\(header)'; head -c 900000 /dev/zero | tr '\\0' '['; echo; echo '[1795387029000,7]'", ["info", "-"], 0,
      "neither a sample nor an event"
    ),
    (
      "numbers of a million digits",
      "echo '\(header)'; printf '[1795387029000,'; head -c 900000 /dev/zero | tr '\\0' 9; echo ']'; echo '[1795387030000,7]'",
      ["info", "-"], 0, "2^60"
    ),
    (
      "a billion samples claimed",
      "echo '{\"kmem\":\"session\",\"version\":1,\"samples\":1000000000,\"start\":1,\"host\":{},\"columns\":[\"time\",\"Slab\"]}'; echo '[1,2]'",
      ["info", "-"], 0, ""
    ),
    (
      "huge times",
      "echo '\(header)'; echo '[99999999999999999999,1]'; echo '[-99999999999999999999,1]'; echo '[1795387030000,7]'",
      ["info", "-"], 0, "neither a sample nor an event"
    ),
    (
      "invalid UTF-8 and overrides",
      "echo '\(header)'; printf '{\"event\":\"mark\",\"time\":1795387029000,\"text\":\"\\377\\376\\342\\200\\256x\\001\"}\\n[1795387029000,7]\\n'",
      ["info", "-"], 0, ""
    ),
    ("1 GB line in dumps", "head -c 1000000000 /dev/zero | tr '\\0' x", ["import", "meminfo", "-"], 2, ""),
    ("1 GB of CSV header", "head -c 1000000000 /dev/zero | tr '\\0' ,", ["import", "csv", "-"], 2, "1 MiB"),
    (
      "CSV with an open quote", "printf 'time,\"Slab\\n'; yes x | head -c 500000000", ["import", "csv", "-"], 2, "1 MiB"
    ),
    ("an empty folder", "true", ["info", "."], 2, "there is no file in it"),
    ("a device without end", "true", ["info", "/dev/zero"], 2, ""),
  ]

  @Test("are answered in bounded time and memory", arguments: bombs.indices)
  func bomb(_ index: Int) throws {
    let (name, maker, arguments, status, words) = HostileInputTests.bombs[index]
    let folder = try TemporaryFolder()
    // 512 MB of address space beside what the tool maps anyway, and half a minute of CPU.
    let script = "ulimit -t 60; { \(maker); } 2>/dev/null | (ulimit -v 1500000; exec \"$0\" \"$@\")"
    let result = try RunningTool(
      ["-c", script, try RunningTool.path()] + arguments, in: folder.path, program: "/bin/sh"
    ).finish()
    #expect(result.status == status, "\(name): \(result.errors.prefix(500))")
    #expect(
      (result.errors + result.output).contains(words),
      "\(name): \(result.errors.prefix(500)) \(result.output.prefix(2000))")
    // Whatever was in the input, a terminal is not told to do anything.
    let controls = (result.errors + result.output).unicodeScalars.filter {
      ($0.value < 0x20 && $0 != "\n") || ("\u{202A}"..."\u{202E}").contains($0)
    }
    #expect(controls.isEmpty, "\(name): \(controls.map(\.value))")
  }

  @Test(
    "in templates are refused",
    arguments: [
      ("deep", "<div>", 100_000, "Slab.xhtml"),
      ("entities", "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><p>&b;</p>", 1, "Slab.xhtml"),
      ("large", " ", 5_000_000, "Slab.xhtml"),
    ])
  func template(_ name: String, _ piece: String, _ count: Int, _ words: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(HostileInputTests.header + "\n[1795387029000,7]\n", to: "s.jsonl")
    try folder.write(String(repeating: piece, count: count), to: "t/Slab.xhtml")
    let result = try RunningTool.run(["report", "s.jsonl", "--templates", "t", "-o", "r.html"], in: folder.path)
    #expect(result.status == 2, "\(name): \(result.status) \(result.errors.prefix(300))")
    #expect(result.errors.contains(words), "\(name): \(result.errors.prefix(300))")
    #expect(folder.read("r.html").isEmpty)
  }
}
