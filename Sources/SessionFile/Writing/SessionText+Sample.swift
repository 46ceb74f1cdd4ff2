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
  package static func appendSample(
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
    append(order.positions, of: values, to: &buffer)
    buffer.append(UInt8(ascii: "]"))
    buffer.append(UInt8(ascii: "\n"))
  }

  /// Appends a number's digits, or `null`.
  package static func append(_ value: Int64, to buffer: inout [UInt8]) {
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { text in
      let end = unsafe write(value, to: text, at: 0)
      unsafe buffer.append(contentsOf: UnsafeBufferPointer(rebasing: text[..<end]))
    }
  }

  /// Appends a comma and a number for each position; the text is put together on the stack, in runs.
  private static func append(_ positions: [Int], of values: [Int64], to buffer: inout [UInt8]) {
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1000) { text in
      var end = 0
      for position in positions {
        if end + 1 + longest > text.count {
          unsafe buffer.append(contentsOf: UnsafeBufferPointer(rebasing: text[..<end]))
          end = 0
        }
        unsafe text[end] = UInt8(ascii: ",")
        end = unsafe write(position < values.count ? values[position] : Column.absent, to: text, at: end + 1)
      }
      unsafe buffer.append(contentsOf: UnsafeBufferPointer(rebasing: text[..<end]))
    }
  }

  /// The most bytes that a number has: a sign and 19 digits.
  private static var longest: Int { 20 }

  /// Writes a number or `null` into a text that has room for it, and gives the place behind it.
  private static func write(_ value: Int64, to text: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> Int {
    var start = start
    guard value != Column.absent else {
      for byte in "null".utf8 {
        unsafe text[start] = byte
        start += 1
      }
      return start
    }
    if value < 0 {
      unsafe text[start] = UInt8(ascii: "-")
      start += 1
    }
    var rest = value.magnitude
    var end = start + 1
    var bound: UInt64 = 10
    while rest >= bound {
      end += 1
      // The largest magnitude has 19 digits, and ten times the last bound still fits.
      bound *= 10
    }
    var place = end
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      place -= 1
      unsafe text[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    } while rest > 0
    return end
  }
}
