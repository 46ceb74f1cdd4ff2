import FoundationEssentials
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

/// Every odd dump does what its line in `Fixtures/Meminfo/odd/index.json` expects.
@Suite struct OddMeminfoTests {
  /// What an odd dump must come to.
  struct Case: Sendable {
    var samples = 40
    /// Values of counters: first and last, `-` where absent, nothing where no sample has them.
    var values: [String: [String]] = [:]
    var events: [SessionEvent.Kind] = []
    var remarks: [String] = []
    var error: String?
  }

  static let void = "0 VmallocUsed is 0 throughout, as kernels 4.4 to 5.2 print it without counting; it was left out"

  static let cases: [String: Case] = [
    "log_plain_first40.log": Case(values: ["Slab": ["345260", "347708"], "Percpu": ["1520", "1504"]]),
    "log_crlf.log": Case(values: ["Slab": ["345260", "347708"]]),
    "log_utf8_bom.log": Case(values: ["Slab": ["345260", "347708"]]),
    "log_one_sample.log": Case(samples: 1), "log_two_samples.log": Case(samples: 2), "log_reboot_inside.log": Case(),
    "log_empty.log": Case(error: "PATH: it is empty; give the text of /proc/meminfo"),
    "log_binary_garbage.log": Case(
      error:
        "PATH:1:1: no counter of /proc/meminfo was found in it; give the text of /proc/meminfo, with a line that holds "
        + "the time before each dump"),
    "log_headers_only.log": Case(
      error: "PATH:1:1: no sample was found in it: a time has no counters below it; such times were skipped; "
        + "it was read as dumps of /proc/meminfo; another format is chosen with kmem import --format"),
    "log_truncated_mid_line.log": Case(samples: 39, remarks: ["2147 the last dump is torn; it was dropped"]),
    "log_truncated.log.gz": Case(samples: 25, remarks: ["0 the gzip data end too early; what was there was read"]),
    "log_gzip_bad_crc.log.gz": Case(remarks: ["0 the gzip checksum is wrong; the data were read nevertheless"]),
    "log_no_first_header.log": Case(samples: 39, remarks: ["1 counters before the first time were skipped"]),
    "log_time_backwards.log": Case(
      events: [.clockJump(milliseconds: -300_000)],
      remarks: ["22 the clock goes back; the times go on by the usual interval from there"]),
    "log_duplicate_times.log": Case(
      samples: 20, remarks: ["3 a sample has the time of the one before it; such samples were dropped x20"]),
    "log_gap_1h.log": Case(events: [.gap(milliseconds: 3_601_000)]),
    "log_memtotal_changes.log": Case(
      values: ["MemTotal": ["24683656", "12341828"], "Slab": ["345260", "347708"]],
      remarks: ["22 MemAvailable is larger than MemTotal; such values were left out x20"]),
    "log_counter_underflow.log": Case(
      remarks: ["1185 PageTables is larger than 2^60, as after falling below zero; it was left out"]),
    "log_field_disappears.log": Case(
      values: ["Percpu": ["1520", "-"]], events: [.columnChange(added: [], removed: ["Percpu"])]),
    "log_duplicate_field.log": Case(
      values: ["Percpu": ["9999", "9999"]], remarks: ["41 Percpu appears more than once; its first value was taken x40"]
    ),
    "log_no_unit.log": Case(
      values: ["Slab": ["345260", "347708"], "HugePages_Total": ["0", "0"]],
      remarks: ["2 no counter has a unit; kB was assumed x40"]),
    "log_mixed_units.log": Case(remarks: ["191 Slab has no number that can be read; it was left out x6"]),
    "log_nul_bytes.log": Case(
      samples: 38, events: [.gap(milliseconds: 3000)],
      remarks: ["723 a line that is no counter of /proc/meminfo was skipped"]),
    "log_interleaved_writers.log": Case(
      samples: 36,
      remarks: [
        "1 a time has no counters below it; such times were skipped",
        "4 two dumps are mixed, as when two recorders write one file; the first value of each counter was taken",
      ]),
    "log_huge_line.log": Case(samples: 10, remarks: ["276 a line that is no counter of /proc/meminfo was skipped"]),
    "log_slab_mismatch.log": Case(remarks: ["3 Slab is not the sum of SReclaimable and SUnreclaim x20"]),
    "reconstructed_2.6.32_rhel6_x86_64.meminfo": Case(samples: 1, values: ["Percpu": [], "MemAvailable": []]),
    "reconstructed_2.6.32_i686_highmem.meminfo": Case(samples: 1, values: ["Percpu": []]),
    "reconstructed_3.10_vanilla_x86_64.meminfo": Case(samples: 1, values: ["Percpu": [], "MemAvailable": []]),
    "reconstructed_4.4_x86_64.meminfo": Case(
      samples: 1, values: ["VmallocUsed": [], "KernelStack": ["9760", "9760"]], remarks: [void]),
    "reconstructed_4.18_vanilla_x86_64.meminfo": Case(
      samples: 1, values: ["VmallocUsed": [], "Percpu": [], "KReclaimable": []], remarks: [void]),
    "reconstructed_4.18_rhel8_x86_64.meminfo": Case(samples: 1, values: ["VmallocUsed": []], remarks: [void]),
    "reconstructed_5.15_x86_64.meminfo": Case(samples: 1),
    "reconstructed_6.1_debian12_x86_64.meminfo": Case(samples: 1),
    "reconstructed_6.8_ubuntu24_x86_64.meminfo": Case(samples: 1),
    "reconstructed_6.18_x86_64_5level.meminfo": Case(samples: 1),
    "reconstructed_5.14_rhel9_aarch64_64k.meminfo": Case(samples: 1),
    "reconstructed_6.1_aarch64_4k_scs.meminfo": Case(samples: 1, values: ["ShadowCallStack": []]),
    "reconstructed_5.15_wsl2.meminfo": Case(samples: 1),
    "reconstructed_lxcfs_container_6.1.meminfo": Case(
      samples: 1, values: ["Slab": [], "SReclaimable": [], "SUnreclaim": []],
      remarks: [
        "0 Slab is 0 although KReclaimable is not: LXCFS shows a container's view; Slab and its halves were left out"
      ]),
    "reconstructed_minimal_embedded_4.14_mips.meminfo": Case(samples: 1, values: ["VmallocUsed": []], remarks: [void]),
  ]

