import KernelMemory

extension Rule {
  /// Rules that compare a size with the machine.
  static let proportion: [Rule] = [
    Rule(
      "unreclaimable-share", [.sUnreclaim], question: "Is unreclaimable slab more than this share of RAM?",
      threshold: 0.10, source: "Alibaba Cloud's slab-leak guide: SUnreclaim over 10 % of memory"
    ) { dimension, evidence, share in
      guard evidence.isSharesMeaningful, let ram = evidence.ram, let now = evidence.last(dimension), now > share * ram
      else {
        return nil
      }
      return (
        .watch,
        "\(Phrase.percent(now / ram)) of RAM is slab that the kernel cannot give back; more than \(Phrase.percent(share)) is unusual."
      )
    },
    Rule(
      "slab-share", [.slab], question: "Is slab more than this share of RAM outside huge pages?", threshold: 0.30,
      source: "Oracle's memstate: SLAB_USE_PERCENT 30"
    ) { dimension, evidence, share in
      guard evidence.isSharesMeaningful, let ram = evidence.ordinaryRAM, let now = evidence.last(dimension),
        now > share * ram
      else { return nil }
      return (
        .watch,
        "Slab holds \(Phrase.percent(now / ram)) of the RAM outside huge pages; more than \(Phrase.percent(share)) is unusual."
      )
    },
    Rule(
      "page-table-share", [.pageTables], question: "Are page tables more than this share of RAM outside huge pages?",
      threshold: 0.02, source: "Oracle's memstate: PAGETABLES_USE_PERCENT 2"
    ) { dimension, evidence, share in
      guard evidence.isSharesMeaningful, let ram = evidence.ordinaryRAM, let now = evidence.last(dimension),
        now > share * ram
      else { return nil }
      return (
        .watch,
        "Page tables hold \(Phrase.percent(now / ram)) of the RAM outside huge pages; more than \(Phrase.percent(share)) is a case for huge pages."
      )
    },
    Rule(
      "page-tables-of-mapped", [.pageTables],
      question: "Are page tables more than this multiple of what mapped memory needs at 8 bytes a 4 KiB page?",
      threshold: 16, source: "arithmetic: 512 entries of 4 KiB a table of 4 KiB"
    ) { dimension, evidence, factor in
      guard let anonymous = evidence.session.ends(.anonPages)?.last,
        let mapped = evidence.session.ends(.mapped)?.last,
        let now = evidence.last(dimension), now > 65_536, case let need = Double(anonymous + mapped) / 512,
        // Without memory of processes there is nothing to be out of proportion to.
        need > 0, now > factor * need
      else { return nil }
      return (
        .watch,
        "Page tables are \(Decimal.fixed(now / need, places: 0)) times what the mapped memory needs: sparse mappings, or shared memory mapped by many processes."
      )
    },
    Rule(
      "percpu-share", [.percpu], question: "Is per-CPU memory more than this share of RAM?", threshold: 0.05,
      source: "kmem's choice; 27.6 % was an incident (coreos/bugs#2637)"
    ) { dimension, evidence, share in
      guard evidence.isSharesMeaningful, let ram = evidence.ram, let now = evidence.last(dimension), now > share * ram
      else {
        return nil
      }
      return (
        .watch,
        "Per-CPU memory holds \(Phrase.percent(now / ram)) of RAM; more than \(Phrase.percent(share)) is unusual."
      )
    },
    Rule(
      "percpu-per-cpu", [.percpu], question: "Is per-CPU memory more than this many MiB for each possible CPU?",
      threshold: 32,
      source: "kmem's choice; 1.4 MiB idle and 4.3 MiB with 1,000 cgroups (Bharata Rao, linux-mm, 2021-06-01)"
    ) { dimension, evidence, limit in
      guard !evidence.session.header.host.environment.lxcfs, let possible = evidence.session.header.host.possibleCPUs,
        possible > 0, let now = evidence.last(dimension), now / Double(possible) > limit * 1024
      else { return nil }
      return (
        .watch,
        "\(Phrase.size(now / Double(possible))) of per-CPU memory for each of \(Phrase.count(possible, "possible CPU")) is as much as thousands of cgroups, network namespaces or BPF maps take."
      )
    },
    Rule(
      "possible-cpus", [.percpu], question: "Are there this many times more possible CPUs than online ones?",
      threshold: 4,
      source: "Bharata Rao, linux-mm, 2021-06-01: 16 online of 1,024 possible"
    ) { dimension, evidence, factor in
      let host = evidence.session.header.host
      guard let possible = host.possibleCPUs, let online = host.onlineCPUs, online > 0,
        Double(possible) >= factor * Double(online), let now = evidence.last(dimension), let ram = evidence.ram
      else { return nil }
      let wasted = now * Double(possible - online) / Double(possible)
      return (
        wasted > 0.01 * ram ? .watch : .normal,
        "\(possible) CPUs are possible and \(online) online: about \(Phrase.size(wasted)) of per-CPU memory serve CPUs that are not there (kernel parameter possible_cpus=)."
      )
    },
    Rule(
      "stack-per-task", [.kernelStack],
      question: "Is the kernel stack memory a task more than this multiple of 16 KiB?",
      threshold: 1.5,
      source: "arch/x86/include/asm/page_64_types.h: THREAD_SIZE is 16 KiB; not asked on other architectures"
    ) { dimension, evidence, factor in
      guard evidence.session.header.host.machine == "x86_64", let tasks = evidence.session.ends(.tasks)?.last,
        tasks > 32,
        let now = evidence.last(dimension), now / Double(tasks) > 16 * factor
      else { return nil }
      return (
        .watch,
        "\(Phrase.size(now / Double(tasks))) of stack a task is more than the 16 KiB of this architecture: stacks outlive their tasks."
      )
    },
  ]
}
