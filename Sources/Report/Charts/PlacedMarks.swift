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

  /// Gives each name the lowest row that has room: the worst news first, then what stands out, then what users noted.
  ///
  /// A line reaches up to its name, through the rows below it: it must cut no name there. From the right to the left most
  /// names find such a place, because they stand at the right of their lines.
  init(_ marks: [ChartMark], rows: Int, on axis: TimeAxis) {
    var named: [Place] = []
    var taken: [Range<Int>] = []
    var unnamed: [ChartMark] = []
    let ranked = marks.sorted { ($0.kind.rank, $1.time, $0.label) < ($1.kind.rank, $0.time, $1.label) }
    for mark in ranked {
      let x = axis.x(mark.time)
      let width = PlacedMarks.width(mark.label) + 80
      let isLeft = x + width > axis.right + 2100
      let range = isLeft ? x - width..<x : x..<x + width
      let row = (0..<rows).first { row in
        range.lowerBound >= 0
          && zip(named, taken).allSatisfy { place, other in
            place.row == row
              ? !other.overlaps(range)
              : place.row < row
                ? !other.contains(x) || other.lowerBound == x : !range.contains(place.x) || range.lowerBound == place.x
          }
      }
      guard let row else {
        unnamed.append(mark)
        continue
      }
      taken.append(range)
      named.append(Place(mark: mark, x: x, isLeft: isLeft, row: row))
    }
    self.named = named
    self.unnamed = unnamed
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
