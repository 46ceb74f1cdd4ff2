/// Where one regime ends and another begins.
enum Segmentation {
  /// Shifts and kinks in one list, in order and without repeats; a kink next to a shift is part of it.
  static func merged(_ shifts: [Int], _ kinks: [Int], within distance: Int) -> [Int] {
    var result = shifts.sorted()
    for kink in kinks.sorted() where !result.contains(where: { abs($0 - kink) <= distance }) { result.append(kink) }
    return result.sorted()
  }
}
