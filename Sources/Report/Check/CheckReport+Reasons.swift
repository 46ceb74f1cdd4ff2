import Comparison
import KernelMemory

extension CheckReport {
  /// What to know beside the findings, a sentence each, without a trailing period.
  package var reasons: [String] { check.reasons.map(sentence) }

  private func sentence(_ reason: CheckReason) -> String {
    switch reason {
    case .notComparable(let obstacle): "cannot be compared: " + CheckReport.phrase(obstacle)
    case .leftOut(let count, let first, let obstacle):
      (count == 1
        ? "\(first) was left out: " : "\(count) earlier sessions were left out, the first, \(first), because: ")
        + CheckReport.phrase(obstacle)
    case .oneNight:
      "there is one earlier session, and nobody knows yet by how much runs of this job differ; from three on kmem does"
    case .newKernel(let kernel, let before):
      "the kernel \(kernel) is new\(before.map { " (before: \($0))" } ?? ""): levels are not judged, what the run adds is"
    case .kernelSince(let kernel, let nights):
      "levels are judged against the \(nights == 1 ? "one earlier session" : "\(nights) earlier sessions") with the kernel \(kernel)"
    case .coldCaches: "caches started far below the usual, as after a reboot: what counts is where they end"
    case .accepted(let night): "the levels were accepted with \(night), and there is no session since to judge them by"
    case .missing(let dimension): "\(dimension.name) is not reported any more"
    case .restricted: "only what was asked for is judged"
    }
  }

  private static func phrase(_ obstacle: Comparability.Obstacle) -> String {
    switch obstacle {
    case .fewSamples(let count): "\(count) samples are too few, \(RunSummary.fewest) are needed"
    case .failed(let status): "the command failed with exit status \(status)"
    case .noCounter: "no counter that is compared is reported"
    case .ram(let ram, let usual): "RAM is \(ram.text), and was \(usual.text)"
    case .cpus(let count, let usual): "\(count) possible CPUs, and \(usual) before"
    case .label(let label, let usual): "the label is \(quoted(label)), and was \(quoted(usual))"
    case .command(let command, let usual): "the command is \(quoted(command)), and was \(quoted(usual))"
    case .short(let length, let usual):
      "it ran for \(CivilTime.duration(milliseconds: length)), usual are \(CivilTime.duration(milliseconds: usual))"
    case .noNight: "no earlier session fits"
    }
  }

  private static func quoted(_ text: String?) -> String { text.map { "“\($0)”" } ?? "none" }
}
