import KernelMemory
import ReportTemplates
import Testing

@testable import Report

/// Marks of charts stand out from paper by 3:1 and words by 4.5:1, in both themes (WCAG 2.2, 1.4.11 and 1.4.3).
@Suite struct ContrastTests {
  private static let papers = ["#ffffff", "#0d1117"]

  /// Relative luminance of `#rrggbb`.
  private static func luminance(_ colour: String) -> Double {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    let parts = [value >> 16, value >> 8 & 255, value & 255].map { part -> Double in
      let share = Double(part) / 255
      guard share > 0.04045 else { return share / 12.92 }
      // x to the power of 2.4, by x² and the fifth root of x², which Newton finds.
      let base = (share + 0.055) / 1.055
      var root = 1.0
      for _ in 0..<60 { root -= (root * root * root * root * root - base * base) / (5 * root * root * root * root) }
      return base * base * root
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private static func contrast(_ one: String, _ other: String) -> Double {
    let (low, high) = (min(luminance(one), luminance(other)), max(luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
  }

  @Test func theMeasureIsTheStandards() {
    #expect(abs(Self.contrast("#000000", "#ffffff") - 21) < 0.001)
    #expect(abs(Self.contrast("#777777", "#ffffff") - 4.478) < 0.001)
  }

  /// Lines, edges of bands and keys are drawn in one tone for both themes.
  @Test(arguments: Dimension.allCases, papers) func linesStandOut(dimension: Dimension, paper: String) {
    #expect(Self.contrast(dimension.lineColour, paper) >= 3)
  }

  @Test(arguments: ["rest", "processes", "huge", "cache"], papers) func partsOfTheBarStandOut(
    key: String, paper: String
  ) {
    let part = MemoryMap.Part(name: key, kibibytes: 1, key: key, dimension: nil)
    #expect(Self.contrast(MemoryBar.colour(part), paper) >= 3)
  }

  /// What the style sheet recolours by theme: marks and words.
  @Test func theStyleSheetsInksStandOut() throws {
    let file = try #require(ReportTemplates.files.first { $0.name == "style.css" })
    let style = String(decoding: file.bytes, as: UTF8.self)
    let themes = style.matches(of: /:root \{([^}]*)\}/).map { match in
      Dictionary(
        match.1.matches(of: /--([a-z]+): (#[0-9a-f]{6})/).map { (String($0.1), String($0.2)) }, uniquingKeysWith: { $1 }
      )
    }
    #expect(themes.count == 3)
    for theme in themes {
      let paper = try #require(theme["paper"])
      for name in ["ink", "muted", "normal", "watch", "problem", "link"] {
        let ink = try #require(theme[name])
        #expect(Self.contrast(ink, paper) >= 4.5, "\(name) on \(paper)")
      }
    }
    for ink in [Ink.ink, Ink.muted, Ink.problem, Ink.watch] { #expect(Self.contrast(ink, Ink.paper) >= 4.5) }
  }
}
