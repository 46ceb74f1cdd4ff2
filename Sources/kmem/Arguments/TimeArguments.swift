import ArgumentParser
import Import

/// What times mean that do not say it all, and which host is wanted; told once for every command that reads inputs.
struct TimeArguments: ParsableArguments {
  @Option(help: "The time of what says none, or of its first sample: seconds since 1970, or 2026-11-22T03:11:20Z.")
  var time: String?

  @Option(
    help: ArgumentHelp("Between samples that say no time, such as 60s.", valueName: "length"),
    transform: DurationArgument.init(_:))
  var interval: DurationArgument?

  @Option(
    help: "The zone of times that name none: UTC, +02:00, Europe/Berlin. (default: UTC, with a remark)",
    transform: TimeArguments.rules)
  var zone: TimeZoneRules?

  @Option(help: "The host to take where an input holds several.")
  var host: String?

  /// The options of an import.
  var options: ImportOptions {
    var options = ImportOptions(tool: "kmem \(Version.full)", time: time.flatMap(TimeText.milliseconds))
    options.interval = interval?.milliseconds
    options.zone = zone
    options.host = host
    return options
  }

  func validate() throws {
    if let time, TimeText.milliseconds(time) == nil { throw ValidationError("--time: “\(time)” is not a time") }
  }

  /// Reads `UTC`, `+02:00` or `Europe/Berlin`.
  ///
  /// - Throws: Why it is no zone here, as a `ValidationError`.
  private static func rules(_ text: String) throws -> TimeZoneRules {
    if let rules = TimeZoneRules(text) { return rules }
    throw ValidationError(
      "no zone “\(text)” is in /usr/share/zoneinfo, which the package tzdata fills; write its distance from UTC, as +02:00"
    )
  }
}
