import Analysis
import KernelMemory

/// What is the matter, in the few words of a title.
struct Cause {
  let findings: Findings

  /// `worker-pool starts threads and does not end them`; never empty.
  var text: String {
    if let victim = findings.session.events.lazy.compactMap(\.victim).first {
      return "the host ran out of memory, and the kernel killed process \(victim)"
    }
    guard let finding = findings.worst.first else { return calm }
    if Headline(findings: findings).processes != nil { return "memory of processes grew" }
    let culprit = Culprit(finding, findings.session)
    return (finding.shape.isLeak ? going(finding, culprit) : nil) ?? weighed(finding) ?? moved(finding, culprit)
  }

  private var calm: String {
    switch findings.verdict {
    case .normal: "nothing to act on in the kernel's memory"
    default:
      findings.session.times.isEmpty
        ? "there are no samples"
        : findings.dimensions.contains { $0.series != nil }
          ? "the record is too short to tell a pattern" : "none of the counters is in the record"
    }
  }

  /// Growth that goes on to the end.
  private func going(_ finding: Finding, _ culprit: Culprit?) -> String {
    let name = finding.dimension.name
    let isMeant = culprit.map { !$0.isGone && !$0.isSuspect } ?? false
    switch finding.dimension {
    case .kernelStack:
      guard let culprit, isMeant, culprit.kind == .threads else {
        return finding.judgements.contains { $0.reason == .threads }
          ? "threads are started and not ended" : "KernelStack grows without pause"
      }
      return culprit.isKernel
        ? "kernel threads \(culprit.bareName) become more and more"
        : "\(culprit.name) starts threads and does not end them"
    case .pageTables:
      guard let culprit, isMeant, culprit.kind == .pageTables else { return "page tables grow without pause" }
      return "page tables of \(culprit.name) grow without pause"
    case .slab, .sUnreclaim, .sReclaimable:
      if let things = Mechanism(finding)?.things { return things.title(by: isMeant ? holder(culprit) : nil) }
      guard let culprit, isMeant else { return "\(name) grows without pause" }
      return culprit.kind == .slab
        ? "slab cache \(culprit.bareName) grows without pause" : "\(culprit.name) opens files and does not close them"
    case .vmallocUsed:
      if let things = Mechanism(finding)?.things { return things.title(by: isMeant ? holder(culprit) : nil) }
      guard let culprit, isMeant, culprit.kind == .vmalloc else { return "VmallocUsed grows without pause" }
      return "vmalloc memory of \(culprit.bareName) grows without pause"
    case .percpu:
      guard let culprit, isMeant, culprit.kind == .percpu else { return "per-CPU memory grows without pause" }
      return "per-CPU memory of \(culprit.name) grows without pause"
    case .memAvailable: return "what is left to use falls"
    }
  }

  /// Whose descriptors grew.
  private func holder(_ culprit: Culprit?) -> String? {
    guard let culprit, culprit.kind == nil, !culprit.isSuspect else { return nil }
    return culprit.name
  }

  /// What its first rule says where growth is not the matter: proportions, and what is left to use.
  private func weighed(_ finding: Finding) -> String? {
    guard let first = finding.judgements.first(where: { $0.verdict == finding.verdict }) else { return nil }
    switch first.reason {
    case .unreclaimableShare, .slabShare, .pageTableShare, .percpuShare, .sparseMappings, .possibleCPUs, .stackPerTask,
      .littleAvailable, .unnamedMemory:
      let text = JudgementSentence(judgement: first, finding: finding, session: findings.session).text
      let end = [";", ":", "."].compactMap { text.firstRange(of: $0 == "." ? ". " : $0 + " ")?.lowerBound }.min()
      let clause = end.map { text[..<$0] } ?? text[...]
      return String(clause.hasSuffix(".") ? clause.dropLast() : clause)
    case .percpuPerCPU: return "per-CPU memory is much for each CPU"
    case .supplyFalls, .supplyDeclines: return "what is left to use falls to the end"
    default: return nil
    }
  }

  /// A movement that ended, or of which nothing more is known.
  private func moved(_ finding: Finding, _ culprit: Culprit?) -> String {
    let name = finding.dimension.name
    let whose = culprit.flatMap { $0.kind?.isCommand == true ? " (\($0.name))" : nil } ?? ""
    return switch finding.shape.pattern {
    case .growth: "\(name)\(whose) grows"
    case .growthStopped, .warmUp: "\(name)\(whose) grew and has stopped"
    case .decline: "\(name) falls"
    case .stepUp: "\(name)\(whose) stepped up"
    case .stepDown: "\(name)\(whose) stepped down"
    case .cyclic: "\(name) goes up and down"
    case .spike: "\(name)\(whose) had a spike"
    case .drop: "\(name) had a drop"
    case .insufficient where finding.statistics?.change ?? 0 > 0: "\(name)\(whose) rose in a short record"
    case .insufficient where finding.statistics?.change ?? 0 < 0: "\(name) fell in a short record"
    case .steady, .insufficient, .absent: "\(name) is to be looked at"
    }
  }
}

extension Mechanism.Things {
  /// `sockets are opened and not closed`, by a command where one is known.
  fileprivate func title(by holder: String?) -> String {
    switch self {
    case .pipes, .sockets:
      let noun = self == .pipes ? "pipes" : "sockets"
      return holder.map { "\($0) opens \(noun) and does not close them" } ?? "\(noun) are opened and not closed"
    case .packets: return "packets wait in sockets, and nobody reads them"
    case .names: return "look-ups of names that do not exist fill Slab"
    case .cgroups: return "memory cgroups are made and not removed"
    case .maps: return "BPF maps are made and kept"
    }
  }
}
