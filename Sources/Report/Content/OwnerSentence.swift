import Analysis
import KernelMemory

/// The words on who stands behind a dimension.
struct OwnerSentence {
  let dimension: Dimension
  let ownership: Ownership

  private var comparison: OwnerComparison { ownership.comparison }
  private var last: OwnerSnapshot { comparison.last }

  /// The words on a finding; nil where no snapshot tells.
  init?(_ finding: Finding) {
    guard let ownership = finding.ownership else { return nil }
    // A growth that the snapshots saw no growth of is not theirs to explain.
    if finding.shape.pattern == .growth, finding.shape.trend?.slope ?? 0 > 0, ownership.change ?? 0 < 0 { return nil }
    dimension = finding.dimension
    self.ownership = ownership
  }

  /// The one sentence that names the owner; nil where nothing stands out.
  ///
  /// `dentry holds 93 % of the growth (+1.10 GiB, +5.8 million objects); 4.9 million of them are negative dentries.`
  var sentence: String? {
    guard let words else { return passing }
    guard let end = comparison.snapshots.last, last.time < end.time else {
      return [words, passing].compactMap(\.self).joined(separator: " ")
    }
    return ["Until \(CivilTime(milliseconds: last.time).clock): \(words)", passing].compactMap(\.self)
      .joined(separator: " ")
  }

  /// Who rose and was gone before the end, where the dimension shows it; nil where nobody did.
  private var passing: String? {
    guard let owner = ownership.passing.first, let change = owner.change, let gone = owner.goneSince else { return nil }
    let size = Phrase.change(Double(change)) + (count(owner).map { ", \($0)" } ?? "")
    let process = owner.process.flatMap { $0 > 0 ? " (process \($0))" : nil } ?? ""
    return
      "\(subject(owner))\(process) rose meanwhile (\(size)) and were gone by \(CivilTime(milliseconds: gone).clock)."
  }

  private var words: String? {
    guard let leader = ownership.leader, let change = leader.change, let share = leader.share else { return nil }
    let way = whole(leader) ?? (change < 0 ? "the fall" : "the growth")
    let size = Phrase.change(Double(change)) + (count(leader).map { ", \($0)" } ?? "")
    let gone = leader.goneSince.map { "; gone at the end, by \(CivilTime(milliseconds: $0).clock)" } ?? ""
    let extra = (detail(leader).map { "; \($0)" } ?? "") + gone + (opposite.map { "; \($0)" } ?? "")
    if leader.isEstimated {
      let part = share > 0.95 ? "most of \(way)" : "\(Phrase.percent(share)) of \(way)"
      return "\(subject(leader)) explain about \(part) (\(count(leader) ?? size), an estimate)\(extra)."
    }
    if share >= 0.5 || ownership.owners.count < 2 {
      let part = share > 0.985 ? "all of \(way)" : "\(Phrase.percent(share)) of \(way)"
      return "\(subject(leader)) \(verb(leader)) \(part) (\(size))\(extra)."
    }
    guard share >= 0.02 else {
      return
        "No owner that the snapshots name stands behind the \(change < 0 ? "fall" : "growth")\(unexamined.map { ": \($0)" } ?? "")."
    }
    guard share >= 0.1 else {
      return
        "No single owner stands behind the \(change < 0 ? "fall" : "growth"): the largest, \(leader.name), is \(Phrase.percent(share)) of it."
    }
    let next = ownership.owners.dropFirst().filter { ($0.share ?? 0) >= 0.05 }.prefix(2).map { owner in
      "\(owner.name) \(Phrase.change(Double(owner.change ?? 0)))"
    }
    let rest = next.isEmpty ? "" : ", then \(next.joined(separator: " and "))"
    return "\(subject(leader)) \(verb(leader)) \(Phrase.percent(share)) of \(way) (\(size))\(rest)\(extra)."
  }

  /// That processes were not looked at; nil where all were.
  private var unexamined: String? {
    let most = [comparison.first, last].compactMap { $0.facts[.unknownProcesses] }.max() ?? 0
    guard most > 0, [.threads, .pageTables].contains(ownership.leader?.kind) else { return nil }
    return "\(Phrase.number(most)) \(most == 1 ? "process" : "processes") had not been examined"
  }

