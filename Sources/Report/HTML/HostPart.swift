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
    var rows: [(place: HostFact.Member, isRare: Bool, value: String?)] = [
      (HostFact.Member("Environment", 50), false, host.environment.words),
      (HostFact.Member("RAM", 70), false, session.ram?.text),
      (HostFact.Member("Boots in this session", 190), false, boots),
    ]
    for fact in HostFact.all {
      guard case .row(let place, let isRare, let text) = fact.words else { continue }
      rows.append((place, isRare, text(host)))
    }
    let sorted = rows.enumerated().sorted { ($0.element.place.rank, $0.offset) < ($1.element.place.rank, $1.offset) }
      .map(\.element)
    // Most hosts have no rare ones, which is not worth a row.
    let unknown = sorted.filter { $0.value == nil && !$0.isRare }.map(\.place.name)
    let known = sorted.compactMap { row in row.value.map { (row.place.name, $0) } }
    let last = unknown.isEmpty ? [] : [("Unknown", unknown.joined(separator: "; "))]
    return Table(
      caption: "The recorded host", head: [],
      rows: (known + last).map { name, value in [[.text(name)], [.element(.html("bdi") { value })]] }
    ).element
  }

  private var boots: String? {
    let ids = Set(session.parts.compactMap(\.header.host.bootID))
    return ids.isEmpty ? nil : String(ids.count)
  }
}
