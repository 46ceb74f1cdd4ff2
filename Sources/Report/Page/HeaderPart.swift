import Analysis
import KernelMemory
import Markup

/// Who was recorded, when and how; and the verdict in one sentence.
struct HeaderPart {
  let findings: Findings
  let title: String?

  private var session: Session { findings.session }

  /// `Kernel memory of web-17`, or the user's title.
  var heading: String {
    if let title { return title }
    let host = session.header.host.name.map { "Kernel memory of \($0)" } ?? "Kernel memory"
    return session.header.label.map { "\(host): \($0)" } ?? host
  }

  /// Time, length, samples, kernel, environment, a phrase each.
  var facts: [String] {
    var facts: [String] = []
    if let first = session.times.first, let last = session.times.last {
      facts.append(HeaderPart.range(first, last))
      facts.append(CivilTime.duration(milliseconds: last - first))
    }
    let every = session.usualInterval.map { " every \(CivilTime.duration(milliseconds: $0))" } ?? ""
    facts.append("\(session.times.count.grouped) sample\(session.times.count == 1 ? "" : "s")\(every)")
    let host = session.header.host
    if let release = host.kernelRelease {
      facts.append(["Linux", release, host.machine].compactMap { $0 }.joined(separator: " "))
    }
    facts.append(host.environment.words)
    if let cpus = host.onlineCPUs ?? host.possibleCPUs { facts.append("\(cpus) CPU\(cpus == 1 ? "" : "s")") }
    if let ram = session.ram { facts.append("\(ram.text) RAM") }
    return facts
  }

  /// The verdict's box.
  var verdict: Element {
    .html("div", Attribute("class", "headline \(findings.verdict.rawValue)")) {
      Element.html("p") {
        Element.html("strong", Attribute("class", "verdict \(findings.verdict.rawValue)")) {
          "\(findings.verdict.symbol) \(findings.verdict.word)."
        }
        " " + findings.headline.unbroken
      }
    }
  }

  /// `22 Nov 2026, 22:39:00–22:40:14 UTC`.
  private static func range(_ first: Int64, _ last: Int64) -> String {
    let from = CivilTime(milliseconds: first)
    let to = CivilTime(milliseconds: last)
    let end = from.day == to.day ? to.clock : "\(to.day), \(to.clock)"
    return "\(from.day), \(from.clock)\(from.day == to.day ? "–" : " – ")\(end) UTC"
  }
}

extension HostEnvironment {
  /// `KVM guest`, `docker container on a KVM guest`, `physical machine`, `environment unknown`.
  var words: String {
    let machine: String? =
      switch hypervisor {
      case nil: nil
      case "none"?: "physical machine"
      case let name?: "\(HostEnvironment.names[name] ?? name) guest"
      }
    guard let container, container != "none" else { return machine ?? "environment unknown" }
    let name = container == "other" ? "container of an unknown runtime" : "\(container) container"
    return name + (machine.map { " on a \($0)" } ?? "")
  }

  private static let names = [
    "kvm": "KVM", "qemu": "QEMU", "vmware": "VMware", "microsoft": "Hyper-V", "xen": "Xen", "wsl": "WSL",
    "oracle": "VirtualBox", "firecracker": "KVM (Firecracker)", "amazon": "Amazon EC2",
    "google": "Google Compute Engine",
    "parallels": "Parallels", "bhyve": "bhyve", "zvm": "z/VM", "powervm": "PowerVM",
  ]
}

extension Session {
  /// The RAM of the host: the header's, or what the last sample says.
  var ram: Bytes? {
    header.host.memTotal ?? ends(.memTotal).map { Bytes(kibibytes: $0.last) }
  }

  /// The RAM that the counters are part of; nil under LXCFS, where RAM is the container's limit and the counters are the host's.
  var wholeRAM: Bytes? { header.host.environment.lxcfs ? nil : ram }
}

extension Int {
  /// `86,400`.
  var grouped: String {
    var digits = String(magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits = String(digits.dropLast(3))
    }
    return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }
}
