extension Array {
  /// The first position whose element fulfils a condition that all later ones fulfil too; `count` where none does.
  @inlinable package func partitionPoint(_ isFulfilled: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isFulfilled(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
