import Analysis
import KernelMemory

/// Who was recorded, when and how.
struct Heading {
  let session: Session
  /// The user's own.
  let title: String?

  /// `Kernel memory of web-17`, or the user's title.
  var text: String {
    if let title { return title }
    let host = session.header.host.name.map { "Kernel memory of \($0)" } ?? "Kernel memory"
    return session.header.label.map { "\(host): \($0)" } ?? host
  }

  /// What a tab, a bookmark or a search of a ticket's files shows: verdict, host and day.
  func title(_ verdict: Verdict) -> String {
    let day = session.times.first.map { " · \(CivilTime(milliseconds: $0).day)" } ?? ""
    return "\(verdict.symbol) \(verdict.word) · \(text)\(day)"
  }

  /// Time, length, samples, kernel, environment, a phrase each.
  var facts: [String] {
    var facts: [String] = []
    if let first = session.times.first, let last = session.times.last {
      facts.append(Heading.range(first, last) + local(first, last))
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

  /// ` (23:39:00–23:40:14 local, UTC+01:00)`; of more than a day the distance alone, for clocks are set; empty where it is not known.
  private func local(_ first: Int64, _ last: Int64) -> String {
    let host = session.header.host
    guard let from = host.local(first), let to = host.local(last), let words = host.wordsOfOffset else { return "" }
    return last - first > 86_400_000
      ? " (local time began at \(words))" : " (\(from.clock)–\(to.clock) local, \(words))"
  }

  /// `22 Nov 2026, 22:39:00–22:40:14 UTC`.
  private static func range(_ first: Int64, _ last: Int64) -> String {
    let from = CivilTime(milliseconds: first)
    let to = CivilTime(milliseconds: last)
    let end = from.day == to.day ? to.clock : "\(to.day), \(to.clock)"
    return "\(from.day), \(from.clock)\(from.day == to.day ? "–" : " – ")\(end) UTC"
  }
}
