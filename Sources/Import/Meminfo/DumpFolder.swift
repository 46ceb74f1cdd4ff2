import Glibc
import KernelMemory
import Storage

/// A folder of dumps of /proc/meminfo, one a file, whose names hold their times.
struct DumpFolder {
  /// The dumps in the order of their times.
  private(set) var dumps: [(path: String, time: Int64)] = []

  /// What was left out.
  private(set) var remarks: [String] = []

  /// Lists a folder; nil where the path is none.
  init?(_ path: String) throws(SessionError) {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
    for name in try Folder(path).names where !name.hasPrefix(".") {
      if let time = TimeLine.inName(name) {
        dumps.append((path + "/" + name, time))
      } else {
        remarks.append("\(name) has no time in its name; it was left out")
      }
    }
    dumps.sort { ($0.time, $0.path) < ($1.time, $1.path) }
    if dumps.isEmpty {
      throw SessionError(
        "no file in it has a name that holds a time", file: path,
        mend: "name the dumps by their time, as meminfo-2026-11-22T03:11:20Z")
    }
  }
}

extension TimeLine {
  /// The time that a file's name holds: `meminfo-2026-11-22T03:11:20Z.txt`, `20261122-031120`, `meminfo.1795387029.gz`.
  static func inName(_ path: String) -> Int64? {
    let name = path.split(separator: "/").last ?? Substring(path)
    var start = name.startIndex
    while let first = name[start...].firstIndex(where: \.isASCIIDigit) {
      let rest = name[first...]
      let end = rest.firstIndex { !($0.isASCIIDigit || "TZ:+-_.".contains($0)) } ?? rest.endIndex
      var candidate = rest[..<end]
      while !candidate.isEmpty {
        let digits = candidate.prefix(while: \.isASCIIDigit)
        let isEpoch = digits.count == candidate.count || candidate.dropFirst(digits.count).first == "."
        if isEpoch ? (10...13).contains(digits.count) : digits.count == 4 || digits.count == 8,
          let found = TimeLine(text: candidate)
        {
          return found.time
        }
        candidate.removeLast()
      }
      start = rest.firstIndex { !$0.isASCIIDigit } ?? rest.endIndex
    }
    return nil
  }
}
