import Analysis
import KernelMemory

/// The words for a judgement, made of its numbers.
struct JudgementSentence {
  let judgement: Judgement
  let finding: Finding
  let session: Session

  /// A full sentence or two.
  var text: String {
    switch judgement.reason {
    case .leak: "That is the mark of a leak\(time.map { ": \($0)" } ?? ".")"
    case .pinned:
      "That is the mark of a leak: it counts as reclaimable, and so as available, but what holds it (sockets, pipes, eventfds, files in tmpfs) does not give it back, and MemAvailable says too much."
    case .immaterial:
      judgement[.change] > 0
        ? "The rise of \(size(.change)) is too small to matter on this host."
        : "Nothing of it has stayed: it does not matter on this host."
    case .hugePagesGrew:
      "Pools of huge pages grew by \(size(.change)) to \(size(.level)), \(Phrase.percent(measured)) of RAM more: set aside for huge pages, and nothing else can use it."
    case .hugePages:
      "Pools of huge pages hold \(size(.level)), \(Phrase.percent(measured)) of RAM: nothing else can use it."
    case .weakGrowth:
      "Its slope is \(fixed(measured)) standard errors above zero, and the policy asks for \(fixed(threshold))."
    case .dayRhythm: "A day's rhythm looks the same on its rising half: two days of recording tell one from the other."
    case .uncertainGrowth: "A longer recording would tell whether this goes on."
    case .littleTime: littleTime
    case .largeRise: "The rise of \(size(.change)) is \(Phrase.percent(measured)) of RAM."
    case .unreclaimableShare, .slabShare, .pageTableShare, .percpuShare, .sparseMappings, .percpuPerCPU, .possibleCPUs,
      .stackPerTask:
      proportion
    case .threads:
      "The number of tasks rose from \(whole(.before)) to \(whole(.after)) with it: threads are created and do not end."
    case .half:
      "Its half that cannot be given back grows all the same: SUnreclaim by \(change(.change)), which is judged below."
    case .slabOfThreads:
      "KernelStack grows with it, and by more (\(change(.otherChange)) over the same time): each thread costs some slab beside its stack. The cause is there; this is not a second one."
    case .cgroups:
      "SUnreclaim grows with it, and by more (\(change(.otherChange)) over the same time): cgroups or namespaces that are created and not removed cost both. The cause is there; this is not a second one."
    case .fragmentation:
      "SUnreclaim came back and Percpu did not: chunks that are partly used cannot be given back. This is fragmentation, not a leak."
    case .unnamedMemory:
      "Memory that no counter names grew by \(size(.change)) to \(size(.level)): pages that drivers, network buffers, pipes or a balloon take directly."
    case .supplyFalls, .supplyLost, .supplyDeclines, .littleAvailable, .betweenEnds, .swapFills, .ramChanged:
      SupplySentence(judgement: judgement, finding: finding, session: session).text ?? ""
    case .reclaimable, .neitherHalf, .stackAreas, .percpuAreas, .stacks, .percpuChunks, .mappedMemory, .tablesOfStacks:
      excuse
    }
  }

  private var measured: Double { judgement.measured ?? .nan }
  private var threshold: Double { judgement.threshold ?? .nan }
  private func size(_ figure: Judgement.Figure) -> String { Phrase.size(judgement[figure]) }
  private func change(_ figure: Judgement.Figure) -> String { Phrase.change(judgement[figure]) }
  private func whole(_ figure: Judgement.Figure) -> String { Decimal.fixed(judgement[figure], places: 0) }
  private func fixed(_ number: Double) -> String { Decimal.fixed(number, places: 1) }

  /// When the first limit is reached, and whether MemAvailable has followed so far; nil where that is not known.
  private var time: String? {
    let limit = LimitWords(judgement: judgement, session: session)
    let unknown = limit.unknown
    guard let forecast = limit.forecast else { return unknown }
    let words = [forecast, unknown].compactMap(\.self).joined(separator: " ")
    guard judgement.figures[.otherChange] != nil else { return words }
    return words
      + " So far MemAvailable has not followed (\(change(.otherChange)) over the same time): the forecast holds only once it does."
  }

  private var littleTime: String {
    "That leaves \(measured > 24 ? "about \(Phrase.least(measured))" : measured * 60 < 2 ? "no time" : "less than \(measured <= 1 ? "an hour" : "a day")") to act."
  }

  private var proportion: String {
    let (share, least) = (Phrase.percent(measured), Phrase.percent(threshold))
    return switch judgement.reason {
    case .unreclaimableShare:
      "\(share) of RAM is slab that the kernel cannot give back; more than \(least) is unusual."
    case .slabShare:
      "Slab\(session.column("SUnreclaim") == nil ? "" : " that the kernel cannot give back") holds \(share) of the RAM outside huge pages; more than \(least) is unusual."
    case .pageTableShare:
      "Page tables hold \(share) of the RAM outside huge pages; more than \(least) is a case for huge pages."
    case .percpuShare: "Per-CPU memory holds \(share) of RAM; more than \(least) is unusual."
    case .sparseMappings:
      "Page tables are \(Decimal.fixed(measured, places: 0)) times what the mapped memory needs: sparse mappings, or shared memory mapped by many processes."
    case .percpuPerCPU:
      "\(Phrase.size(measured * 1024)) of per-CPU memory for each of \(Phrase.count(Int(judgement.figures[.after] ?? 0), "possible CPU")) is as much as thousands of cgroups, network namespaces or BPF maps take."
    case .possibleCPUs:
      "\(whole(.after)) CPUs are possible and \(whole(.before)) online: about \(size(.level)) of per-CPU memory serve CPUs that are not there (kernel parameter possible_cpus=)."
    default:
      "\(size(.level)) of stack a task is more than the 16 KiB of this architecture: stacks outlive their tasks."
    }
  }

  private var excuse: String {
    switch judgement.reason {
    case .reclaimable:
      "\(Phrase.percent(min(1, judgement[.otherChange] / judgement[.change]))) of the growth is reclaimable: most likely cache, which the kernel gives back under pressure "
        + "unless sockets, pipes or tmpfs files hold it."
    case .neitherHalf:
      "SUnreclaim, where a leak would be, does not grow like that by itself: cache and what was taken once make the rise together."
    case .stackAreas: areas("Thread stacks", "KernelStack")
    case .percpuAreas: areas("Tables of the per-CPU allocator", "Percpu")
    case .stacks:
      "Thread stacks account for it: KernelStack grew by \(size(.otherChange)) over the same time and lies inside VmallocUsed. This is not a second leak."
    case .percpuChunks:
      "Per-CPU chunks account for it: Percpu grew by \(size(.otherChange)) over the same time, and the metadata of its chunks lie in vmalloc memory. This is not a second leak."
    case .mappedMemory:
      "Memory of processes grew by \(size(.processes)) over the same time (AnonPages and Mapped), and tables take 1/512 of it: look at processes, not at the kernel."
    default: "KernelStack grows with it, and by more: the stacks of new threads need page tables."
    }
  }

  private func areas(_ what: String, _ whose: String) -> String {
    "\(what) account for it, by the areas in /proc/vmallocinfo: look at \(whose). This is not a second leak."
  }
}
