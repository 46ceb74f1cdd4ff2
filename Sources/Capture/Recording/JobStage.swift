/// What a recording around a command waits for.
enum JobStage {
  /// There is no command, or its recording is over.
  case none
  /// The time before the command.
  case before
  /// The command.
  case running
  /// The time after the command, since it ended.
  case after(ClockReading)
}
