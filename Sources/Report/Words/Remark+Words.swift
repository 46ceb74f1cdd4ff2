import KernelMemory

extension Remark {
  /// The remark as a sentence, with its place and how often it was met.
  var sentence: String {
    let place = [file, line.map { "line \($0)" }].compactMap { $0 }.joined(separator: ", ")
    let times =
      count > 1
      ? " (\(count.grouped) times\(place.isEmpty ? "" : ", first at \(place)"))"
      : place.isEmpty ? "" : " (\(place))"
    return text + times + "."
  }
}
