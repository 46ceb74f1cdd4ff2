/// The events of a stretch: the transients and the lasting shifts that are large enough to be worth a word.
struct Happenings {
  /// By position.
  let events: [Event]
  /// The first positions of the new levels.
  let shifts: [Int]
  /// Whether the transients come like a clock.
  let isRegular: Bool

  /// Transients have to stand out of the noise by 6.5 deviations and shifts by 4, and both have to show in the whole range.
  ///
  /// More than a dozen transients are texture: none of them is an event.
  init(_ fit: Fit, _ bins: Bins, _ stretch: Stretch, _ transients: Transients, noise: Double, range: Double) {
    let levels = LevelShifts(fit, bins, stretch, least: max(stretch.material, 4 * noise, 0.08 * range))
    let long = levels.pulses.filter { abs($0.height) > max(6.5 * noise, 0.1 * range) }
    let short = transients.found.filter { abs($0.height) > 5 * noise }
    let pulses = Transients.Excursion.merged(short + long, within: max(3, stretch.count / 300))
    var events: [Event] = []
    isRegular = transients.isRegular
    if !isRegular, pulses.count <= 12 {
      events = pulses.map { pulse in
        Event(
          kind: pulse.height > 0 ? .spike : .drop, index: pulse.peak, extent: pulse.extent, before: pulse.level,
          peak: pulse.level + pulse.height, after: pulse.level, significance: abs(pulse.height) / max(noise, 1))
      }
    }
    events += levels.found.map { shift in
      Event(
        kind: shift.size > 0 ? .stepUp : .stepDown, index: shift.position, extent: shift.position...shift.position,
        before: shift.before, peak: shift.before + shift.size, after: shift.before + shift.size,
        significance: abs(shift.size) / max(noise, 1))
    }
    self.events = events.sorted { $0.index < $1.index }
    shifts = levels.found.map(\.position) + levels.recovered
  }
}
