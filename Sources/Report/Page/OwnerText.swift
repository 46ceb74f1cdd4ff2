import Analysis
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

  /// `About dentry`.
  var heading: String {
    guard let owner else { return "" }
    return "About \(owner.key == "slab:negative_dentries" ? "negative dentries" : String(name(owner)))"
  }

  /// The text; empty where nothing is known of the owner.
  var content: [Node] {
    guard let owner else { return [] }
    let slots = [
      // Only letters that a shell takes as they are: the name may come from a hostile file.
      "owner": String(owner.key.drop { $0 != ":" }.dropFirst()),
      "owner_count": owner.lastCount.map { String($0) } ?? "unknown",
      "owner_process": owner.process.flatMap { $0 > 0 ? String($0) : nil } ?? "PID",
    ]
    return fragment.content(.owner, key: owner.key, slots: slots)
  }

  private func name(_ owner: OwnerChange) -> Substring {
    guard let aliases = owner.name.firstRange(of: " (also ") else { return owner.name[...] }
    return owner.name[..<aliases.lowerBound]
  }
}
