import KernelMemory

/// The first line of sar's output: `Linux RELEASE (HOST) 	DATE 	_ARCH_	(N CPU)`.
struct SarHeader {
  /// What it says of the host.
  private(set) var host = HostFacts()

  /// The day of the first record; nil where it cannot be read.
  private(set) var day: CalendarDay?

  /// Reads the line; nil where it is none.
  init?(_ line: String) {
    let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
    guard words.count >= 4, words[0] == "Linux", words[2].hasPrefix("("), words[2].hasSuffix(")") else { return nil }
    host.kernelRelease = words[1]
    host.name = String(words[2].dropFirst().dropLast())
    day = words.dropFirst(3).lazy.compactMap { CalendarDay($0) }.first
    for word in words where word.hasPrefix("_") && word.hasSuffix("_") && word.count > 2 {
      host.machine = String(word.dropFirst().dropLast())
    }
    if let place = words.lastIndex(of: "CPU)"), place > 0, words[place - 1].hasPrefix("("),
      let count = Int(words[place - 1].dropFirst()), count > 0
    {
      host.onlineCPUs = count
    }
    guard day != nil || host.machine != nil else { return nil }
  }
}
