/// Order statistics.
enum Order {
  /// The value of a rank, by quickselect: linear on average; the array is reordered.
  static func select(_ values: inout [Double], rank: Int) -> Double {
    var values = values.mutableSpan
    var low = 0
    var high = values.count - 1
    while low < high {
      let pivot = middle(values[low], values[(low + high) / 2], values[high])
      var i = low
      var j = high
      while i <= j {
        while values[i] < pivot { i += 1 }
        while values[j] > pivot { j -= 1 }
        if i <= j {
          values.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if rank <= j {
        high = j
      } else if rank >= i {
        low = i
      } else {
        return values[rank]
      }
    }
    return values[rank]
  }

  /// The median; the mean of the middle two for an even number, 0 for none.
  static func median(_ values: [Double]) -> Double { quantile(values, 0.5) }

  /// A quantile with linear interpolation between ranks; 0 for no values.
  static func quantile(_ values: [Double], _ share: Double) -> Double {
    guard !values.isEmpty else { return 0 }
    var copy = values
    let place = share * Double(values.count - 1)
    let rank = Int(place)
    let lower = select(&copy, rank: rank)
    guard place > Double(rank) else { return lower }
    var upper = Double.infinity
    for value in copy[(rank + 1)...] { upper = min(upper, value) }
    return lower + (upper - lower) * (place - Double(rank))
  }

  /// The standard deviation that a normal sample with this median absolute deviation would have.
  static func deviation(_ values: [Double], around centre: Double? = nil) -> Double {
    let middle = centre ?? median(values)
    return 1.4826 * median(values.map { abs($0 - middle) })
  }

  private static func middle(_ a: Double, _ b: Double, _ c: Double) -> Double { max(min(a, b), min(max(a, b), c)) }
}
