import KernelMemory

/// Whether dumps stand in a text as the kernel writes them, with lines of times before them, or among other things.
struct MeminfoDress {
  private var names: Set<String> = []
  private var dressed = 0
  private var nodes = 0
  private var plain = 0
  private var repeated = false
  private var hasTime = false
  private var isHeaded = false
  private var hasFoundTime = false

  /// Looks at the first lines of an input.
  init(_ head: ImportHead) {
    for line in head.lines { look(line) }
  }

  /// Whether the text needs no more care than the kernel's own.
  var isPlain: Bool {
    if dressed > 0 || (nodes > 0 && plain == 0) { return false }
    return hasTime ? isHeaded : !repeated && !hasFoundTime
  }

  private mutating func look(_ line: String) {
    let bytes = Array(line.utf8)
    if TimeLine(bytes) != nil {
      if !hasTime { isHeaded = names.isEmpty }
      hasTime = true
      names = []
      return
    }
    let found = DressedLine(bytes[...])
    if let plain = MeminfoLine(bytes.span, 0..<bytes.count, number: 1),
      plain.value != nil || found.readings.allSatisfy({ $0.value == nil })
    {
      if found.readings.contains(where: { $0.groups != nil }) { dressed += 1 }
      self.plain += 1
      if !names.insert(plain.name).inserted { repeated = true }
    } else if found.node != nil {
      // collectl's raw files have the nodes beside the host's own counters.
      nodes += 1
    } else if found.readings.contains(where: { Meminfo.isKnownAmount($0.name) && ($0.value != nil || $0.groups != nil) }
    ) {
      dressed += 1
    } else if FreeTotal(found.prefix) != nil {
      dressed += 1
    } else if found.readings.isEmpty, FoundTime(in: found.prefix) != nil {
      hasFoundTime = true
    }
  }
}
