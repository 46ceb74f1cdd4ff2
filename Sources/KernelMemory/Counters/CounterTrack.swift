/// Some of a counter's values, spread over a session: what is kept where its column is not.
///
/// The first and the last that were given are always among them. Between them neighbours lie no farther apart than needs be for some
/// hundred in each doubling of the record.
package struct CounterTrack: Sendable, Hashable {
  /// The samples' numbers, increasing.
  package private(set) var samples: [Int] = []

  /// kB (or a count), one a sample.
  package private(set) var values: [Int64] = []

  /// Makes an empty track.
  package init() {}

  /// Takes a value; the last one before it goes if it lies close behind another, and a sample that is not behind the last is passed
  /// over.
  package mutating func append(_ value: Int64, at sample: Int) {
    guard sample > samples.last ?? -1 else { return }
    let last = samples.count - 1
    if last > 0, samples[last] - samples[last - 1] < max(1, samples[last] / 256) {
      samples[last] = sample
      values[last] = value
    } else {
      samples.append(sample)
      values.append(value)
    }
  }

  /// Goes on with the track of a session that begins with a sample of this one.
  package mutating func append(_ next: CounterTrack, from first: Int) {
    samples += next.samples.map { $0 + first }
    values += next.values
  }

  /// How far apart the samples may be that are given after so many; a power of two.
  package static func step(after count: Int) -> Int {
    1 << (Int.bitWidth - 1 - max(1, count / 128).leadingZeroBitCount)
  }

  /// The first and the last value; nil where there are none.
  package var ends: CounterEnds? {
    guard let first = values.first, let last = values.last else { return nil }
    return CounterEnds(first: first, last: last)
  }

  /// The value of the nearest sample that has one, the earlier of two; nil where none has.
  package func value(near sample: Int) -> Int64? {
    let next = samples.partitionPoint { $0 >= sample }
    guard next > 0 else { return values.first }
    guard next < samples.count else { return values.last }
    return values[samples[next] - sample < sample - samples[next - 1] ? next : next - 1]
  }
}
