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
    case .immaterial: "The rise of \(size(.change)) is too small to matter on this host."
    case .hugePagesGrew:
      "Pools of huge pages grew by \(size(.change)) to \(size(.level)), \(Phrase.percent(measured)) of RAM more: set aside for huge pages, and nothing else can use it."
    case .hugePages:
      "Pools of huge pages hold \(size(.level)), \(Phrase.percent(measured)) of RAM: nothing else can use it."
    case .littleAvailable: little
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
    case .supplyFalls: supply
    case .betweenEnds: ends
    case .supplyDeclines:
      "It lost \(Phrase.percent(measured)) of what was left; the rest is gone in \(Phrase.hours(judgement[.soonest], judgement[.latest])) at that rate."
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

  private var little: String {
    let what = "Only \(size(.available)), \(Phrase.percent(measured)) of the RAM outside huge pages, is available"
    let processes = judgement.figures[.processes].map { "processes hold \(Phrase.size($0)) (AnonPages and Shmem)" }
    let kernel = "the kernel \(size(.kernel)) that it cannot give back"
    return "\(what); \([processes, kernel].compactMap(\.self).joined(separator: ", "))."
  }

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
    "\(measured > 24 ? "About \(Phrase.least(measured)) are" : "Less than \(measured <= 1 ? "an hour" : "a day") is") left to act."
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

  private var supply: String {
    guard let trend = finding.shape.trend, let since = judgement.span?.lowerBound else { return "MemAvailable falls." }
    let span = Phrase.hours(judgement[.soonest], judgement[.latest])
    return
      "MemAvailable falls by \(Phrase.rate(trend, Pace(session))) since \(Phrase.time(since, in: session)); at that rate it is gone in \(span)."
      + takers
  }

  /// What two points say: the mean rate, who took what MemAvailable lost, and when it is gone.
  private var ends: String {
    let points = Phrase.points(Int(judgement[.after]))
    let pace = Phrase.rate(judgement[.rate], over: judgement[.seen], Pace(session))
    let rate = pace.map { "That is \($0) between the ends: \(points)." } ?? "\(points.capitalizedFirst)."
    guard let left = judgement.figures[.soonest], let lost = judgement.figures[.otherChange] else { return rate }
    let loss = Phrase.size(-lost)
    let isSupply = finding.dimension.isSupply
    var gone = ""
    if judgement.isForetold, isSupply || judgement.verdict > .unknown {
      gone = " At that rate the \(size(.available)) that are left are gone in \(Phrase.hours(left, left))."
    }
    guard isSupply else {
      let taken = judgement[.kernel] / -lost
      guard judgement[.kernel] > 0 else { return rate }
      let share = taken > 1 ? "as much as" : Phrase.percent(taken) + " of"
      return
        "\(rate) \(who) took \(share) the \(loss) that MemAvailable lost\(taken < 0.25 ? ": it is not the cause" : "").\(gone)"
    }
    let takers = [
      ("the kernel's counters", Judgement.Figure.kernel), ("processes", .processes),
      ("pools of huge pages", .hugePages),
    ]
    let shares = takers.compactMap { name, figure -> String? in
      guard let part = judgement.figures[figure], part > 0 else { return nil }
      return "\(name) took \(part > -lost ? "as much" : Phrase.percent(part / -lost))"
    }
    let isKernel = judgement[.kernel] >= -lost / 4
    let cause = shares.count == 1 && !isKernel && judgement[.kernel] > 0 ? ": they are not the cause" : ""
    return rate + gone
      + (shares.isEmpty ? "" : " Of the \(loss) that it lost \(shares.joined(separator: ", "))\(cause).")
  }

  /// Of Slab the half that takes memory for good.
  private var who: String {
    let isSplit = finding.dimension == .slab && session.column(Dimension.sUnreclaim.name) != nil
    return isSplit ? "Its half that cannot be given back" : finding.dimension.name
  }

  /// Who took the memory that MemAvailable lost; empty where that cannot be told.
  private var takers: String {
    guard let processes = judgement.figures[.processes], let kernel = judgement.figures[.kernel] else { return "" }
    let loss = -judgement[.change]
    if processes > 0.5 * loss {
      return
        " Processes took it: AnonPages and Shmem changed by \(Phrase.change(processes)) meanwhile, the kernel's counters by "
        + "\(Phrase.change(kernel)).\(taker)"
    }
    guard kernel <= 0.5 * loss else {
      return " The kernel took it: its counters changed by \(Phrase.change(kernel)) meanwhile."
    }
    return " Meanwhile AnonPages and Shmem changed by \(Phrase.change(processes)), the kernel's counters by "
      + "\(Phrase.change(kernel)): neither explains it alone; page cache in use (Mapped) and memory that no counter names may."
  }

  /// The command whose memory grew most over the time of the fall; empty where no two snapshots tell.
  private var taker: String {
    guard let span = judgement.span else { return "" }
    let snapshots = OwnerSnapshot.sorted(session.owners.filter { $0[.processMemory] != nil })
    guard let from = snapshots.last(where: { $0.time <= span.lowerBound }) ?? snapshots.first,
      let to = snapshots.last(where: { $0.time <= span.upperBound + 1000 }) ?? snapshots.last,
      let most = CommandGrowth(.processMemory, from: from, to: to), most.change >= 1024
    else { return "" }
    let process = most.pid.map { " (process \($0) has most)" } ?? ""
    return " Most by \(most.name)\(process): \(Phrase.change(Double(most.change)))."
  }
}
