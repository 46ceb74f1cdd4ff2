import Analysis
import KernelMemory
import Markup

/// Who holds the memory of one dimension: the owners that changed most, and the largest.
struct OwnersTable {
  let finding: Finding
  /// The times of the snapshots, for the sparklines.
  private var times: [Int64] { finding.ownership?.snapshotTimes ?? [] }

  /// Rows of a table.
  private static let limit = 8
  private static let cgroupLimit = 5

  /// The tables and their notes; empty where no snapshot tells.
  var content: [Node] {
    guard let ownership = finding.ownership, !OwnersTable.rows(ownership.owners, OwnersTable.limit).isEmpty else {
      return []
    }
    let cgroups = ownership.cgroups.filter { $0.last > 0 || $0.change ?? 0 != 0 }
    var nodes: [Node] = [
      .element(table(ownership.owners, OwnersTable.limit, caption: "Who holds \(finding.dimension.name)"))
    ]
    if !cgroups.isEmpty {
      nodes.append(
        .element(table(cgroups, OwnersTable.cgroupLimit, caption: "\(finding.dimension.name) charged to cgroups")))
    }
    let lines = ownership.codeLines.filter { $0.change ?? 0 > 0 || $0.last >= 1024 }
    if !lines.isEmpty {
      nodes.append(
        .element(table(lines, OwnersTable.limit, caption: "What allocates, by line of code (/proc/allocinfo)")))
    }
    nodes.append(.element(.html("p", Attribute("class", "note")) { notes(ownership) }))
    return [.element(Element("div", [Attribute("class", "owners")], children: nodes))]
  }

  private func table(_ owners: [OwnerChange], _ limit: Int, caption: String) -> Element {
    let shown = OwnersTable.rows(owners, limit)
    let isSingle = finding.ownership.map { $0.times.lowerBound == $0.times.upperBound } ?? true
    let hasPictures = times.count >= 3
    let noun = shown.first?.kind.noun ?? "Count"
    var head = [shown.first?.kind.title ?? "Owner"]
    head += isSingle ? ["Now"] : ["At the start", isAtEnd ? "At the end" : "At its extreme", "Change", "Of the change"]
    head.append(noun)
    let hasUse = shown.contains { $0.used != nil }
    if hasUse { head.append("In use") }
    if hasPictures { head.append("Over time") }
    let rows = shown.map { owner -> [[Node]] in
      let about = owner.isEstimated ? "≈ " : ""
      func text(_ kib: Int64?) -> Node { .text(kib.map { about + Bytes(kibibytes: $0).text } ?? "–") }
      var row: [[Node]] = [[.element(.html("bdi") { owner.name })]]
      if isSingle {
        row.append([text(owner.last)])
      } else {
        row += [[text(owner.first)], [text(owner.last)]]
        row.append([.text(owner.change.map { about + Bytes(kibibytes: $0).signedText } ?? "–")])
        row.append([.text(owner.share.map(Phrase.percent) ?? "–")])
      }
      row.append([.text(OwnersTable.count(owner))])
      if hasUse { row.append([.text(OwnersTable.use(owner))]) }
      if hasPictures { row.append(picture(owner).map { [.element($0)] } ?? []) }
      return row
    }
    let numbers = 1..<((isSingle ? 3 : 6) + (hasUse ? 1 : 0))
    return Table(caption: caption, head: head, rows: Array(rows), numbers: Set(numbers)).element
  }

  /// Those that moved; the three largest where none did, or where there is nothing to compare with.
  private static func rows(_ owners: [OwnerChange], _ limit: Int) -> [OwnerChange] {
    let moved = owners.prefix(limit).filter { $0.change ?? 0 != 0 || $0.countChange ?? 0 != 0 }
    guard moved.isEmpty else { return moved }
    return Array(owners.filter { $0.last > 0 || $0.lastCount ?? 0 > 0 }.sorted { $0.last > $1.last }.prefix(3))
  }

  /// Whether the second snapshot is the session's last.
  private var isAtEnd: Bool { finding.ownership.map { $0.times.upperBound >= times.last ?? .max } ?? true }

  /// `41,200 → 52,318`, or `52,318` where it did not change.
  private static func count(_ owner: OwnerChange) -> String {
    guard let last = owner.lastCount else { return "–" }
    guard let first = owner.firstCount, first != last else { return Int(last).grouped }
    return "\(Int(first).grouped) → \(Int(last).grouped)"
  }

  /// `93 %`: the rest are free slots.
  private static func use(_ owner: OwnerChange) -> String {
    guard let used = owner.used, owner.last > 0 else { return "–" }
    return Phrase.percent(Double(used) / Double(owner.last))
  }

  private func picture(_ owner: OwnerChange) -> Element? {
    let values = owner.history.map { $0 ?? Column.absent }
    guard values.count == times.count, values.count(where: { $0 != Column.absent }) >= 3 else { return nil }
    return OwnerSparkline(
      name: owner.name, times: times, values: values, colour: finding.dimension.lineColour
    ).picture
  }

  private func notes(_ ownership: Ownership) -> String {
    let from = CivilTime(milliseconds: ownership.times.lowerBound)
    let to = CivilTime(milliseconds: ownership.times.upperBound)
    let isSingle = ownership.times.lowerBound == ownership.times.upperBound
    let when =
      isSingle
      ? "From a snapshot at \(from.clock)."
      : "From snapshots at \(from.day == to.day ? from.clock : "\(from.shortDay) \(from.clock)") and \(from.day == to.day ? to.clock : "\(to.shortDay) \(to.clock)")."
    let still = ownership.owners.count(where: { $0.change == 0 && $0.countChange ?? 0 == 0 && $0.last > 0 })
    let others = isSingle || still == 0 ? [] : ["\(Phrase.count(still, "other owner")) did not move."]
    return ([when] + others + OwnerNotes(dimension: finding.dimension, ownership: ownership).sentences).joined(
      separator: " ")
  }
}