  /// `the 34.6 MiB that grew`, where what went the other way hid a part of it; nil where the dimension itself says as much.
  private func whole(_ leader: OwnerChange) -> String? {
    guard let change = leader.change, let share = leader.share, share > 0, let net = ownership.change,
      case let gross = Double(abs(change)) / share, gross > 1.05 * Double(abs(net))
    else { return nil }
    return "the \(Phrase.size(gross)) that \(change < 0 ? "fell" : "grew")"
  }

  /// What went the other way most, where it hid a good part of what the first did.
  private var opposite: String? {
    guard let leader = ownership.leader, let way = leader.change else { return nil }
    let others = ownership.owners.filter { ($0.change ?? 0).signum() == -way.signum() }
    guard let most = others.max(by: { abs($0.change ?? 0) < abs($1.change ?? 0) }), let change = most.change,
      abs(change) * 5 >= abs(way)
    else { return nil }
    return "\(most.name) \(change < 0 ? "fell" : "rose") by \(Phrase.size(Double(abs(change)))) meanwhile"
  }

  private func subject(_ owner: OwnerChange) -> String {
    switch owner.kind {
    case .threads where owner.name.hasSuffix(" (kernel)"): "The kernel threads \(owner.name.dropLast(9))"
    case .threads: "Threads of \(owner.name)"
    case .pageTables: "Page tables of \(owner.name)"
    case .vmalloc where !owner.key.hasSuffix("stacks") && !owner.key.hasSuffix("metadata"): "vmalloc by \(owner.name)"
    case .vmalloc, .percpu: owner.name.prefix(1).uppercased() + owner.name.dropFirst()
    default: owner.name
    }
  }

  private func verb(_ owner: OwnerChange) -> String {
    switch owner.kind {
    case .threads, .pageTables, .processMemory, .descriptors: "hold"
    case .vmalloc where owner.key.hasSuffix("stacks"): "hold"
    default: "holds"
    }
  }

  /// `+5.8 million objects`.
  private func count(_ owner: OwnerChange) -> String? {
    guard let change = owner.countChange, change != 0 else { return nil }
    let noun =
      switch owner.kind {
      case .slab: "object"
      case .vmalloc: "area"
      case .threads: "thread"
      case .pageTables, .processMemory: "process"
      case .descriptors: "descriptor"
      case .percpu: owner.name.hasPrefix("BPF") ? "map" : "of them"
      case .cgroups: "cgroup"
      case .sharedMemory: "segment"
      case .codeLines: "allocation"
      }
    let plural = noun == "of them" || abs(change) == 1 ? "" : noun == "process" ? "es" : "s"
    return "\(change > 0 ? "+" : "-")\(Phrase.number(abs(change))) \(noun)\(plural)"
  }

  private func detail(_ owner: OwnerChange) -> String? {
    switch owner.key {
    case "slab:negative_dentries":
      if let grown = comparison.change(.negativeDentries), grown > 0, let all = owner.countChange, all > 0 {
        return grown >= all
          ? "all of them are negative dentries" : "\(Phrase.number(grown)) of them are negative dentries"
      }
      return nil
    case "percpu:dying_cgroups":
      return last.facts[.dyingCgroups].map { "\(Phrase.number($0)) are removed, but something still holds them" }
    default:
      break
    }
    guard let process = owner.process, process > 0, let most = owner.processMost, owner.change ?? 0 > 0 else {
      return nil
    }
    switch owner.kind {
    case .threads where !owner.name.hasSuffix(" (kernel)"):
      guard let count = owner.lastCount, most > 1, count > 0 else { return nil }
      return most == count
        ? "all in process \(process)" : "process \(process) has \(Phrase.number(most)) of \(Phrase.number(count))"
    case .pageTables:
      guard let processes = owner.lastCount else { return nil }
      return processes == 1
        ? "process \(process)"
        : "\(Phrase.number(processes)) processes, of which \(process) has most, \(Phrase.size(Double(most)))"
    default: return nil
    }
  }
}
