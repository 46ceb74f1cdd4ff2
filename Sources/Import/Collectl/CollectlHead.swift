import KernelMemory

/// What stands above collectl's records, and how it writes times.
enum CollectlHead {
  /// `# Host: vm …`, `# Kernel: 6.18 …`, `… TZ: +0000`.
  static func read(_ comment: String, _ host: inout HostFacts, _ options: inout ImportOptions) {
    let words = comment.split(separator: " ").map(String.init)
    for (word, next) in zip(words, words.dropFirst()) {
      switch word {
      case "Host:": host.name = next
      case "Kernel:": host.kernelRelease = next
      case "PageSize:": options.pageSize = Int64(next).flatMap { (512...1 << 24).contains($0) ? $0 : nil } ?? 4096
      case "TZ:" where options.zone == nil: options.zone = TimeZoneRules(next)
      default: break
      }
    }
  }

  /// The fields of a row.
  static func words(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "," || $0 == ";" || $0 == "\t" }.map(String.init)
  }

  /// `20261130 12:16:17.001`, or seconds since 1970.
  static func time(_ words: [String], isEpoch: Bool) -> TimeLine? {
    guard let day = words.first else { return nil }
    if isEpoch { return TimeLine(text: day) }
    guard words.count > 1 else { return nil }
    guard day.count == 8, day.allSatisfy(\.isASCIIDigit) else { return TimeLine(text: day + "T" + words[1]) }
    return TimeLine(text: "\(day.prefix(4))-\(day.dropFirst(4).prefix(2))-\(day.suffix(2))T\(words[1])")
  }
}
