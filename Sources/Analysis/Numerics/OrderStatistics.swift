/// Order statistics.
package enum OrderStatistics {
  /// The value of a rank, by quickselect: linear on average; the array is reordered.
  ///
  /// No value before the rank `first` may be larger than one from it on, as after a selection of that rank.
  static func select(_ values: inout [Double], rank: Int, from first: Int = 0) -> Double {
    var values = values.mutableSpan
    var low = first
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
  package static func median(_ values: [Double]) -> Double { quantile(values, 0.5) }

  /// A quantile with linear interpolation between ranks; 0 for no values.
  static func quantile(_ values: [Double], _ share: Double) -> Double {
    var copy = values
    return quantile(of: &copy, share)
  }

  /// The same for an array that may be reordered; for a higher quantile after a lower one it need not begin before that.
  static func quantile(of values: inout [Double], _ share: Double, after lower: Double = 0) -> Double {
    guard !values.isEmpty else { return 0 }
    let place = share * Double(values.count - 1)
    let rank = Int(place)
    let low = select(&values, rank: rank, from: Int(lower * Double(values.count - 1)))
    guard place > Double(rank) else { return low }
    var upper = Double.infinity
    let span = values.span
    for index in (rank + 1)..<span.count { upper = min(upper, span[index]) }
    return low + (upper - low) * (place - Double(rank))
  }

  /// The standard deviation that a normal sample with this median absolute deviation would have.
  package static func deviation(_ values: [Double], around centre: Double? = nil) -> Double {
    let middle = centre ?? median(values)
    return 1.4826 * median(values.map { abs($0 - middle) })
  }

  private static func middle(_ a: Double, _ b: Double, _ c: Double) -> Double { max(min(a, b), min(max(a, b), c)) }
}
