import KernelMemory

/// The table of tasks in a report of the kernel's log: whose page tables and memory there were, by command.
///
/// Resident memory is in pages; page tables are bytes since 4.16, and pages (`nr_ptes`, `nr_pmds`) before (mm/oom_kill.c, `dump_task`).
struct KernelLogTasks {
  private struct Sum {
    var tables: Int64 = 0
    var resident: Int64 = 0
    var processes: Int64 = 0
  }

  private var columns: [String] = []
  private var sums: [String: Sum] = [:]

  /// Commands that are kept.
  private static let most = 4096
  /// Owners that are listed.
  private static let listed = 32

  /// Takes a line where it is the table's head or a row below it; false for others, which end the table.
  mutating func take(_ line: String, pageSize: Int64) -> Bool {
    // The head's `[  pid  ]` and a row's `[    124]` stand behind the brackets of the log's own time.
    guard let bracket = line.lastIndex(of: "]") else { return end() }
    let words = line[bracket...].dropFirst().split { " \t".contains($0) }.map(String.init)
    if words.contains("tgid"), words.contains("rss"), words.last == "name" {
      columns = words
      return true
    }
    guard !columns.isEmpty, words.count >= columns.count else { return end() }
    func value(_ name: String) -> Int64? {
      columns.firstIndex(of: name).flatMap { Int64(words[$0]) }.map { max(0, min($0, 1 << 44)) }
    }
    guard let resident = value("rss") else { return end() }
    let bytes = value("pgtables_bytes")
    let pages = ["nr_ptes", "nr_pmds", "nr_puds"].compactMap(value).reduce(0, +)
    let name = Owner.bounded(words[(columns.count - 1)...].joined(separator: " "))
    guard sums[name] != nil || sums.count < KernelLogTasks.most else { return true }
    var sum = sums[name] ?? Sum()
    sum.tables = min(sum.tables + (bytes.map { $0 / 1024 } ?? pages * pageSize), 1 << 44)
    sum.resident = min(sum.resident + resident * pageSize, 1 << 44)
    sum.processes += 1
    sums[name] = sum
    return true
  }

  private mutating func end() -> Bool {
    columns = []
    return false
  }

  /// The owners of page tables and of processes' memory; none where there was no table.
  var lists: [OwnerList] {
    [list(.pageTables) { $0.tables }, list(.processMemory) { $0.resident }].filter { !$0.owners.isEmpty }
  }

  private func list(_ kind: OwnerList.Kind, _ weight: (Sum) -> Int64) -> OwnerList {
    let sorted = sums.map { Owner($0.key, [weight($0.value), $0.value.processes]) }.filter { $0.values[0] > 0 }
      .sorted { ($1.values[0], $0.name) < ($0.values[0], $1.name) }
    let rest = sorted.dropFirst(KernelLogTasks.listed)
    return OwnerList(
      kind, columns: [.kib, .count], owners: Array(sorted.prefix(KernelLogTasks.listed)), restCount: Int64(rest.count),
      restKiB: rest.reduce(0) { min($0 + $1.values[0], 1 << 50) })
  }
}
