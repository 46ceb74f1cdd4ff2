import KernelMemory

extension Rule {
  /// Rules that read several dimensions together.
  static let overlap: [Rule] = [
    Rule(
      "threads", [.kernelStack], question: "Do tasks rise with the stacks? (share of the rise that tasks explain)",
      threshold: 0.5, unit: .share, source: "one stack a task: kernel/fork.c, account_kernel_stack"
    ) { asked in
      let evidence = asked.evidence
      guard evidence.isLeaking(.kernelStack), let trend = asked.shape?.trend,
        let series = evidence.series[.kernelStack],
        let change = evidence.change(of: .kernelStack, during: .kernelStack), change > 0,
        let before = evidence.session.value(of: .tasks, near: series.sample(at: trend.first)),
        let after = evidence.session.value(of: .tasks, near: series.sample(at: trend.last)), after > before,
        case let share = Double(after - before) * 16 / change, share > asked.threshold
      else { return nil }
      return asked.answer(
        asked.ofGrowth, .threads, measured: share, isTrend: true, [.before: Double(before), .after: Double(after)])
    },
    Rule(
      "slab-of-threads", [.slab, .sUnreclaim], question: "Do thread stacks grow with it, and by more?",
      source: "measured: 5 to 10 kB of SUnreclaim a thread beside its stack"
    ) { asked in
      guard asked.evidence.isLeaking(asked.dimension), let answer = excuse(asked), answer.reason == .slabOfThreads
      else {
        return nil
      }
      return answer
    },
    Rule(
      "slab-half", [.slab],
      question: "Does the half of Slab that cannot be given back grow without pause, while Slab does not?",
      source: "the halves are judged apart, and the whole must not look better than the worse one"
    ) { asked in
      let evidence = asked.evidence
      guard !evidence.isLeaking(.slab), evidence.isLeaking(.sUnreclaim), !evidence.isImmaterial(.sUnreclaim),
        let change = evidence.change(of: .sUnreclaim, during: .sUnreclaim)
      else { return nil }
      return asked.answer(.watch, .half, [.change: change])
    },
    Rule(
      "cgroups", [.percpu], question: "Does unreclaimable slab grow together with per-CPU memory, and by more?",
      source: "a memory cgroup costs both (measured: 143 kB SUnreclaim and 3 kB Percpu each on 2 CPUs)"
    ) { asked in
      guard asked.evidence.isLeaking(.percpu), let answer = excuse(asked), answer.reason == .cgroups else { return nil }
      return answer
    },
  ]
}
