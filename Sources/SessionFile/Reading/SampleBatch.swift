import KernelMemory

/// Samples on their way from lines to a visitor, some hundred at a time, one column after the other.
///
/// The samples are those of neighbouring lines. A counter's column has a slot; further columns come before them.
struct SampleBatch {
  /// The columns that are no counters.
  enum Place {
    /// The samples' wall times.
    static let time = 0
    /// The times since the header's start, absent where the lines have none.
    static let elapsed = 1
    /// Where each line begins, counted in bytes from the input's begin.
    static let offset = 2
    /// What nobody wants.
    static let unwanted = 3
    /// The first slot's.
    static let slots = 4
  }

  /// How many slots there are.
  let slots: Int
  /// Slots of which only some samples' values are here; the others are absent.
  let sparse: [Int]
  /// How many samples fit.
  let capacity: Int
  /// How many there are.
  private(set) var count = 0
  /// How many there were before them.
  private(set) var passed: Int
  /// The number of the first sample's line.
  private(set) var line = 0
  /// Rows whose sparse values were read, in order.
  private(set) var completed: [Int] = []
  /// Whether all numbers were given as digits, fifteen at most: then no value is negative or too large.
  private(set) var isPlain = true
  /// A column behind the other, ``capacity`` values each.
  private(set) var values: [Int64]

  /// Values in a batch; they stay in the processor's cache.
  private static let size = 8192

  /// Makes an empty batch for samples with so many slots, whose values are absent unless they are set.
  init(slots: Int, sparse: [Int] = [], after passed: Int = 0) {
    self.passed = passed
    self.slots = slots
    self.sparse = sparse
    // An odd number: columns a power of two apart would fight for the same lines of the cache.
    capacity = max(1, min(511, SampleBatch.size / (Place.slots + slots)) - 1) | 1
    values = [Int64](repeating: Column.absent, count: capacity * (Place.slots + slots))
  }

  var isFull: Bool { count == capacity }

  /// Where a slot's values begin.
  func start(slot: Int) -> Int { (Place.slots + slot) * capacity }

  func time(_ row: Int) -> Int64 { values[Place.time * capacity + row] }

  func elapsed(_ row: Int) -> Int64? {
    let value = values[Place.elapsed * capacity + row]
    return value == Column.absent ? nil : value
  }

  func offset(_ row: Int) -> Int64 { values[Place.offset * capacity + row] }

  /// A sample's value in a slot.
  subscript(slot: Int, row: Int) -> Int64 {
    get { values[start(slot: slot) + row] }
    set { values[start(slot: slot) + row] = newValue }
  }

  /// Whether a slot's value was looked for in a sample's line.
  func isRead(_ slot: Int, _ row: Int) -> Bool { !sparse.contains(slot) || completed.contains(row) }

  /// The values in a slot of some samples.
  subscript(slot: Int, rows: Range<Int>) -> ArraySlice<Int64> { values[range(slot: slot, rows)] }

  /// Where in ``values`` those of a slot and some samples are.
  func range(slot: Int, _ rows: Range<Int>) -> Range<Int> {
    let start = start(slot: slot)
    return (start + rows.lowerBound)..<(start + rows.upperBound)
  }

  /// Lets all samples go.
  mutating func removeAll() {
    for slot in sparse { for row in completed { self[slot, row] = Column.absent } }
    completed.removeAll(keepingCapacity: true)
    passed += count
    count = 0
    isPlain = true
  }

  /// Reads sample lines, one after the other, while there is room and they are samples.
  ///
  /// - Parameters:
  ///   - first: The number of the first of them.
  ///   - read: Reads one line into a row, where `values` has its columns, and says what it came to.
  @inline(__always)
  mutating func fill(
    line first: Int, _ read: (_ values: inout MutableSpan<Int64>, _ row: Int) -> SampleLine.Reading
  ) {
    let capacity = capacity
    var row = count
    var isPlain = isPlain
    do {
      var target = values.mutableSpan
      loop: while row < capacity {
        switch read(&target, row) {
        case .none: break loop
        case .odd: isPlain = false
        case .plain: break
        }
        row += 1
      }
    }
    if count == 0 { line = first }
    count = row
    self.isPlain = isPlain
  }

  /// Reads the sparse columns of some rows' first and last and of some between them, and of all where one of these lacks a value that
  /// can be.
  ///
  /// And of all where times do not increase: then some of the samples will be dropped, and others be the first or last.
  ///
  /// - Parameters:
  ///   - rows: Rows that were read without them.
  ///   - read: Reads the whole line of a row again, given where the line begins in the input.
  mutating func complete(
    _ rows: Range<Int>, _ read: (_ values: inout MutableSpan<Int64>, _ row: Int, _ place: Int) -> SampleLine.Reading
  ) {
    guard !rows.isEmpty, !sparse.isEmpty else { return }
    let isOrdered = isOrdered(rows)
    let last = rows.upperBound - 1
    let step = CounterTrack.step(after: passed + rows.lowerBound)
    let next = (passed + rows.lowerBound) / step * step + step - passed
    let some = [rows.lowerBound] + stride(from: next, to: last, by: step) + (last > rows.lowerBound ? [last] : [])
    for pass in [some, Array(rows)] {
      for row in pass {
        let place = Int(offset(row))
        var target = values.mutableSpan
        if read(&target, row, place) != .plain { isPlain = false }
      }
      let isLacking = pass.contains { row in
        sparse.contains { !(0...SessionLimits.value).contains(self[$0, row]) }
      }
      guard isLacking || !isOrdered, pass.count < rows.count else {
        completed += pass
        break
      }
    }
  }

  /// Where in ``values`` what says the time of some samples is, which are plain: the time since the start, where they have it.
  func clock(_ rows: Range<Int>) -> Range<Int> {
    let place = values[Place.elapsed * capacity + rows.lowerBound] == Column.absent ? Place.time : Place.elapsed
    return (place * capacity + rows.lowerBound)..<(place * capacity + rows.upperBound)
  }

  private func isOrdered(_ rows: Range<Int>) -> Bool {
    guard isPlain else {
      return rows.dropFirst().allSatisfy { (elapsed($0) ?? time($0)) > (elapsed($0 - 1) ?? time($0 - 1)) }
    }
    let clock = values.span.extracting(clock(rows))
    var isOrdered = true
    for row in 1..<max(1, clock.count) where clock[row] <= clock[row - 1] { isOrdered = false }
    return isOrdered
  }
}
