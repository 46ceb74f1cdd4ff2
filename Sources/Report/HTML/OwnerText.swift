import Analysis
import KernelMemory
import Markup

/// What is known of the owner that stands behind a dimension.
struct OwnerText {
  let finding: Finding
  let fragment: Fragment

  /// The owner that the text is about: the one that explains the change, else the largest.
  private var owner: OwnerChange? {
    guard let ownership = finding.ownership else { return nil }
    if let leader = ownership.leader { return leader.share ?? 0 >= 0.3 ? leader : nil }
    return ownership.owners.max { $0.last < $1.last }
  }

  /// `About dentry`; with the caches that share its slabs, for their texts stand below too.
  var heading: String {
    guard let owner else { return "" }
    if contents.count > 1 { return "About \(owner.name)" }
    return "About \(owner.key == "slab:negative_dentries" ? "negative dentries" : String(name(owner)))"
  }

  /// The texts; empty where nothing is known of the owner.
  var content: [Node] { contents.flatMap(\.self) }

  /// One text for the owner, and one for each cache of another sort that shares its slabs.
  private var contents: [[Node]] {
    guard let owner else { return [] }
    let slots = [
      // Only letters that a shell takes as they are: the name may come from a hostile file.
      "owner": String(owner.key.drop { $0 != ":" }.dropFirst()),
      "owner_count": owner.lastCount.map { String($0) } ?? "unknown",
      // One that has ended cannot be asked.
      "owner_process": owner.process.flatMap { $0 > 0 && !hasEnded(owner) ? String($0) : nil } ?? "PID",
    ]
    var contents: [[Node]] = []
    for key in [owner.key] + owner.sharedKeys.prefix(5) {
      let content = fragment.content(.owner, key: key, slots: slots)
      if !content.isEmpty, !contents.contains(content) { contents.append(content) }
    }
    return contents
  }

  /// Whether the last snapshot does not have the owner any more.
  private func hasEnded(_ owner: OwnerChange) -> Bool {
    guard let last = finding.ownership?.comparison.snapshots.last?[owner.kind] else { return false }
    return last.owner(owner.name).flatMap { last.value(.kib, of: $0) } ?? 0 == 0
  }

  private func name(_ owner: OwnerChange) -> Substring {
    guard let aliases = owner.name.firstRange(of: " (also ") else { return owner.name[...] }
    return owner.name[..<aliases.lowerBound]
  }
}
