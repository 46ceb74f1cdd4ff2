import KernelMemory
import Markup

/// Whether the samples can be trusted: how many came, how late, what is missing, what was odd.
struct RecordingPart {
  let session: Session

  /// The table and the remarks.
  var content: [Node] {
    let table = Table(
      caption: "The recording", head: [],
      rows: rows.map { name, value in [[.text(name)], [.text(value ?? "unknown")]] }
    ).element
    var seen: Set<String> = []
    let missed = session.owners.flatMap(\.remarks).filter { seen.insert($0).inserted }.prefix(10).map { Remark($0) }
    let remarks = (session.remarks.prefix(40) + missed).map { remark in
      Element.html("li") { Element.html("bdi") { remark.sentence } }
    }
    let list: Element =
      remarks.isEmpty
      ? .html("p") { "Nothing odd was met while the session was read." } : .html("ul") { remarks }
    return [.element(table), .element(list)]
  }

  private var rows: [(String, String?)] {
    let pauses = session.events.filter(\.isPause)
    let interval = session.usualInterval
    let span = (session.times.last ?? 0) - (session.times.first ?? 0)
    let expected = interval.map { span / max($0, 1) + 1 }
    let late = interval.flatMap { lateness($0) }
    let end = session.events.compactMap { event -> String? in
      if case .end(let reason) = event.kind { reason } else { nil }
    }.last
    return [
      ("Recorder", session.header.recorder),
      ("Samples, of expected", expected.map { "\(session.times.count.grouped) of \(Int($0).grouped)" }),
      ("Interval", interval.map { CivilTime.duration(milliseconds: $0) }),
      (
        "Steps off the interval by, 95 % at most",
        late.map { CivilTime.duration(milliseconds: $0) }
      ),
      ("Longest step", session.times.span.longestStep.map { CivilTime.duration(milliseconds: $0) }),
      ("Gaps and suspends", "\(pauses.count)"), ("Recordings in this session", "\(session.parts.count)"),
      ("Ended by", end ?? (isImport ? "not told by the source" : "no end event: still being recorded, or cut off")),
      ("The recorder's own cost", cost), ("Snapshots of the owners", owners),
    ]
  }

  /// Importers do not know the interval that was asked for, nor why the recording ended.
  private var isImport: Bool { session.header.interval == nil }

  /// `24 ms of CPU, 0.040 % of one core; 12.7 MiB of memory at most`; of all recordings in the session together.
  private var cost: String? {
    let costs = session.events.compactMap { event -> (cpu: Int64, memory: Bytes?)? in
      if case .cost(let cpu, let memory) = event.kind { (cpu, memory) } else { nil }
    }
    guard !costs.isEmpty else { return isImport ? "not told by the source" : nil }
    let cpu = costs.reduce(0.0) { $0 + Double($1.cpu) }
    let span = (session.times.last ?? 0) - (session.times.first ?? 0)
    var text = Decimal.fixed(cpu / 1000, places: 0) + " ms of CPU"
    if costs.count == session.parts.count, span > 0 {
      text += ", " + Decimal.fixed(cpu / Double(span) / 10, places: 3) + " % of one core"
    }
    return text + (costs.compactMap(\.memory).max().map { "; \($0.text) of memory at most" } ?? "")
  }

  /// `12, 4.1 ms of CPU each, 6.0 ms at most`, and what could not be read.
  private var owners: String {
    guard !session.owners.isEmpty else {
      return "none, so nobody is named as the owner of memory: kmem record takes them, and sees most as root"
    }
    let costs = session.owners.compactMap { $0.facts[.cost] }
    guard let most = costs.max() else { return "\(session.owners.count)" }
    func text(_ microseconds: Int64) -> String { Decimal.fixed(Double(microseconds) / 1000, places: 1) + " ms" }
    let mean = costs.reduce(0, +) / Int64(costs.count)
    return "\(session.owners.count), \(text(mean)) of CPU each, \(text(most)) at most"
  }

  /// How far off the interval the steps are, 95 % of them at most; nil where there are none.
  private func lateness(_ interval: Int64) -> Int64? {
    let times = session.times.span
    let late = [Int64](capacity: max(0, times.count - 1)) { late in
      for index in 1..<max(1, times.count) { late.append(abs(times[index] - times[index - 1] - interval)) }
    }
    return Selection.element(min(late.count - 1, late.count * 95 / 100), of: late)
  }
}
