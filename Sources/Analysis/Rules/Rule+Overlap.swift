import KernelMemory

extension Rule {
  /// Rules that read several dimensions together.
  static let overlap: [Rule] = [
    Rule(
      "threads", [.kernelStack], question: "Do tasks rise with the stacks? (share of the rise that tasks explain)",
      threshold: 0.5, source: "one stack a task: kernel/fork.c, account_kernel_stack"
    ) { dimension, evidence, share in
      guard evidence.isLeaking(dimension), let trend = evidence.shapes[dimension]?.trend,
        let series = evidence.series[dimension],
        let change = evidence.change(of: dimension, during: dimension), change > 0,
        let before = evidence.session.value(of: .tasks, near: series.sample(at: trend.first)),
        let after = evidence.session.value(of: .tasks, near: series.sample(at: trend.last)), after > before,
        Double(after - before) * 16 > share * change
      else { return nil }
      return (
        .problem, "The number of tasks rose from \(before) to \(after) with it: threads are created and do not end."
      )
    },
    Rule(
      "slab-of-threads", [.slab, .sUnreclaim], question: "Do thread stacks grow with it?",
      source: "measured: 5 to 11 kB of SUnreclaim a thread beside its stack"
    ) { dimension, evidence in
      guard evidence.isLeaking(dimension), evidence.isLeaking(.kernelStack) else { return nil }
      return (.problem, "KernelStack grows with it: each thread costs some slab beside its stack.")
    },
    Rule(
      "cgroups", [.percpu], question: "Does unreclaimable slab grow together with per-CPU memory?",
      source: "a memory cgroup costs both (measured: 143 kB SUnreclaim and 3 kB Percpu each on 2 CPUs)"
    ) { dimension, evidence in
      guard evidence.isLeaking(dimension), evidence.isLeaking(.sUnreclaim) else { return nil }
      return (.problem, "SUnreclaim grows with it: cgroups or namespaces that are created and not removed cost both.")
    },
  ]
}
