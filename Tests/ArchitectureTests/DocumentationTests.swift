import Testing

/// Whatever other modules may use says what it is; the linter looks only at what is public, and nothing here is.
@Suite struct DocumentationTests {
  @Test func packageDeclarationsAreDocumented() throws {
    var count = 0
    for file in Tree.files("Sources", endings: [".swift"]) {
      let lines = try Tree.text(file).split(separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated() where Self.isDeclaration(line) {
        count += 1
        let above = lines[..<number].last { !$0.drop { $0 == " " }.hasPrefix("@") } ?? ""
        #expect(above.drop { $0 == " " }.hasPrefix("///"), "\(file):\(number + 1) has no comment above it")
      }
    }
    #expect(count > 500)
  }

  /// Whether a line declares something for the package, leaving out extensions and what a protocol of Swift's own asks for.
  private static func isDeclaration(_ line: Substring) -> Bool {
    let words = line.split(separator: " ").drop { $0.hasPrefix("@") }
    guard words.first == "package", let next = words.dropFirst().first else { return false }
    return next != "import" && next != "extension" && !line.contains("init(from decoder")
  }
}
