import KernelMemory
import Testing

@Suite struct CounterTrackTests {
  /// Whatever is given, the first and the last stay, and what is kept is bounded by the logarithm of the record's length.
  @Test(arguments: [1, 3, 16, 1000]) func keepsFewOfMany(stride: Int) {
    var track = CounterTrack()
    let last = 1_000_000 / stride * stride
    for sample in Swift.stride(from: 0, through: last, by: stride) { track.append(Int64(sample), at: sample) }
    #expect(track.ends == CounterEnds(first: 0, last: Int64(last)))
    #expect(track.samples.count < 2600)
    #expect(zip(track.samples, track.samples.dropFirst()).allSatisfy { $0 < $1 })
    for sample in Swift.stride(from: 0, through: last, by: 997) {
      let near = Int(track.value(near: sample) ?? .max)
      #expect(abs(near - sample) <= max(stride, sample / 250))
    }
  }

  @Test func samplesThatDoNotFollowArePassedOver() {
    var track = CounterTrack()
    #expect(track.ends == nil && track.value(near: 0) == nil)
    track.append(5, at: 3)
    track.append(6, at: 3)
    track.append(7, at: 2)
    #expect(track.samples == [3] && track.values == [5])
    #expect(track.value(near: 0) == 5 && track.value(near: 9) == 5)
  }

  @Test func goesOnWithAnotherSession() {
    var track = CounterTrack()
    track.append(1, at: 0)
    track.append(2, at: 4)
    var next = CounterTrack()
    next.append(3, at: 1)
    track.append(next, from: 5)
    #expect(track.samples == [0, 4, 6] && track.values == [1, 2, 3])
    // Of two that are as near the earlier one.
    #expect([0, 2, 3, 5, 6].map { track.value(near: $0) } == [1, 1, 2, 2, 3])
  }
}
