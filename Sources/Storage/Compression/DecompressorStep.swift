/// What a step of a decompressor came to.
enum DecompressorStep {
  /// So many bytes were written.
  case bytes(Int)
  /// Nothing was written yet; more input is needed.
  case more
  /// Everything was read.
  case end
  /// The data are cut short or wrong; so many bytes were still written.
  case damaged(String, Int)
}
