import Storage

/// Whose values are taken where an input may hold those of several hosts: the one that the user names, else the only one.
struct HostChoice {
  private let wanted: String?
  private let file: String?
  private var hosts: Set<String> = []
  private var first: String?

  init(_ options: ImportOptions, file: String?) {
    wanted = options.host
    self.file = file
  }

  /// Whether a host's values are kept.
  mutating func takes(_ host: String) -> Bool {
    if hosts.count < 10_000 { hosts.insert(host) }
    let chosen = wanted ?? first ?? host
    first = first ?? host
    return host == chosen
  }

  /// The host whose values were kept; nil where there are none.
  var name: String? { wanted ?? first.flatMap { $0.isEmpty ? nil : $0 } }

  /// Refuses several hosts of which none was chosen, and a choice that is not there.
  func check() throws(SessionError) {
    let some = hosts.sorted().prefix(12).joined(separator: ", ") + (hosts.count > 12 ? ", …" : "")
    if let wanted {
      guard hosts.contains(wanted) || hosts.isEmpty else {
        throw SessionError("nothing in it is of host \(wanted)", file: file, mend: "the hosts are \(some)")
      }
    } else if hosts.count > 1 {
      throw SessionError(
        "it holds \(hosts.count) hosts\(hosts.count == 10_000 ? " or more" : ""): \(some)", file: file,
        mend: "choose one, as --host \(hosts.sorted()[0])")
    }
  }
}
