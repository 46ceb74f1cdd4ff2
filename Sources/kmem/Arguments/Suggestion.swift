import Storage

/// What a word that was typed wrong may have been.
enum Suggestion {
  /// The word that is nearest, where no more than a third of its letters were typed wrong; nil where none is.
  static func nearest(to word: String, of words: [String]) -> String? {
    let near = words.map { (word: $0, distance: distance(word, $0)) }.min { $0.distance < $1.distance }
    guard let near, near.distance * 3 <= max(near.word.count, 3) else { return nil }
    return near.word
  }

  /// Whether a plain file has this name.
  static func isFile(_ path: String) -> Bool { FileIdentity(path) != nil }

  /// How many letters are to be put in, left out, replaced or swapped with their neighbour.
  ///
  /// Optimal string alignment (Boytsov, Indexing methods for approximate dictionary searching, 2011, section 2.1).
  private static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left), Array(right))
    var rows = [Array(0...right.count)]
    for (row, letter) in left.enumerated() {
      var next = [row + 1]
      for (column, other) in right.enumerated() {
        var least = min(rows[row][column + 1] + 1, next[column] + 1, rows[row][column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          least = min(least, rows[row - 1][column - 1] + 1)
        }
        next.append(least)
      }
      rows.append(next)
    }
    return rows[left.count][right.count]
  }
}