  private struct Entry: Decodable {
    var file: String
  }

  @Test func theTableHoldsEveryFileOfTheIndex() throws {
    let index = try Data(contentsOf: URL(filePath: Fixtures.path("Meminfo/odd/index.json")))
    let files = try JSONDecoder().decode([Entry].self, from: index).map(\.file)
    #expect(files.sorted() == Self.cases.keys.sorted())
  }

  @Test(arguments: cases.keys.sorted()) func doesWhatIsExpected(file: String) throws {
    let expected = try #require(Self.cases[file])
    let path = Fixtures.path("Meminfo/odd/" + file)
    let session: Session
    do {
      session = try Fixtures.importing(.file(path), time: 1_700_000_000_000, columns: .cut)
    } catch {
      #expect(error.description == expected.error?.replacing("PATH", with: path))
      #expect(error.exitCode == 2)
      return
    }
    #expect(expected.error == nil)
    #expect(session.times.count == expected.samples)
    for (name, values) in expected.values {
      let found = session.values(name)
      #expect((found.isEmpty ? [] : [found[0], found[found.count - 1]]) == values, "\(name)")
    }
    #expect(session.events.map(\.kind).filter { $0 != .end(reason: "end of input") } == expected.events)
    #expect(session.remarkTexts == expected.remarks)
    #expect(session.header.host.environment.lxcfs == file.contains("lxcfs"))
    if expected.samples > 0 {
      #expect((session.series(.kernelStack)?.values.min() ?? 0) > 0)
      #expect((session.series(.pageTables)?.values.max() ?? .max) < 1 << 30)
    }
  }
}
