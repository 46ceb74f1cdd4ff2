import Analysis
import KernelMemory

/// What to run on the host while it lasts, filled in with what the record knows.
struct RunNow {
  let findings: Findings

  private static let most = 3

  /// The most telling first; empty where nothing is to be done.
  var commands: [ShellLine] { Array((killed + found).prefix(RunNow.most)) }

  /// What the kernel wrote of those whom it killed for memory.
  private var killed: [ShellLine] {
    guard findings.session.events.contains(where: { $0.victim != nil }) else { return [] }
    return [
      ShellLine("journalctl -k | grep -iE -A3 'out of memory|killed process'", "whom the kernel killed, and when")
    ]
  }

  private var found: [ShellLine] {
    guard let first = findings.worst.first else { return longer.map { [$0] } ?? [] }
    if Headline(findings: findings).processes != nil { return [RunNow.largest] }
    let culprit = Culprit(first, findings.session)
    let mechanism = first.shape.isLeak ? Mechanism(first)?.things : nil
    return
      if let culprit, culprit.isAlive
    {
      asking(culprit, first, mechanism)
    } else if let culprit, culprit.pid != nil {
      past(first) + looking(first, nil, mechanism)
    } else {
      looking(first, culprit, mechanism)
    }
  }

  /// A longer record, where this one is too short.
  private var longer: ShellLine? {
    guard findings.verdict == .unknown else { return nil }
    let needed = findings.dimensions.compactMap(\.shape.needed).max() ?? 0
    let minutes = max(10, Int(needed / 60_000) + 1)
    return ShellLine("kmem record --duration \(minutes)m", "a record that is long enough for a pattern")
  }

  private static let largest = ShellLine("ps -eo rss,pid,ppid,comm --sort=-rss | head", "the largest processes, KiB")

  /// What asks the process itself.
  private func asking(_ culprit: Culprit, _ finding: Finding, _ things: Mechanism.Things?) -> [ShellLine] {
    guard let pid = culprit.pid else { return [] }
    let service =
      culprit.unit.map { ShellLine("systemctl status \($0)", "its service, and what it logs") }
      ?? ShellLine("cat /proc/\(pid)/cgroup; systemctl status \(pid)", "which service or container it belongs to")
    switch finding.dimension {
    case .kernelStack:
      return [
        ShellLine("ps -L -p \(pid) -o wchan:32= | sort | uniq -c | sort -n | tail", "what its threads wait for"),
        service,
        limits,
      ].compactMap(\.self)
    case .pageTables:
      return [
        ShellLine("grep -E 'Vm(PTE|RSS|Size)' /proc/\(pid)/status", "its page tables beside what it maps and holds"),
        ShellLine("wc -l /proc/\(pid)/maps", "its mappings"), service,
      ]
    default:
      let descriptors = ShellLine(
        "ls -l /proc/\(pid)/fd | awk '{print $NF}' | sed 's/[0-9]//g' | sort | uniq -c | sort -n | tail",
        "what its descriptors are (root)")
      return [descriptors, service] + looking(finding, culprit, things)
    }
  }

  /// The limits of threads, where they were not recorded.
  private var limits: ShellLine? {
    let host = findings.session.header.host
    guard host.pidMax == nil || host.threadsMax == nil else { return nil }
    return ShellLine("cd /proc/sys/kernel; grep . pid_max threads-max", "two limits, which were not recorded")
  }

  /// What the host logged around the begin, where who did it is gone.
  private func past(_ finding: Finding) -> [ShellLine] {
    guard let series = finding.series else { return [] }
    let event = finding.notableEvents(findings.session).max { abs($0.magnitude) < abs($1.magnitude) }?.index
    guard let place = finding.shape.trend?.first ?? event else { return [] }
    func stamp(_ time: Int64) -> String {
      let civil = CivilTime(milliseconds: time)
      return "\(civil.iso8601.prefix(10)) \(civil.clock) UTC"
    }
    let time = series.times[place]
    return [
      ShellLine(
        "journalctl --since '\(stamp(time - 60_000))' --until '\(stamp(time + 60_000))'",
        "what was logged when it began")
    ]
  }

