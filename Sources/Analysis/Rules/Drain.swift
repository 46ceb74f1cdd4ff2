import KernelMemory

/// How fast something lowers MemAvailable, and for how long that has been seen.
struct Drain {
  /// KiB an hour, the estimate.
  var slope: Double
  /// The lower end of its 95 % interval.
  var low: Double
  /// The upper end of its 95 % interval.
  var high: Double

  /// Two that go on together.
  static func + (left: Drain, right: Drain) -> Drain {
    Drain(slope: left.slope + right.slope, low: left.low + right.low, high: left.high + right.high)
  }

  /// So many times the rate.
  func times(_ factor: Double) -> Drain { Drain(slope: slope * factor, low: low * factor, high: high * factor) }

  init(slope: Double, low: Double, high: Double) {
    self.slope = slope
    self.low = low
    self.high = high
  }

  /// A rise that lowers MemAvailable as it goes; nil unless it is certain.
  init?(_ trend: Trend?) {
    guard let trend, trend.low > 0 else { return nil }
    self.init(slope: trend.slope, low: trend.low, high: trend.high)
  }
}

extension Evidence {
  /// No forecast goes farther ahead than so many times the growth that was seen.
  static let horizon = 20.0

  /// What a leaking dimension takes from MemAvailable by itself; nil where it takes nothing that is certain.
  ///
  /// SReclaimable counts as available (`mm/show_mem.c`, si_mem_available), so that Slab takes what SUnreclaim does.
  private func ownDrain(_ dimension: Dimension) -> Drain? {
    switch dimension {
    case .sReclaimable, .memAvailable: return nil
    case .slab:
      guard series[.sUnreclaim] != nil else { return isLeaking(.slab) ? Drain(shapes[.slab]?.trend) : nil }
      return ownDrain(.sUnreclaim)
    default: return isLeaking(dimension) ? Drain(shapes[dimension]?.trend) : nil
    }
  }

  /// What all that leaks takes from MemAvailable, nothing counted twice.
  private var drains: Drain? {
    let slab = ownDrain(.slab)
    let vmalloc = ownDrain(.vmallocUsed)
    // Where stacks lie inside VmallocUsed they are in its growth.
    let isInside = vmalloc != nil && session.header.host.vmapStack.value != false
    let parts = [slab, vmalloc, isInside ? nil : ownDrain(.kernelStack), ownDrain(.pageTables), ownDrain(.percpu)]
    return parts.compactMap(\.self).reduce(nil) { sum, part in sum.map { $0 + part } ?? part }
  }

  /// The rate that MemAvailable falls at because of a leaking dimension; nil where the dimension takes nothing from it.
  ///
  /// MemAvailable's own, where its fall is certain and the kernel's growth is most of it; else what grows. A dimension that is not most of
  /// the growth stands for itself alone.
  func drain(of dimension: Dimension) -> Drain? {
    guard let own = ownDrain(dimension) else { return nil }
    guard let all = drains, own.slope >= 0.5 * all.slope else { return own }
    guard let fall = shapes[.memAvailable]?.trend, fall.high < 0, let supply = series[.memAvailable],
      fall.last >= supply.count - 1, all.slope >= 0.5 * -fall.slope
    else { return all }
    return Drain(slope: -fall.slope, low: -fall.high, high: -fall.low)
  }

  /// How long a dimension's growth was seen, hours.
  func seen(_ dimension: Dimension) -> Double {
    guard let trend = shapes[dimension]?.trend, let series = series[dimension] else { return 0 }
    return Double(series.times[trend.last] - series.times[trend.first]) / 3_600_000
  }

  /// The least rise that is worth a verdict, kB: a ten-thousandth of RAM, and more than the noise of the series.
  func floor(_ dimension: Dimension) -> Double { max(0.0001 * (ram ?? 0), 2 * (shapes[dimension]?.noise ?? 0)) }

  /// Whether a rise is too small to matter on this host: little of RAM, and not on its way to another limit that it foretells.
  func isImmaterial(_ dimension: Dimension) -> Bool {
    guard let change = change(of: dimension, during: dimension), abs(change) < floor(dimension) else { return false }
    return dimension != .kernelStack || !reaches(dimension).contains { $0.limit != .memAvailable && $0.isCertain }
  }

  /// How a leak weighs: by how soon the first limit is reached at its rate.
  ///
  /// A quarter of a year is longer than most hosts run between two updates: what takes more can wait to be looked at.
  func severity(_ dimension: Dimension) -> Verdict {
    if isImmaterial(dimension) { return .normal }
    guard let hours = reaches(dimension).first?.hours else {
      return dimension == .sReclaimable || series[.memAvailable] != nil ? .watch : .problem
    }
    // A two-thousandth of RAM within a record that is too short to tell of the end is worth a look, and no alarm.
    let rise = abs(change(of: dimension, during: dimension) ?? .infinity)
    if rise < 0.0005 * (ram ?? 0), !reaches(dimension).contains(where: \.isCertain) { return .watch }
    return hours.likely <= 24 * 91 ? .problem : .watch
  }
}
