extension HostFact {
  /// The table, in the order of a session file. A fact that is new comes last, as one row:
  ///
  ///     HostFact("swappiness", .count(0...200), from: .word("proc/sys/vm/swappiness"),
  ///       findings: Member("swappiness"), words: row("swappiness", "Swappiness"))
  package static let all: [HostFact] = [
    HostFact(
      "name", .text, unknown: .null, from: .word("proc/sys/kernel/hostname"), redaction: .name(.host),
      findings: Member("host", 10), words: row("name", "Host", 10)),
    HostFact(
      "kernel_release", .text, unknown: .null, from: .word("proc/sys/kernel/osrelease"),
      findings: Member("kernel", 20), words: row("kernel_release", "Kernel", 20)),
    HostFact(
      "kernel_version", .text, unknown: .null, from: .word("proc/sys/kernel/version"), findings: nil,
      words: row("kernel_version", "Kernel build", 30)),
    HostFact(
      "machine", .text, unknown: .null, from: .probe("/proc/sys/kernel/arch since 6.1, else uname(2)"),
      findings: Member("machine", 30), words: row("machine", "Architecture", 40)),
    HostFact(
      "boot_id", .text, unknown: .null, from: .word("proc/sys/kernel/random/boot_id"), redaction: .name(.boot),
      findings: nil, words: row("boot_id", "Boot id", 180)),
    HostFact(
      "boot_time", .milliseconds, unknown: .null, from: .probe("btime of /proc/stat, or the clocks"), findings: nil,
      words: row("boot_time", "Booted", 170)),
    HostFact(
      "page_size", .bytes, unknown: .null, from: .probe("sysconf(3)"), findings: nil,
      words: row("page_size", "Page size", 80)),
    HostFact(
      "possible_cpus", .count(1...(1 << 32)), unknown: .null, from: .list("sys/devices/system/cpu/possible"),
      findings: Member("possible_cpus", 260), words: .within("CPUs, online of possible")),
    HostFact(
      "online_cpus", .count(1...(1 << 32)), unknown: .null, from: .list("sys/devices/system/cpu/online"),
      findings: Member("online_cpus", 270),
      words: .row(Member("CPUs, online of possible", 90), text: \.wordsOfCPUs)),
    // What a report calls RAM may come from the samples.
    HostFact(
      "mem_total_kb", .kibibytes(least: 1), unknown: .null, from: .probe("MemTotal of /proc/meminfo"), findings: nil,
      words: .within("RAM")),
    HostFact(
      "numa_nodes", .count(1...(1 << 32)), unknown: .null, from: .list("sys/devices/system/node/online"),
      findings: Member("numa_nodes", 160), words: row("numa_nodes", "NUMA nodes", 100)),
    HostFact(
      "hypervisor", in: .environment, .text, unknown: .null, from: .probe("CPU flags, /sys/hypervisor, DMI"),
      findings: Member("hypervisor", 50), words: .within("Environment")),
    HostFact(
      "container", in: .environment, .text, unknown: .null, from: .probe("namespaces, cgroups and files of runtimes"),
      findings: Member("container", 60), words: .within("Environment")),
    HostFact(
      "lxcfs", in: .environment, .flag, unknown: .value(.flag(false)), from: .probe("/proc/self/mountinfo"),
      findings: Member("lxcfs", 70),
      words: .row(Member("LXCFS serves /proc/meminfo", 1010), isRare: true) { host in
        host.environment.lxcfs ? "yes: some counters are the container's, others the host's" : nil
      }),
    HostFact(
      "evidence", in: .environment, .texts(limit: 64), unknown: .value(.texts([])),
      from: .probe("what the probes of hypervisor and container found"), redaction: .text, findings: nil,
      words: row("evidence", "How that is known", 60)),
    HostFact(
      "cloud", in: .environment, .text, from: .probe("/sys/class/dmi/id"), findings: Member("cloud", 80),
      words: row("cloud", "Cloud, by the firmware", 1000, isRare: true)),
    HostFact(
      "vmap_stack", .flag, unknown: .null, from: .probe("CONFIG_VMAP_STACK, or callers in /proc/vmallocinfo"),
      findings: Member("vmap_stack", 280),
      words: .row(Member("Thread stacks inside VmallocUsed (VMAP_STACK)", 160), text: \.wordsOfStacks)),
    HostFact(
      "vmap_stack_source", .text, unknown: .null, from: .probe("where the answer to vmap_stack was found"),
      redaction: .text, findings: nil, words: .within("Thread stacks inside VmallocUsed (VMAP_STACK)")),
    HostFact(
      "page_table_levels", .count(1...9), from: .probe("CONFIG_PGTABLE_LEVELS, or CPU flags"),
      findings: Member("page_table_levels", 90),
      words: .row(Member("Levels of page tables", 110), text: \.wordsOfLevels)),
    HostFact(
      "page_table_levels_source", .text, from: .probe("where the number of levels was found"), redaction: .text,
      findings: nil, words: .within("Levels of page tables")),
    HostFact(
      "transparent_hugepage", .text, from: .probe("/sys/kernel/mm/transparent_hugepage/enabled"),
      findings: Member("transparent_hugepage", 100),
      words: row("transparent_hugepage", "Transparent huge pages", 130)),
    HostFact(
      "huge_pages_kb", .kibibytes(least: 0), from: .probe("/sys/kernel/mm/hugepages, or /proc/meminfo"),
      findings: Member("huge_pages_kib", 110), words: row("huge_pages_kb", "Huge pages set aside", 120)),
    HostFact(
      "swap_total_kb", .kibibytes(least: 0), from: .probe("SwapTotal of /proc/meminfo"),
      findings: Member("swap_total_kib", 120), words: .row(Member("Swap", 140), text: \.wordsOfSwap)),
    HostFact(
      "swap_kinds", .texts(limit: 16), from: .probe("/proc/swaps"), findings: Member("swap_kinds", 130),
      words: .within("Swap")),
    HostFact(
      "zswap", .flag, from: .probe("/sys/module/zswap/parameters/enabled"), findings: Member("zswap", 140),
      words: .within("Swap")),
    HostFact(
      "cgroup", .word(MemorySetup.ControlGroups.allCases.map(\.rawValue)), from: .probe("/proc/self/mountinfo"),
      findings: Member("cgroup", 150),
      words: .row(Member("Control groups", 150)) { host in
        host.memory.controlGroups.map { $0 == .hybrid ? "v1 and v2 (hybrid)" : $0.rawValue }
      }),
    HostFact(
      "threads_max", .count(0...(.max)), from: .word("proc/sys/kernel/threads-max"),
      findings: Member("threads_max"),
      words: row("threads_max", "Limit of threads (kernel.threads-max)", 161, isRare: true)),
    HostFact(
      "pid_max", .count(0...(.max)), from: .word("proc/sys/kernel/pid_max"), findings: Member("pid_max"),
      words: row("pid_max", "Limit of process and thread ids (kernel.pid_max)", 162, isRare: true)),
    HostFact(
      "max_map_count", .count(0...(.max)), from: .word("proc/sys/vm/max_map_count"), findings: Member("max_map_count"),
      words: row("max_map_count", "Limit of mappings in a process (vm.max_map_count)", 163, isRare: true)),
    HostFact(
      "file_max", .count(0...(.max)), from: .word("proc/sys/fs/file-max"), findings: Member("file_max"),
      words: .row(Member("Limit of open files (fs.file-max)", 164), isRare: true, text: \.wordsOfFileLimit)),
    HostFact(
      "cgroup_pids_max", .limit(.count(0...(.max))),
      from: .probe("pids.max of the recorder's cgroup and those above it"),
      findings: Member("cgroup_pids_max"),
      words: row("cgroup_pids_max", "Limit of tasks in the recorder's cgroup (pids.max)", 165, isRare: true)),
    HostFact(
      "cgroup_memory_max_kb", .limit(.kibibytes(least: 0)),
      from: .probe("memory.max of the recorder's cgroup and those above it, or memory.stat with version 1"),
      findings: Member("cgroup_memory_max_kib"),
      words: row("cgroup_memory_max_kb", "Limit of memory in the recorder's cgroup (memory.max)", 166, isRare: true)),
    HostFact(
      "distribution", .text, from: .probe("PRETTY_NAME of /etc/os-release"), findings: Member("distribution"),
      words: row("distribution", "Distribution", 15, isRare: true)),
    HostFact(
      "tainted", .count(0...(.max)), from: .word("proc/sys/kernel/tainted"), findings: Member("tainted"),
      words: .row(Member("Kernel tainted", 32), isRare: true, text: \.wordsOfTaint)),
    HostFact(
      "kernel_command_line", .text, from: .word("proc/cmdline"), redaction: .parameters,
      findings: Member("kernel_command_line"),
      words: row("kernel_command_line", "Kernel command line", 34, isRare: true)),
    HostFact(
      "time_zone", .text, from: .probe("the link /etc/localtime, /etc/timezone, or TZ"), findings: Member("time_zone"),
      words: row("time_zone", "Time zone", 175, isRare: true)),
    HostFact(
      "utc_offset_minutes", .count(-1080...1080), from: .probe("localtime_r(3), when the recording began"),
      findings: Member("utc_offset_minutes"),
      words: .row(Member("Local time when the recording began", 176), isRare: true, text: \.wordsOfOffset)),
  ]
}
