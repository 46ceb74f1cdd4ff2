import Analysis
import KernelMemory

/// The five-second table on a terminal: as many columns as fit, the least telling ones dropped first.
struct TextTable {
  let findings: Findings
  let style: TextStyle

  private struct Cells {
    let name: String
    let spark: Column?
    let verdict: Verdict
    let now: String
    let change: String
    let slope: String
    let share: String
  }

  /// The lines of the table.
  var text: String {
    let rows = findings.dimensions.map(cells)
    let name = rows.map(\.name.columns).max() ?? 0
    let columns: [(head: String, texts: [String])] = [
      ("At the end", rows.map(\.now)), ("Change", rows.map(\.change)),
      ("Per \(Pace(findings.session).noun)", rows.map(\.slope)), ("Of RAM", rows.map(\.share)),
    ]
    let widths = columns.map { column in ([column.head] + column.texts).map(\.columns).max() ?? 0 }
    let fixed = name + 2 + 9
    var count = columns.count
    while count > 1, fixed + widths.prefix(count).reduce(0, { $0 + $1 + 2 }) + 10 > style.width { count -= 1 }
    let used = fixed + widths.prefix(count).reduce(0) { $0 + $1 + 2 }
    let spark = min(40, max(0, style.width - used - 2))
    var text = "".padded(name) + (spark > 0 ? "  " + heading(spark).padded(spark) : "") + "  Verdict  "
    for index in 0..<count { text += "  " + columns[index].head.aligned(widths[index]) }
    text = style.strong(text) + "\n"
    for (number, row) in rows.enumerated() {
      text += row.name.padded(name)
      if spark > 0 { text += "  " + picture(row, width: spark) }
      text += "  " + style.colour("\(row.verdict.symbol) \(row.verdict.rawValue)".padded(9), row.verdict)
      for index in 0..<count { text += "  " + columns[index].texts[number].aligned(widths[index]) }
      text += "\n"
    }
    return text
  }

  private func heading(_ width: Int) -> String {
    ["This session", "Session"].first { $0.columns <= width } ?? ""
  }

  private func picture(_ row: Cells, width: Int) -> String {
    guard let column = row.spark else { return "not reported".cut(width).padded(width) }
    let isSupply = Dimension(rawValue: row.name)?.isSupply ?? false
    return TextSparkline(column, times: findings.session.times, width: width, isSupply: isSupply).text
  }

  private func cells(_ finding: Finding) -> Cells {
    let name = finding.dimension.name
    guard let numbers = finding.statistics else {
      return Cells(
        name: name, spark: nil, verdict: finding.verdict, now: "–", change: "–", slope: "–", share: "–")
    }
    let now = Bytes(kibibytes: numbers.last)
    return Cells(
      name: name, spark: findings.session.column(name), verdict: finding.verdict, now: now.text,
      change: Bytes(kibibytes: numbers.change).signedText, slope: Figures.slope(finding.shape, Pace(findings.session)),
      share: Figures.share(now, of: findings.session.wholeRAM))
  }
}

extension String {
  fileprivate func cut(_ width: Int) -> String { columns <= width ? self : String(prefix(max(0, width - 1))) + "…" }
}
