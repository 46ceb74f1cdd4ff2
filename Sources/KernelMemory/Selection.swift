/// Order statistics without sorting, in linear time on average.
///
/// Source: C. A. R. Hoare, "Algorithm 65: Find", 1961.
public enum Selection {
  /// The element that would stand at `rank` if the values were sorted; nil for no values or a rank outside.
  ///
  /// The values are reordered: those before `rank` are not larger, those after it not smaller.
  public static func element(_ rank: Int, of values: inout [Int64]) -> Int64? {
    guard values.indices.contains(rank) else { return nil }
    var low = 0
    var high = values.count - 1
    while low < high {
      let pivot = middle(values[low], values[low + (high - low) / 2], values[high])
      var left = low
      var right = high
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if rank <= right { high = right } else if rank >= left { low = left } else { break }
    }
    return values[rank]
  }

  private static func middle(_ a: Int64, _ b: Int64, _ c: Int64) -> Int64 { max(min(a, b), min(max(a, b), c)) }
}
