import ArgumentParser
import Glibc
import Report

/// When verdicts are coloured: `auto` on a terminal, unless `NO_COLOR` is set (no-color.org) or the terminal is dumb.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never

  /// The style of a text for standard output, or for a file.
  func style(isStandardOutput: Bool) -> TextStyle {
    let isTerminal = isStandardOutput && isatty(STDOUT_FILENO) == 1
    let isWanted =
      switch self {
      case .always: true
      case .never: false
      case .auto: isTerminal && ColorChoice.variable("NO_COLOR") == nil && ColorChoice.variable("TERM") != "dumb"
      }
    return TextStyle(width: ColorChoice.width(isTerminal: isTerminal), isColoured: isWanted)
  }

  /// `COLUMNS`, as the terminal's, or 80.
  private static func width(isTerminal: Bool) -> Int {
    if let columns = variable("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    guard isTerminal, unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// An environment variable; nil where it is not set or empty.
  private static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }
}
