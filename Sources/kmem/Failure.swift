import Analysis
import ArgumentParser
import Import
import Markup
import Report
import Storage

/// Turns errors into one line on standard error and an exit status.
enum Failure {
  /// Runs the body; an error of ours is written as `kmem: …` and ends with its exit status.
  static func report(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as SessionError {
      throw exit(error.guessed.description, error.exitCode)
    } catch let error as TemplateError {
      throw exit(error.description, 2)
    } catch let error as PolicyError {
      throw exit(error.description, 2)
    } catch let error as MarkupError {
      throw exit("the report breaks its own grammar and was not written: \(error); please report this", 70)
    }
  }

  private static func exit(_ text: String, _ status: Int32) -> ExitCode {
    Diagnostics.write(text)
    return ExitCode(status)
  }
}
