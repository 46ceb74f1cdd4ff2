import KernelMemory

extension SessionText {
  /// Appends a sample's line to a buffer; allocates nothing once the buffer is large enough.
  ///
  /// - Parameters:
  ///   - time: Wall time in milliseconds since 1970-01-01T00:00Z.
  ///   - elapsed: Milliseconds since the header's start; written where the order has them, nil is `null`.
  ///   - tasks: The task count; written where the order has it, nil is `null`.
  ///   - values: A value a counter in the source's order, as ``ColumnOrder/init(_:counts:hasElapsed:hasTasks:)`` was told;
  ///     `Column.absent` is `null`, and so is what lies beyond the array's end.
  ///   - order: The order of the columns.
  ///   - buffer: Where the line goes, with its line feed.
  public static func appendSample(
    time: Int64, elapsed: Int64?, tasks: Int64?, values: [Int64], order: ColumnOrder, to buffer: inout [UInt8]
  ) {
    buffer.append(UInt8(ascii: "["))
    append(time, to: &buffer)
    if order.hasElapsed {
      buffer.append(UInt8(ascii: ","))
      append(elapsed ?? Column.absent, to: &buffer)
    }
    if order.hasTasks {
      buffer.append(UInt8(ascii: ","))
      append(tasks ?? Column.absent, to: &buffer)
    }
    for position in order.positions {
      buffer.append(UInt8(ascii: ","))
      append(position < values.count ? values[position] : Column.absent, to: &buffer)
    }
    buffer.append(UInt8(ascii: "]"))
    buffer.append(UInt8(ascii: "\n"))
  }

  /// Appends a number's digits, or `null`.
  static func append(_ value: Int64, to buffer: inout [UInt8]) {
    guard value != Column.absent else {
      buffer.append(UInt8(ascii: "n"))
      buffer.append(UInt8(ascii: "u"))
      buffer.append(UInt8(ascii: "l"))
      buffer.append(UInt8(ascii: "l"))
      return
    }
    if value < 0 { buffer.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = buffer.count
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
      rest = quotient
    } while rest > 0
    var low = start
    var high = buffer.count - 1
    while low < high {
      buffer.swapAt(low, high)
      low += 1
      high -= 1
    }
  }
}
