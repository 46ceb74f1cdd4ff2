import Analysis
import KernelMemory

/// What the named slots of an interpretation text stand for in one dimension's section.
struct FragmentSlots {
  let finding: Finding
  let session: Session

  /// The texts by slot name; a name without a text is unknown.
  var texts: [String: String] {
    let host = session.header.host
    var slots = [
      "host": host.name, "kernel": host.kernelRelease, "hypervisor": host.environment.hypervisor,
      "container": host.environment.container, "possible_cpus": host.possibleCPUs.map(String.init),
      "online_cpus": host.onlineCPUs.map(String.init), "tasks": (session.ends(.tasks)?.last).map(String.init),
    ]
    if let numbers = finding.statistics {
      let now = Bytes(kibibytes: numbers.last)
      slots["now"] = now.text
      slots["change"] = Bytes(kibibytes: numbers.change).signedText
      if session.wholeRAM != nil { slots["share"] = Figures.share(now, of: session.wholeRAM) }
      slots["per_task"] = Figures.perTask(numbers.last, session)?.text
      slots["per_cpu"] = Figures.perPossibleCPU(numbers.last, session)?.text
    }
    return slots.compactMapValues { $0 }
  }
}
