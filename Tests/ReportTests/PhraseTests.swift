import Testing

@testable import Report

@Suite struct PhraseTests {
  @Test(arguments: [
    (0.5, 0.7, "30 to 42 minutes"), (3.2, 3.9, "3 to 4 hours"), (4, 4, "4 hours"), (100, 1e30, "4 days or more"),
    (1e30, 1e300, "12006 months or more"),
  ])
  func spansOfHours(_ low: Double, _ high: Double, _ words: String) {
    #expect(Phrase.hours(low, high) == words)
  }

  /// One form for tables and sentences.
  @Test(arguments: [
    (0, "0 %"), (0.0004, "0.04 %"), (0.00999, "1.0 %"), (0.0123, "1.2 %"), (0.0994, "9.9 %"), (0.0996, "10 %"),
    (0.124, "12 %"), (1, "100 %"), (-0.0352, "-3.5 %"),
  ])
  func shares(_ share: Double, _ words: String) {
    #expect(Phrase.percent(share) == words)
  }
}
