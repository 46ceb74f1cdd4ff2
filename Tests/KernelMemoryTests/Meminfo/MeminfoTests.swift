import KernelMemory
import Testing

@Suite struct MeminfoTests {
  static let plain = "MemTotal:        1000 kB\nSlab:             400 kB\nHugePages_Total:       2\n"

  @Test(arguments: [
    (plain, ["MemTotal=1000", "Slab=400", "HugePages_Total=2#"], [String]()),
    ("MemTotal: 1000 kB\r\nSlab: 4 kB\r\n", ["MemTotal=1000", "Slab=4"], []),
    (
      "MemTotal: 1000\nSlab: 4\nHugePages_Free: 3\n", ["MemTotal=1000", "Slab=4", "HugePages_Free=3#"],
      ["MemTotal has no unit; kB was assumed 1", "Slab has no unit; kB was assumed 2"]
    ),
    (
      "Slab: 4 kB\nSlab: 9 kB\n", ["Slab=4"], ["Slab appears more than once; its first value was taken 2"]
    ),
    (
      "Slab: 4 MB\nPercpu: 2048 B\n", ["Slab=4096", "Percpu=2"],
      ["Slab is in MB and not in kB; it was converted 1", "Percpu is in B and not in kB; it was converted 2"]
    ),
    ("Slab: 4 apples\n", ["Slab=-"], ["Slab has the unknown unit apples; it was left out 1"]),
    (
      "PageTables: 18446744073709551612 kB\nSlab: -8 kB\n", ["PageTables=-", "Slab=-"],
      [
        "PageTables is larger than 2^60, as after falling below zero; it was left out 1",
        "Slab is below zero; it was left out 2",
      ]
    ),
    (
      "Slab:   0.33 GB #   0 kB\nhello\nMemTotal: 5 kB", ["Slab=-", "MemTotal=5"],
      [
        "a line that is no counter of /proc/meminfo was skipped 2",
        "Slab has no number that can be read; it was left out 1",
      ]
    ),
    ("", [], []),
  ]) func parses(text: String, values: [String], remarks: [String]) {
    let meminfo = Meminfo(Array(text.utf8))
    let found = zip(meminfo.names, meminfo.values).map { name, value in
      name + "=" + (value == Column.absent ? "-" : "\(value)") + (meminfo.counts.contains(name) ? "#" : "")
    }
    #expect(found == values)
    #expect(meminfo.remarks.map { "\($0.text) \($0.line ?? 0)" } == remarks)
  }

  @Test(arguments: [
    (plain, true), (plain.replacing("400", with: "99999"), true), (plain.replacing("Slab", with: "Slob"), false),
    (plain + "Percpu: 3 kB\n", false), (String(plain.dropLast(4)), false), ("", false),
    (plain.replacing(" kB", with: " MB"), false), (plain.replacing("400 kB", with: "400"), false),
  ]) func updates(text: String, isSame: Bool) {
    var meminfo = Meminfo(Array(Self.plain.utf8))
    let result = meminfo.update(Array(text.utf8).span)
    #expect(result == isSame)
    if isSame { #expect(meminfo.values == Meminfo(Array(text.utf8)).values) }
  }

  @Test func updateLeavesOutUnderflow() {
    var meminfo = Meminfo(Array(Self.plain.utf8))
    let isSame = meminfo.update(Array(Self.plain.replacing("  400", with: "18446744073709551612").utf8).span)
    #expect(isSame)
    #expect(meminfo["Slab"] == nil)
    #expect(meminfo["MemTotal"] == 1000)
  }
}