  /// What finds an owner that no process can be asked for.
  private func looking(_ finding: Finding, _ culprit: Culprit?, _ things: Mechanism.Things?) -> [ShellLine] {
    switch finding.dimension {
    case .kernelStack:
      let threads =
        culprit?.isKernel == true
        ? ShellLine("ps -eLo stat=,wchan:32=,comm= | grep '^D'", "tasks that hang in the kernel, and where")
        : ShellLine("ps -eo nlwp,pid,ppid,comm --sort=-nlwp | head", "processes with the most threads")
      return [threads, limits].compactMap(\.self)
    case .pageTables:
      return [
        ShellLine("grep -H VmPTE /proc/[0-9]*/status | sort -k2 -n | tail", "processes with the most page tables, kB")
      ]
    case .slab, .sUnreclaim, .sReclaimable: return things.map(of) ?? caches(culprit)
    case .vmallocUsed:
      return [
        ShellLine(
          "awk '{s[$3]+=$2} END {for (c in s) print s[c], c}' /proc/vmallocinfo | sort -n | tail",
          "bytes by caller (root)")
      ] + (things.map(of) ?? [])
    case .percpu:
      return [
        ShellLine("cat /sys/fs/cgroup/cgroup.stat", "cgroups that are removed and still held"),
        ShellLine("lsns -t net | wc -l; ls /sys/fs/bpf", "network namespaces; pinned BPF maps"),
      ]
    case .memAvailable:
      let unnamed = finding.judgements.contains { $0.reason == .unnamedMemory }
      return unnamed
        ? [
          ShellLine("cat /proc/net/sockstat", "pages in network buffers (mem)"),
          ShellLine("modprobe -c | grep -i balloon; lsmod | sort -k2 -n | tail", "a balloon, and the largest drivers"),
        ] : [RunNow.largest, ShellLine("grep -E 'Anon|Shmem|Huge|Slab' /proc/meminfo", "where the rest is")]
    }
  }

  private func of(_ things: Mechanism.Things) -> [ShellLine] {
    switch things {
    case .sockets:
      [ShellLine("ss -tuxap | awk '{print $NF}' | sort | uniq -c | sort -n | tail", "sockets by process (root)")]
    case .packets:
      [
        ShellLine("ss -tuxap | awk '{print $NF}' | sort | uniq -c | sort -n | tail", "sockets by process (root)"),
        ShellLine("ss -m state all | grep -o 'r[0-9]*' | sort -V | tail -3", "the most bytes that wait in one socket"),
      ]
    case .pipes:
      [
        ShellLine(
          "for p in /proc/[0-9]*; do echo $(ls -l $p/fd | grep -c pipe:) $(cat $p/comm) ${p#/proc/}; done | sort -n | tail",
          "pipes by process (root)")
      ]
    case .names:
      [
        ShellLine(
          "perf trace -e 'openat,newfstatat,statx,faccessat2' -a -- sleep 5 2>&1 | grep ENOENT | head",
          "who looks for names that are not there (root)")
      ]
    case .cgroups: [ShellLine("cat /sys/fs/cgroup/cgroup.stat", "cgroups, and those that are removed and still held")]
    case .maps: [ShellLine("bpftool map | head -50", "BPF maps, and which program holds them (root)")]
    }
  }

  /// A cache by its name, where a shell takes it as it is.
  private func caches(_ culprit: Culprit?) -> [ShellLine] {
    let all = ShellLine("slabtop -o -s c | head -20", "the largest caches (root)")
    guard let culprit, culprit.kind == .slab, !culprit.key.contains("negative"), culprit.bareName.isShellSafe else {
      return [all]
    }
    let name = culprit.bareName
    let growth = ShellLine(
      "grep '^\(name) ' /proc/slabinfo", "its objects now; twice a minute apart tells whether it grows (root)")
    guard let size = RunNow.size(of: name) else { return [growth, all] }
    return [
      growth,
      ShellLine(
        "perf record -ag -e kmem:kmalloc --filter 'bytes_alloc==\(size)' -- sleep 10; perf report",
        "which code takes such pieces (root)"),
    ]
  }

  /// 1024 of `kmalloc-1k` and `kmalloc-cg-1k`.
  private static func size(of cache: String) -> Int? {
    guard cache.hasPrefix("kmalloc-"), let last = cache.split(separator: "-").last else { return nil }
    return last.hasSuffix("k") ? Int(last.dropLast()).map { $0 * 1024 } : Int(last)
  }
}

extension String {
  /// Whether a shell takes it for one word and nothing else.
  var isShellSafe: Bool {
    !isEmpty
      && unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "@_.:-".unicodeScalars.contains($0))
      }
  }
}
