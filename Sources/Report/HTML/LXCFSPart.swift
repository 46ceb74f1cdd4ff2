import KernelMemory
import Markup

/// Which counters are the container's and which are the host's where LXCFS serves /proc/meminfo.
struct LXCFSPart {
  let session: Session

  /// A row a counter.
  var table: Element? {
    guard session.header.host.environment.lxcfs else { return nil }
    return Table(
      caption: "Whose counters these are (LXCFS)", head: ["Counter", "Whose"],
      rows: LXCFSWords(session: session).scopes.map { [[.text($0.name)], [.text($0.scope.words)]] }
    ).element
  }
}
