/// Rows of the page in which several facts are said together.
extension HostFacts {
  /// `2 of 4`; nil where neither is known.
  var wordsOfCPUs: String? {
    guard onlineCPUs != nil || possibleCPUs != nil else { return nil }
    return "\(onlineCPUs.map(String.init) ?? "unknown") of \(possibleCPUs.map(String.init) ?? "unknown")"
  }

  /// `4, by CONFIG_PGTABLE_LEVELS in /proc/config.gz`.
  var wordsOfLevels: String? {
    memory.pageTableLevels.map { "\($0)" + (memory.pageTableLevelsSource.map { ", by \($0)" } ?? "") }
  }

  /// `4.00 GiB on partition, zram; zswap on`.
  var wordsOfSwap: String? {
    let memory = memory
    guard let total = memory.swap else { return nil }
    guard total > .zero else { return "none" }
    let kinds = memory.swapKinds.isEmpty ? "" : " on " + memory.swapKinds.joined(separator: ", ")
    return total.text + kinds + (memory.zswap.map { $0 ? "; zswap on" : "; zswap off" } ?? "")
  }

  /// `yes, from /proc/config.gz`.
  var wordsOfStacks: String? {
    vmapStack.value.map { ($0 ? "yes" : "no") + (vmapStack.source.map { ", from \($0)" } ?? "") }
  }

  /// `no limit` where fs.file-max is the greatest number, as systemd sets it.
  var wordsOfFileLimit: String? { self["file_max"]?.integer.map { $0 >= 1 << 62 ? "no limit" : String($0) } }

  /// `no`, or the number with the letters of its bits, `12289 (POE)`.
  ///
  /// Bits and letters as in Documentation/admin-guide/tainted-kernels.rst of 6.15; bits that it does not name have none.
  var wordsOfTaint: String? {
    guard let taint = self["tainted"]?.integer else { return nil }
    guard taint != 0 else { return "no" }
    let letters = "PFSRMBUDAWCIOELKXTNJ".enumerated().filter { taint >> $0.offset & 1 == 1 }.map(\.element)
    return letters.isEmpty ? String(taint) : "\(taint) (\(String(letters)))"
  }
}
