/// Takes the names of people, hosts and programs out of a session; the kernel's facts stay.
///
/// The same original has the same pseudonym everywhere: `host-1`, `label-1`, `mark-1`, `command-1`, `boot-1`, `file-1`,
/// `process-1`, `cgroup-1`, `map-1`, `shared-memory-1`. Names of slab caches, callers of vmalloc and kernel threads are the kernel's.
/// Numbers are given in the order in which the originals appear.
package struct Redaction: Sendable {
  /// What is looked for in texts, by its first character, longer originals first, so that none is missed inside another.
  private var candidates: [Unicode.Scalar: [(original: [Unicode.Scalar], pseudonym: String)]] = [:]
  private var known: [String: String] = [:]
  private var counts: [String: Int] = [:]

  /// Learns the names of a session.
  package init(_ session: Session) {
    for header in [session.header] + session.parts.map(\.header) {
      for fact in HostFact.all {
        if case .name(let kind) = fact.redaction { learn(header.host[fact]?.text, kind) }
      }
      learn(header.label, .label)
    }
    for event in session.events {
      switch event.kind {
      case .mark(let text): learn(text, .mark)
      case .commandStart(let text): learn(text, .command)
      case .gap, .suspend, .clockJump, .columnChange, .reboot, .commandEnd, .cost, .end: break
      }
    }
    for remark in session.remarks { learn(remark.file, .file) }
    for list in session.owners.flatMap(\.lists) { learn(list) }
    for process in session.owners.flatMap(\.processes) {
      learn(process.name, .process)
      learn(process.parentName, .process)
      if process.cgroup != "/" { learn(process.cgroup, .cgroup) }
    }
    for first in candidates.keys { candidates[first]?.sort { $0.original.count > $1.original.count } }
  }

  private mutating func learn(_ original: String?, _ kind: Pseudonym) {
    guard let original, !original.isEmpty, known[original] == nil else { return }
    counts[kind.rawValue, default: 0] += 1
    let pseudonym = "\(kind.rawValue)-\(counts[kind.rawValue] ?? 0)"
    known[original] = pseudonym
    // Names of programs are everyday words, which other texts use as such.
    guard ![.process, .cgroup, .map, .shared].contains(kind) else { return }
    lookFor(original, pseudonym)
    if kind == .file, let name = original.split(separator: "/").last, name != original {
      lookFor(String(name), pseudonym)
    }
  }

  private mutating func learn(_ list: OwnerList) {
    let kind: Pseudonym =
      switch list.kind {
      case .cgroups, .slab: .cgroup
      case .percpu: .map
      case .threads, .pageTables, .processMemory, .descriptors, .vmalloc, .codeLines: .process
      case .sharedMemory: .shared
      }
    for name in OwnerSnapshot(time: 0, reason: .period, lists: [list]).givenNames { learn(name, kind) }
    for owner in list.owners where list.kind == .slab { learn(owner.memoryCgroup, .cgroup) }
  }

  private mutating func lookFor(_ original: String, _ pseudonym: String) {
    let scalars = Array(original.unicodeScalars)
    if let first = scalars.first { candidates[first, default: []].append((scalars, pseudonym)) }
  }

  /// The session with pseudonyms, also inside the texts that speak of the originals.
  package func callAsFunction(_ session: Session) -> Session {
    var session = session
    session.header = redacted(session.header)
    for index in session.parts.indices { session.parts[index].header = redacted(session.parts[index].header) }
    for index in session.events.indices { session.events[index].kind = redacted(session.events[index].kind) }
    for index in session.remarks.indices {
      session.remarks[index].text = text(session.remarks[index].text)
      session.remarks[index].file = session.remarks[index].file.map(name)
    }
    for index in session.owners.indices { session.owners[index] = redacted(session.owners[index]) }
    return session
  }

  private func redacted(_ snapshot: OwnerSnapshot) -> OwnerSnapshot {
    var snapshot = snapshot.renaming(name)
    snapshot.remarks = snapshot.remarks.map(text)
    for list in snapshot.lists.indices where snapshot.lists[list].kind == .slab {
      for index in snapshot.lists[list].owners.indices {
        let owner = snapshot.lists[list].owners[index]
        guard let cgroup = owner.memoryCgroup else { continue }
        snapshot.lists[list].owners[index].name = owner.name.dropLast(cgroup.count + 1) + name(cgroup) + ")"
      }
    }
    return snapshot
  }

  private func redacted(_ header: SessionHeader) -> SessionHeader {
    var header = header
    header.label = header.label.map(name)
    header.recorder = text(header.recorder)
    for fact in HostFact.all {
      switch fact.redaction {
      case .kept: continue
      case .name: header.host[fact] = header.host[fact]?.mapTexts(name)
      case .text: header.host[fact] = header.host[fact]?.mapTexts(text)
      case .parameters: header.host[fact] = header.host[fact]?.mapTexts(KernelCommandLine.redacted)
      }
    }
    return header
  }

  private func redacted(_ kind: SessionEvent.Kind) -> SessionEvent.Kind {
    switch kind {
    case .mark(let text): .mark(name(text))
    case .commandStart(let text): .commandStart(name(text))
    case .end(let reason): .end(reason: text(reason))
    case .gap, .suspend, .clockJump, .columnChange, .reboot, .commandEnd, .cost: kind
    }
  }

  private func name(_ original: String) -> String { original.isEmpty ? "" : known[original] ?? "redacted" }

  /// A text with the originals that stand in it as whole words replaced, the longest first.
  package func text(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var position = 0
    while position < scalars.count {
      let found = candidates[scalars[position]]?.first { $0.original.stands(at: position, in: scalars) }
      result.append(contentsOf: found?.pseudonym.unicodeScalars ?? String(scalars[position]).unicodeScalars)
      position += found?.original.count ?? 1
    }
    return String(result)
  }
}

extension Owner {
  /// The cgroup that a slab cache is named after, as `12:web.service` in `dentry(12:web.service)` on kernels before 5.9.
  fileprivate var memoryCgroup: String? {
    guard name.hasSuffix(")"), let open = name.firstIndex(of: "(") else { return nil }
    let inside = name[name.index(after: open)...].dropLast()
    return inside.first?.isNumber == true && inside.contains(":") ? String(inside) : nil
  }
}

extension [Unicode.Scalar] {
  /// Whether this stands at a position of a text, without a letter or digit beside it.
  fileprivate func stands(at position: Int, in text: [Unicode.Scalar]) -> Bool {
    let end = position + count
    guard end <= text.count, text[position..<end].elementsEqual(self) else { return false }
    return !(position > 0 && text[position - 1].isWord) && !(end < text.count && text[end].isWord)
  }
}

extension Unicode.Scalar {
  fileprivate var isWord: Bool { properties.isAlphabetic || ("0"..."9").contains(self) }
}
