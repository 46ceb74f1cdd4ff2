import KernelMemory

/// Finds out how a host's memory is set up: levels of page tables, huge pages, swap, control groups.
struct MemoryProbe: Sendable {
  let files: HostFiles
  let machine: String?
  let meminfo: Meminfo?
  let configuration: KernelConfiguration?

  /// Everything that the files tell.
  func setup() -> MemorySetup {
    let levels = pageTableLevels
    return MemorySetup(
      pageTableLevels: levels?.count, pageTableLevelsSource: levels?.source,
      transparentHugePages: transparentHugePages, hugePages: hugePages,
      swap: meminfo?["SwapTotal"].map { Bytes(kibibytes: $0) }, swapKinds: swapKinds, zswap: zswap,
      controlGroups: controlGroups)
  }

  /// VmallocTotal on x86-64 with 4 levels, 32 TiB, and with 5, 12,800 TiB, in kB (`arch/x86/include/asm/pgtable_64_types.h`).
  private static let vmallocTotals: [Int64: Int] = [34_359_738_367: 4, 13_743_895_347_199: 5]

  /// What is in use, and not only what the processor could do.
  private var pageTableLevels: (count: Int, source: String)? {
    let lines = files.text("proc/cpuinfo", limit: 1 << 16)?.pieces("\n") ?? []
    func field(_ name: String) -> [Substring]? {
      lines.first { $0.hasPrefix(name) }?.pieces(":").last?.pieces(" ")
    }
    if let flags = field("flags"), flags.contains("lm") {
      if let total = meminfo?["VmallocTotal"], let count = MemoryProbe.vmallocTotals[total] {
        return (count, "VmallocTotal in /proc/meminfo")
      }
      // The kernel clears the flag where it does not use the fifth level (`arch/x86/kernel/cpu/common.c`).
      return flags.contains("la57") ? (5, "the flag la57 in /proc/cpuinfo") : (4, "no flag la57 in /proc/cpuinfo")
    }
    if let mode = field("mmu")?.first, let count = ["sv39": 3, "sv48": 4, "sv57": 5][mode] {
      return (count, "\(mode) in /proc/cpuinfo")
    }
    // RISC-V and s390 choose at run time, and so does 64-bit Arm with addresses of 52 bits and pages below 64 KiB.
    let isFixed = ["aarch64", "armv", "ppc", "loongarch", "mips", "i686", "i386"].contains {
      machine?.hasPrefix($0) ?? false
    }
    guard isFixed, let configuration,
      configuration["ARM64_VA_BITS"] != "52" || configuration["ARM64_64K_PAGES"] == "y",
      let count = configuration["PGTABLE_LEVELS"].flatMap({ Int($0) }), (2...5).contains(count)
    else { return nil }
    return (count, configuration.source)
  }

  /// The word in brackets of `always [madvise] never` (Documentation/admin-guide/mm/transhuge.rst).
  private var transparentHugePages: String? {
    files.word("sys/kernel/mm/transparent_hugepage/enabled")?.pieces(" ")
      .first { $0.hasPrefix("[") && $0.hasSuffix("]") && $0.count <= 32 }.map { String($0.dropFirst().dropLast()) }
  }

  /// All pools by size where sysfs lists them, else the one of the default size.
  private var hugePages: Bytes? {
    let folder = "sys/kernel/mm/hugepages"
    let pools = files.names(folder).compactMap { name -> Int64? in
      guard name.hasPrefix("hugepages-"), name.hasSuffix("kB"),
        let size = Int64(name.dropFirst("hugepages-".count).dropLast(2)), (1...1 << 34).contains(size),
        let count = files.word("\(folder)/\(name)/nr_hugepages").flatMap({ Int64($0) }), (0...1 << 20).contains(count)
      else { return nil }
      return size * count
    }
    if !pools.isEmpty { return Bytes(kibibytes: pools.reduce(0) { min($0 + $1, Meminfo.limit) }) }
    guard let count = meminfo?["HugePages_Total"], let size = meminfo?["Hugepagesize"] else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: size)
    return overflow ? nil : Bytes(kibibytes: product)
  }

  /// `Filename Type Size Used Priority`, a head and a line a device.
  private var swapKinds: [String] {
    let lines = files.text("proc/swaps", limit: 1 << 16)?.pieces("\n").dropFirst() ?? []
    let kinds = lines.compactMap { line -> String? in
      let words = line.split { $0 == " " || $0 == "\t" }
      guard words.count >= 5, ["partition", "file"].contains(words[1]) else { return nil }
      return words[0].hasPrefix("/dev/zram") ? "zram" : String(words[1])
    }
    return Set(kinds).sorted()
  }

  private var zswap: Bool? {
    switch files.word("sys/module/zswap/parameters/enabled") {
    case "Y": true
    case "N": false
    default: nil
    }
  }

  /// The types of the mounts: fields of a line as in `Documentation/filesystems/proc.rst`, the type follows ` - `.
  private var controlGroups: MemorySetup.ControlGroups? {
    let types = (files.text("proc/self/mountinfo") ?? "").pieces("\n").compactMap { line -> Substring? in
      let fields = line.pieces(" ")
      guard let dash = fields.firstIndex(of: "-") else { return nil }
      return fields[(dash + 1)...].first
    }
    return switch (types.contains("cgroup"), types.contains("cgroup2")) {
    case (true, true): .hybrid
    case (true, false): .one
    case (false, true): .two
    case (false, false): nil
    }
  }
}
