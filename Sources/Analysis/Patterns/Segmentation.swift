/// Where one regime ends and another begins, in the eyes of a reader.
struct Segmentation {
  /// The first positions of the new regimes, in order.
  let changePoints: [Int]

  /// Takes what the judgement rests on and, where that sees a steady course or a wave only, the description.
  ///
  /// A change that is only described is listed and alarms nobody: it is no event, and pattern and trend do not know it. It has to
  /// show in the noise and the range, and both regimes have to last.
  init(
    _ stretch: Stretch, _ bins: Bins, shifts: [Int], kinks: [Int], isCurved: Bool, range: Double,
    _ search: inout ModelSearch
  ) {
    let distance = max(2, stretch.count / 100)
    let judged = Segmentation.merged(shifts, kinks.map { bins.firsts[$0] }, within: distance)
    guard judged.isEmpty, !isCurved, let fit = search.described() else {
      changePoints = judged
      return
    }
    let noise = fit.variance.squareRoot()
    let material = max(stretch.material, 0.1 * range)
    let levels = LevelShifts(fit, bins, stretch, least: max(material, 1.5 * noise))
    let corners = Pieces(fit, bins.times).materialKinks(beyond: max(material, noise))
    let described = Segmentation.merged(
      levels.found.map(\.position) + levels.recovered, corners.map { bins.firsts[$0] }, within: distance)
    changePoints = described.filter { 10 * min($0, stretch.count - $0) >= stretch.count }
  }

  /// Shifts and kinks in one list, in order and without repeats; a kink next to a shift is part of it.
  private static func merged(_ shifts: [Int], _ kinks: [Int], within distance: Int) -> [Int] {
    var result = shifts.sorted()
    for kink in kinks.sorted() where !result.contains(where: { abs($0 - kink) <= distance }) { result.append(kink) }
    return result.sorted()
  }
}
