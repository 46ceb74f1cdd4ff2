import Testing

@testable import kmem

@Suite struct SideBySideTests {
  private struct Failure: Error, Equatable {
    let number: Int
  }

  @Test func bothGiveWhatTheyCameTo() throws {
    for number in 0..<200 {
      let (first, second) = try SideBySide.run({ (0...number).reduce(0, +) }) { [number] }
      #expect(first == number * (number + 1) / 2)
      #expect(second == [number])
    }
  }

  @Test func errorsOfEitherComeThrough() {
    #expect(throws: Failure(number: 1)) { try SideBySide.run({ throw Failure(number: 1) }) { 2 } }
    #expect(throws: Failure(number: 2)) { try SideBySide.run({ 1 }) { throw Failure(number: 2) } }
    #expect(throws: Failure(number: 1)) {
      try SideBySide.run({ throw Failure(number: 1) }) { throw Failure(number: 2) }
    }
  }
}
