import Markup

/// A table of a report: a caption for readers who cannot see, a head, and rows whose first cell may name them.
struct Table {
  /// What the table holds.
  let caption: String
  /// Column heads.
  let head: [String]
  /// Rows of cells.
  let rows: [[[Node]]]
  /// The columns, from 0, that hold numbers and are set to the right.
  var numbers: Set<Int> = []
  /// Whether the first cell of each row names it.
  var hasRowHeads = true

  /// The element.
  var element: Element {
    .html("table") {
      Element.html("caption") { caption }
      if !head.isEmpty {
        Element.html("thead") {
          Element.html("tr") {
            for (index, name) in head.enumerated() {
              Element("th", [Attribute("scope", "col")] + align(index), children: [.text(name)])
            }
          }
        }
      }
      Element.html("tbody") {
        for row in rows {
          Element.html("tr") {
            for (index, cell) in row.enumerated() {
              index == 0 && hasRowHeads
                ? Element("th", [Attribute("scope", "row")], children: cell)
                : Element("td", align(index), children: cell)
            }
          }
        }
      }
    }
  }

  private func align(_ index: Int) -> [Attribute] { numbers.contains(index) ? [Attribute("class", "number")] : [] }
}
