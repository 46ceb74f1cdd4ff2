/// A line for a shell, and what it tells.
struct ShellLine: Hashable {
  /// The line, with its numbers filled in.
  let text: String
  /// What it shows, a few words.
  let purpose: String

  init(_ text: String, _ purpose: String) {
    self.text = text
    self.purpose = purpose
  }
}
