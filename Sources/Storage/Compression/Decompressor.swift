/// A library's decompressor, fed and emptied a piece at a time.
protocol Decompressor: ~Copyable {
  /// Decompresses from the input's range into the output from a position on, and takes what it used off the range.
  ///
  /// - Parameters:
  ///   - input: The packed bytes, those that are left in the range.
  ///   - range: Where they are.
  ///   - output: Where the plain bytes go.
  ///   - start: From where on.
  ///   - isEnd: Whether nothing follows the range.
  /// - Returns: What came of it.
  mutating func step(
    _ input: [UInt8], _ range: inout Range<Int>, _ output: inout [UInt8], _ start: Int, isEnd: Bool
  ) -> DecompressorStep
}
