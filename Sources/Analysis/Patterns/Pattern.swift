/// The main thing that a series does; the raw value is the name in the findings' JSON.
package enum Pattern: String, CaseIterable, Sendable, Hashable {
  /// Around one level.
  case steady
  /// A rise after the start that has levelled off.
  case warmUp = "warm_up"
  /// Up and down again and again: a saw-tooth or a wave.
  case cyclic
  /// A rise that goes on at the end of the record.
  case growth
  /// A sustained rise that ended before the end of the record.
  case growthStopped = "growth_stopped"
  /// A lasting shift to a higher level.
  case stepUp = "step_up"
  /// A lasting shift to a lower level.
  case stepDown = "step_down"
  /// A fall that goes on at the end of the record.
  case decline
  /// A short excursion upwards that returned.
  case spike
  /// A short excursion downwards that returned.
  case drop
  /// Too short, too gappy or too noisy to say.
  case insufficient
  /// The kernel or the source does not report the counter.
  case absent
}
