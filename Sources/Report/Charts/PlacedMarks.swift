/// Marks of one chart with places for their names above the plot, so that no two names overlap.
struct PlacedMarks {
  /// A mark whose name has a place.
  struct Place {
    let mark: ChartMark
    /// Tenths of a pixel.
    let x: Int
    /// Whether the name stands left of its line, for want of room at the right.
    let isLeft: Bool
    /// From the plot upwards.
    let row: Int
  }

  /// In the order of their weight.
  let named: [Place]
  /// Marks whose names have no room: their lines are drawn, and the table of events names them.
  let unnamed: [ChartMark]

  /// A name that looks for a row.
  private struct Name {
    let mark: ChartMark
    let x: Int
    let isLeft: Bool
    /// What it covers, from left to right.
    let range: Range<Int>

    init(_ mark: ChartMark, on axis: TimeAxis) {
      self.mark = mark
      x = axis.x(mark.time)
      let width = PlacedMarks.width(mark.label) + 80
      isLeft = x + width > axis.right + 2100
      range = isLeft ? x - width..<x : x..<x + width
    }
  }

  /// Takes names while all of them have room: the worst news first, then what stands out, then what users noted.
  init(_ marks: [ChartMark], rows: Int, on axis: TimeAxis) {
    let ranked = marks.sorted { ($0.kind.rank, $1.time, $0.label) < ($1.kind.rank, $0.time, $1.label) }
    var taken: [Name] = []
    var named: [Place] = []
    var unnamed: [ChartMark] = []
    for mark in ranked {
      let name = Name(mark, on: axis)
      if let places = PlacedMarks.places(taken + [name], rows: rows) {
        taken.append(name)
        named = places
      } else {
        unnamed.append(mark)
      }
    }
    self.named = named
    self.unnamed = unnamed
  }

  /// The lowest row for each name, in their order; nil where one has none.
  ///
  /// A line reaches up to its name, through the rows below it: it must cut no name there. Rows are given from the right to the left,
  /// because names stand at the right of their lines.
  private static func places(_ names: [Name], rows: Int) -> [Place]? {
    guard names.allSatisfy({ $0.range.lowerBound >= 0 }) else { return nil }
    var found: [(index: Int, row: Int)] = []
    for index in names.indices.sorted(by: { (names[$1].x, $0) < (names[$0].x, $1) }) {
      let name = names[index]
      let row = (0..<rows).first { row in
        found.allSatisfy { other in
          let (x, range) = (names[other.index].x, names[other.index].range)
          if other.row == row { return !range.overlaps(name.range) }
          if other.row < row { return !range.contains(name.x) || range.lowerBound == name.x }
          return !name.range.contains(x) || name.range.lowerBound == x
        }
      }
      guard let row else { return nil }
      found.append((index, row))
    }
    return found.sorted { $0.index < $1.index }.map { index, row in
      Place(mark: names[index].mark, x: names[index].x, isLeft: names[index].isLeft, row: row)
    }
  }

  /// How much room above a plot the names need, tenths of a pixel.
  var headroom: Int { 120 + (named.map(\.row).max().map { $0 + 1 } ?? 0) * 150 }

  /// What a caption says of names that have no room; nil where all have.
  var remark: String? {
    switch unnamed.count {
    case 0: nil
    case 1: "One mark has no room for its name here: see What happened when."
    case let count: "\(count.grouped) marks have no room for their names here: see What happened when."
    }
  }

  /// An estimate of a text's width at 11 px, tenths of a pixel: no font is known here.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      // Hangul, CJK and full-width forms, pictographs.
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        sum + 110
      default: sum + 64
      }
    }
  }
}
