import KernelMemory

/// One report of the whole system: pages of the system, kB of its nodes or zones, and slab caches where they were shown.
struct KernelLogReport {
  /// When it was made.
  let time: Int64

  /// The line of its head.
  let line: Int

  /// Pages, by the kernel's names in the first lines.
  private var pages: [String: Int64] = [:]
  private var kernelStack: Int64?
  private var ram: Int64?
  private var reserved: Int64 = 0
  /// kB a page, from the shortest runs of the buddy lists.
  private var pageSize: Int64 = 4
  private var caches: [Owner] = []
  private var isTable = false
  private var tasks = KernelLogTasks()

  init(time: Int64, line: Int) {
    self.time = time
    self.line = line
  }

  /// Takes a line of it; what it does not know is passed over.
  mutating func take(_ line: String) {
    if isTable, takeCache(line) { return }
    if tasks.take(line, pageSize: pageSize) { return }
    if line.contains("Unreclaimable slab info:") { isTable = true }
    let words = line.split { " \t".contains($0) }
    let isOfNode = words.contains("Node")
    for (index, word) in words.enumerated() {
      if word == "pages", index > 0, index + 1 < words.count, let number = Int64(words[index - 1]), number < 1 << 50 {
        // HighMem and CMA are named apart.
        if words[index + 1] == "RAM" { ram = number }
        if words[index + 1] == "reserved" || words[index + 1] == "reserved," { reserved = number }
      }
      if isOfNode, word.hasSuffix("kB"), let star = word.firstIndex(of: "*"),
        let size = Int64(word[star...].dropFirst().dropLast(2))
      {
        if index > 0, !words[..<index].contains(where: { $0.contains("*") }), (4...64).contains(size) {
          pageSize = size
        }
      }
      guard let colon = word.firstIndex(of: ":") else { continue }
      let (name, number) = (word[..<colon], word[colon...].dropFirst())
      if number.hasSuffix("kB") {
        guard name == "kernel_stack", let kib = Int64(number.dropLast(2)), kib < 1 << 50 else { continue }
        kernelStack = (kernelStack ?? 0) + kib
      } else if !isOfNode, let count = Int64(number), (0..<(1 << 50)).contains(count), pages[String(name)] == nil,
        pages.count < 100
      {
        pages[String(name)] = count
      }
    }
  }

  /// A row of the table of caches: `kmalloc-2k   447152KB   447160KB`.
  private mutating func takeCache(_ line: String) -> Bool {
    let words = line.split { " \t".contains($0) }
    guard words.count >= 3, words.suffix(2).allSatisfy({ $0.hasSuffix("KB") }),
      let used = Int64(words[words.count - 2].dropLast(2)),
      let total = Int64(words[words.count - 1].dropLast(2)), (0..<(1 << 50)).contains(total),
      (0..<(1 << 50)).contains(used)
    else {
      if !line.contains("Used") { isTable = false }
      return false
    }
    if caches.count < 512 { caches.append(Owner(Owner.bounded(String(words[words.count - 3])), [total, used, 0])) }
    return true
  }

  /// Puts it into a table as one sample; false where it was cut off before it said anything.
  func put(into table: inout ImportTable) -> Bool {
    guard let given = pages["slab_reclaimable"], let kept = pages["slab_unreclaimable"] else { return false }
    let values: [(String, Int64?)] = [
      ("Slab", given + kept), ("SReclaimable", given), ("SUnreclaim", kept), ("PageTables", pages["pagetables"]),
      ("Mapped", pages["mapped"]), ("Shmem", pages["shmem"]), ("MemFree", pages["free"]),
      ("MemTotal", ram.map { max(0, $0 - reserved) }),
    ]
    var time = time
    while !table.isFree(time) { time += 1 }
    for (name, count) in values { if let count { table.set(name, count * pageSize, at: time) } }
    if let kernelStack { table.set("KernelStack", kernelStack, at: time) }
    var lists = tasks.lists
    if !caches.isEmpty {
      let sorted = caches.enumerated().sorted { ($1.element.values[0], $0.offset) < ($0.element.values[0], $1.offset) }
      lists.append(OwnerList(.slab, columns: [.kib, .usedKiB, .reclaimable], owners: sorted.map(\.element)))
    }
    if !lists.isEmpty { table.add(OwnerSnapshot(time: time, reason: .period, lists: lists)) }
    return true
  }
}
