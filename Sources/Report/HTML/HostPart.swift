import KernelMemory
import Markup

/// What is known of the recorded host, with its evidence.
struct HostPart {
  let session: Session

  /// The table, whose counters they are under LXCFS, and the notes that apply here with the reason why.
  func content(_ fragment: Fragment) -> [Node] {
    let notes = EnvironmentNotes(session: session).notes.flatMap { note -> [Element] in
      let texts = note.keys.flatMap { fragment.content(.note, key: $0) }
      guard !texts.isEmpty else { return [] }
      return [
        .html("dt") { Element.html("bdi") { note.reason.prefix(1).uppercased() + note.reason.dropFirst() } },
        Element("dd", children: texts),
      ]
    }
    let list: Element? = notes.isEmpty ? nil : .html("dl", Attribute("class", "notes")) { notes }
    return [table, LXCFSPart(session: session).table, list].compactMap { $0.map(Node.element) }
  }

  /// The table; what is unknown is named in one row.
  private var table: Element {
    let host = session.header.host
    let environment = host.environment
    let rows: [(String, String?)] = [
      ("Host", host.name), ("Kernel", host.kernelRelease), ("Kernel build", host.kernelVersion),
      ("Architecture", host.machine), ("Environment", environment.words),
      ("How that is known", environment.evidence.isEmpty ? nil : environment.evidence.joined(separator: "; ")),
      ("RAM", session.ram?.text), ("Page size", host.pageSize.map { Bytes($0).text }),
      ("CPUs, online of possible", cpus(host)), ("NUMA nodes", host.numaNodes.map(String.init)),
      ("Levels of page tables", levels(host.memory)), ("Huge pages set aside", host.memory.hugePages?.text),
      ("Transparent huge pages", host.memory.transparentHugePages), ("Swap", swap(host.memory)),
      ("Control groups", host.memory.controlGroups.map { $0 == .hybrid ? "v1 and v2 (hybrid)" : $0.rawValue }),
      ("Thread stacks inside VmallocUsed (VMAP_STACK)", stacks(host.vmapStack)),
      ("Booted", host.bootTime.map { CivilTime(milliseconds: $0).iso8601 }), ("Boot id", host.bootID),
      ("Boots in this session", boots),
    ]
    // Most hosts have neither, which is not worth a row.
    let special = [
      environment.cloud.map { ("Cloud, by the firmware", $0) },
      environment.lxcfs
        ? ("LXCFS serves /proc/meminfo", "yes: some counters are the container's, others the host's") : nil,
    ].compactMap(\.self)
    let unknown = rows.filter { $0.1 == nil }.map(\.0)
    let known = rows.compactMap { name, value in value.map { (name, $0) } } + special
    let last = unknown.isEmpty ? [] : [("Unknown", unknown.joined(separator: "; "))]
    return Table(
      caption: "The recorded host", head: [],
      rows: (known + last).map { name, value in [[.text(name)], [.element(.html("bdi") { value })]] }
    ).element
  }

  private func cpus(_ host: HostFacts) -> String? {
    guard host.onlineCPUs != nil || host.possibleCPUs != nil else { return nil }
    return "\(host.onlineCPUs.map(String.init) ?? "unknown") of \(host.possibleCPUs.map(String.init) ?? "unknown")"
  }

  private func levels(_ memory: MemorySetup) -> String? {
    memory.pageTableLevels.map { "\($0)" + (memory.pageTableLevelsSource.map { ", by \($0)" } ?? "") }
  }

  /// `4.00 GiB on partition, zram; zswap on`.
  private func swap(_ memory: MemorySetup) -> String? {
    guard let total = memory.swap else { return nil }
    guard total > .zero else { return "none" }
    let kinds = memory.swapKinds.isEmpty ? "" : " on " + memory.swapKinds.joined(separator: ", ")
    return total.text + kinds + (memory.zswap.map { $0 ? "; zswap on" : "; zswap off" } ?? "")
  }

  private func stacks(_ fact: VmapStack) -> String? {
    fact.value.map { ($0 ? "yes" : "no") + (fact.source.map { ", from \($0)" } ?? "") }
  }

  private var boots: String? {
    let ids = Set(session.parts.compactMap(\.header.host.bootID))
    return ids.isEmpty ? nil : String(ids.count)
  }
}
