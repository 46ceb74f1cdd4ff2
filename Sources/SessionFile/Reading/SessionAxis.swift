import KernelMemory

/// Puts samples on the session's axis: wall time that neither a set clock nor a joined recording can bend backwards.
struct SessionAxis {
  /// Where a sample goes.
  enum Place: Equatable {
    /// At this time.
    case at(Int64)
    /// At the time of the sample before it: it adds nothing.
    case again
    /// Its clock went back by so much; it goes on by the usual interval, and so do all that follow.
    case back(at: Int64, by: Int64)
    /// Nowhere: clocks that went back again and again have pushed the axis out of the calendar.
    case beyond
  }

  /// The last sample's time on the axis.
  private(set) var last: Int64?

  private var start: Int64 = 0
  private var interval: Int64?
  private var offset: Int64 = 0
  private var lastRaw: Int64?
  /// The last few steps, for the usual interval where the header does not say it.
  private var steps: [Int64] = []
  private var oldest = 0

  /// A header begins a part.
  mutating func begin(_ header: SessionHeader) {
    start = header.start
    interval = header.interval
    offset = 0
    lastRaw = nil
    steps = []
    oldest = 0
  }

  /// The usual interval in milliseconds, as far as it is known by now.
  var usual: Int64 {
    if let interval { return interval }
    return steps.median ?? 1000
  }

  /// Places the next sample.
  mutating func place(time: Int64, elapsed: Int64?) -> Place {
    let raw = elapsed.map { start + $0 } ?? time
    guard raw + offset <= SessionLimits.times.upperBound else { return .beyond }
    defer { lastRaw = raw }
    guard let last else {
      self.last = raw
      return .at(raw)
    }
    let place = raw + offset
    if place == last { return .again }
    if place < last {
      let next = last + usual
      guard next <= SessionLimits.times.upperBound else { return .beyond }
      offset += next - place
      self.last = next
      return .back(at: next, by: place - next)
    }
    if let lastRaw, interval == nil { note(raw - lastRaw) }
    self.last = place
    return .at(place)
  }

  /// Places samples that just go on, each later than the one before it, as nearly all do; false where one does not, and then none is
  /// placed.
  mutating func goesOn(_ batch: SampleBatch, _ times: inout [Int64]) -> Bool {
    guard interval != nil, batch.isPlain, let last else { return false }
    let rows = batch.clock(0..<batch.count)
    let shift = (batch.elapsed(0) == nil ? 0 : start) + offset
    let clock = batch.values.span.extracting(rows)
    var before = last - shift
    for row in clock.indices {
      guard clock[row] > before else { return false }
      before = clock[row]
    }
    guard before + shift <= SessionLimits.times.upperBound else { return false }
    let first = times.count
    times += batch.values[rows]
    var placed = times.mutableSpan
    for index in first..<placed.count { placed[index] += shift }
    self.last = before + shift
    lastRaw = before + shift - offset
    return true
  }

  /// The time of an event on the axis.
  func time(_ time: Int64, elapsed: Int64?) -> Int64 { (elapsed.map { start + $0 } ?? time) + offset }

  private mutating func note(_ step: Int64) {
    guard step > 0 else { return }
    if steps.count < 15 {
      steps.append(step)
    } else {
      steps[oldest] = step
      oldest = (oldest + 1) % steps.count
    }
  }
}
