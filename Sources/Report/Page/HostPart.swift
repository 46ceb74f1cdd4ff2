import KernelMemory
import Markup

/// What is known of the recorded host, with its evidence.
struct HostPart {
  let session: Session

  /// The table; unknown facts say so.
  var table: Element {
    let host = session.header.host
    let environment = host.environment
    let rows: [(String, String?)] = [
      ("Host", host.name), ("Kernel", host.kernelRelease), ("Kernel build", host.kernelVersion),
      ("Architecture", host.machine), ("Environment", environment.words),
      ("How that is known", environment.evidence.isEmpty ? nil : environment.evidence.joined(separator: "; ")),
      (
        "LXCFS serves /proc/meminfo",
        environment.lxcfs ? "yes: some counters are the container's, others the host's" : "no"
      ),
      ("RAM", session.ram?.text), ("Page size", host.pageSize.map { Bytes($0).text }),
      ("CPUs, online of possible", cpus(host)), ("NUMA nodes", host.numaNodes.map(String.init)),
      ("Thread stacks inside VmallocUsed (VMAP_STACK)", stacks(host.vmapStack)),
      ("Booted", host.bootTime.map { CivilTime(milliseconds: $0).iso8601 }), ("Boot id", host.bootID),
      ("Boots in this session", boots),
    ]
    return Table(
      caption: "The recorded host", head: [],
      rows: rows.map { name, value in [[.text(name)], [.element(.html("bdi") { value ?? "unknown" })]] }
    ).element
  }

  private func cpus(_ host: HostFacts) -> String? {
    guard host.onlineCPUs != nil || host.possibleCPUs != nil else { return nil }
    return "\(host.onlineCPUs.map(String.init) ?? "unknown") of \(host.possibleCPUs.map(String.init) ?? "unknown")"
  }

  private func stacks(_ fact: VmapStack) -> String? {
    fact.value.map { ($0 ? "yes" : "no") + (fact.source.map { ", from \($0)" } ?? "") }
  }

  private var boots: String? {
    let ids = Set(session.parts.compactMap(\.header.host.bootID))
    return ids.isEmpty ? nil : String(ids.count)
  }
}
