import Foundation
import Testing

/// What the documents of the repository point to is there.
@Suite struct LinkTests {
  private static let documents =
    Tree.files(".", endings: [".md"]).map { String($0.dropFirst(2)) }

  @Test func thereAreDocuments() {
    for name in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "Examples/README.md"] {
      #expect(Self.documents.contains(name))
    }
  }

  /// Links to files and headings, from the folder of the document; those to the web are left alone.
  @Test(arguments: documents) func linksLeadSomewhere(document: String) throws {
    let text = try Tree.text(document)
    for link in Self.links(text) where !link.contains("://") && !link.hasPrefix("mailto:") && !link.hasPrefix("doc:") {
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let path = parts[0].isEmpty ? document : Self.resolved(parts[0], from: document)
      #expect(Tree.exists(path), "\(document) links to \(link), and there is no \(path)")
      guard parts.count > 1, path.hasSuffix(".md"), let target = try? Tree.text(path) else { continue }
      #expect(Self.anchors(target).contains(parts[1]), "\(document) links to \(link), and there is no such heading")
    }
  }

  /// Names of files and folders in code voice (`Sources/kmem/Version.swift`, `Tests/run`) in what explains the repository.
  @Test(arguments: ["README.md", "CONTRIBUTING.md", "SECURITY.md", "Fixtures/Fuzz/README.md"])
  func namedFilesAreThere(document: String) throws {
    let text = try Tree.text(document)
    for match in text.matches(of: /`((?:Sources|Tests|Templates|Fixtures|Examples|\.ci|\.github)\/[A-Za-z0-9_.+\/-]*)/)
    {
      #expect(Tree.exists(String(match.1)), "\(document) names \(match.1), which is not there")
    }
  }

  @Test func whatIsWrongIsSeen() {
    #expect(
      Self.links("[a](b.md) and ![c](d \"t\")\n```\n[x](y)\n```\n`[z](w)`\n\n[r]: q.md") == ["b.md", "d", "q.md"])
    #expect(Self.anchors("# A `b`, c\n## How to …\n```\n# no\n```").sorted() == ["a-b-c", "how-to-"])
    #expect(Self.resolved("../b/c.md", from: "a/d/e.md") == "a/b/c.md")
  }

  /// The targets of links and pictures, without code.
  private static func links(_ text: String) -> [String] {
    let prose = Self.prose(text).replacing(/`[^`\n]*`/, with: "")
    return prose.matches(of: /\]\(([^)\s]+)[^)]*\)/).map { String($0.1) }
      + prose.matches(of: /(?m)^\[[^\]]+\]:\s*(\S+)/).map { String($0.1) }
  }

  /// The names that GitHub gives to headings: lower case, letters, digits and hyphens.
  private static func anchors(_ text: String) -> [String] {
    prose(text).split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
      let words = line.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
      return String(words.compactMap { $0 == " " ? "-" : $0.isLetter || $0.isNumber || "-_".contains($0) ? $0 : nil })
    }
  }

  private static func prose(_ text: String) -> String { text.replacing(/(?ms)^```.*?^```/, with: "") }

  private static func resolved(_ path: String, from document: String) -> String {
    var folders = document.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = folders.popLast() } else { folders.append(String(part)) }
    }
    return folders.joined(separator: "/")
  }
}
