import KernelMemory

extension Rule {
  /// Rules that compare a size with the machine.
  static let proportion: [Rule] = [
    share(
      "unreclaimable-share", of: .sUnreclaim, .unreclaimableShare,
      question: "Is unreclaimable slab more than this share of RAM?", threshold: 0.10,
      source: "Alibaba Cloud's slab-leak guide: SUnreclaim over 10 % of memory"
    ) { $0.ram },
    Rule(
      "slab-share", [.slab],
      question: "Is the part of slab that cannot be given back more than this share of RAM outside huge pages?",
      threshold: 0.30, unit: .share, source: "Oracle's memstate: SLAB_USE_PERCENT 30"
    ) { asked in
      let evidence = asked.evidence
      guard let all = asked.last else { return nil }
      return share(asked, of: evidence.last(.sUnreclaim) ?? all, in: evidence.ordinaryRAM, .slabShare)
    },
    share(
      "page-table-share", of: .pageTables, .pageTableShare,
      question: "Are page tables more than this share of RAM outside huge pages?", threshold: 0.02,
      source: "Oracle's memstate: PAGETABLES_USE_PERCENT 2"
    ) { $0.ordinaryRAM },
    Rule(
      "page-tables-of-mapped", [.pageTables],
      question: "Are page tables more than this multiple of what mapped memory needs at 8 bytes a 4 KiB page?",
      threshold: 16, unit: .times, source: "arithmetic: 512 entries of 4 KiB a table of 4 KiB"
    ) { asked in
      guard let anonymous = asked.evidence.session.ends(.anonPages)?.last,
        let mapped = asked.evidence.session.ends(.mapped)?.last,
        let now = asked.last, now > min(65_536, 0.01 * (asked.evidence.ram ?? .infinity)),
        case let need = Double(anonymous + mapped) / 512,
        // Without memory of processes there is nothing to be out of proportion to.
        need > 0, now > asked.threshold * need
      else { return nil }
      return asked.answer(.watch, .sparseMappings, measured: now / need)
    },
    share(
      "percpu-share", of: .percpu, .percpuShare, question: "Is per-CPU memory more than this share of RAM?",
      threshold: 0.05, source: "kmem's choice; 27.6 % was an incident (coreos/bugs#2637)"
    ) { $0.ram },
    Rule(
      "percpu-per-cpu", [.percpu], question: "Is per-CPU memory more than this many MiB for each possible CPU?",
      threshold: 32, unit: .mebibytes,
      source: "kmem's choice; 1.4 MiB idle and 4.3 MiB with 1,000 cgroups (Bharata Rao, linux-mm, 2021-06-01)"
    ) { asked in
      let host = asked.evidence.session.header.host
      guard !host.environment.lxcfs, let possible = host.possibleCPUs, possible > 0, let now = asked.last,
        case let each = now / Double(possible) / 1024, each > asked.threshold
      else { return nil }
      return asked.answer(.watch, .percpuPerCPU, measured: each, [.after: Double(possible)])
    },
    Rule(
      "possible-cpus", [.percpu], question: "Are there this many times more possible CPUs than online ones?",
      threshold: 4, unit: .times,
      source: "Bharata Rao, linux-mm, 2021-06-01: 16 online of 1,024 possible"
    ) { asked in
      let host = asked.evidence.session.header.host
      guard let possible = host.possibleCPUs, let online = host.onlineCPUs, online > 0,
        case let times = Double(possible) / Double(online), times >= asked.threshold, let now = asked.last,
        let ram = asked.evidence.ram
      else { return nil }
      let wasted = now * Double(possible - online) / Double(possible)
      return asked.answer(
        wasted > 0.01 * ram ? .watch : .normal, .possibleCPUs, measured: times,
        [.before: Double(online), .after: Double(possible), .level: wasted])
    },
    Rule(
      "stack-per-task", [.kernelStack],
      question: "Is the kernel stack memory a task more than this multiple of 16 KiB?",
      threshold: 1.5, unit: .times,
      source: "arch/x86/include/asm/page_64_types.h: THREAD_SIZE is 16 KiB; not asked on other architectures"
    ) { asked in
      guard asked.evidence.session.header.host.machine == "x86_64",
        let tasks = asked.evidence.session.ends(.tasks)?.last, tasks > 32, let now = asked.last,
        case let each = now / Double(tasks), each > 16 * asked.threshold
      else { return nil }
      return asked.answer(.watch, .stackPerTask, measured: each / 16, [.level: each])
    },
  ]

  /// A rule that compares the last value with a whole.
  private static func share(
    _ name: String, of dimension: Dimension, _ reason: Reason, question: String, threshold: Double, source: String,
    _ whole: @escaping @Sendable (Evidence) -> Double?
  ) -> Rule {
    Rule(name, [dimension], question: question, threshold: threshold, unit: .share, source: source) { asked in
      asked.last.flatMap { share(asked, of: $0, in: whole(asked.evidence), reason) }
    }
  }

  /// What the kernel needs on the smallest host, kB: shares of RAM come on top of it, so that they mean something on a router too.
  private static let base = 16_384.0

  /// Weighs a part of a whole: half of it is a problem whatever the reason.
  private static func share(_ asked: Question, of part: Double, in whole: Double?, _ reason: Reason) -> Judgement? {
    // Under LXCFS the counters are the host's, and RAM is the container's.
    guard !asked.evidence.session.header.host.environment.lxcfs, let whole, whole > 0,
      case let least = asked.threshold + base / whole, part > least * whole
    else { return nil }
    var answer = asked.answer(part > 0.5 * whole ? .problem : .watch, reason, measured: part / whole)
    answer.threshold = least
    return answer
  }
}
