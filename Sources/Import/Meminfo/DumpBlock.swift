import KernelMemory
import SessionFile

/// One dump that is being collected: its counters, of the host or of each NUMA node.
struct DumpBlock {
  private struct Key: Hashable {
    var name: String
    var node: Int?
  }

  /// The line of its first counter.
  private(set) var line = 0

  /// The time that stands in that line.
  private(set) var time: FoundTime?

  /// The largest value in kB.
  private(set) var largest: Int64 = 0

  private var order: [Key] = []
  private var values: [Key: Int64?] = [:]

  var isEmpty: Bool { order.isEmpty }

  /// Whether it is more than an amount in kB that some line happens to tell.
  var isDump: Bool { order.count >= 3 || order.contains { Meminfo.isKnownAmount($0.name) } }

  /// Whether it has a counter already, so that the next one of the name belongs to another dump.
  func has(_ name: String, node: Int?) -> Bool { values[Key(name: name, node: node)] != nil }

  mutating func begin(line: Int, time: FoundTime?) {
    self.line = line
    self.time = time
  }

  mutating func add(_ reading: DressedLine.Reading, node: Int?) {
    let key = Key(name: reading.name, node: node)
    order.append(key)
    values[key] = .some(reading.value)
    if let value = reading.value, !reading.isCount, !reading.name.hasPrefix("Vmalloc") { largest = max(largest, value) }
  }

  /// The host's counters: those that stand without a node, else the sums over the nodes; nil where one cannot be read.
  func sums(_ log: inout RemarkLog, line: Int) -> [(name: String, value: Int64?)] {
    let ofHost = order.filter { $0.node == nil }
    guard ofHost.isEmpty else {
      if ofHost.count < order.count { log.note("counters of single NUMA nodes were left out", line: line) }
      return ofHost.map { ($0.name, values[$0] ?? nil) }
    }
    var sums: [(name: String, value: Int64?)] = []
    for key in order {
      let value = values[key] ?? nil
      guard let place = sums.firstIndex(where: { $0.name == key.name }) else {
        sums.append((key.name, value))
        continue
      }
      guard let sum = sums[place].value, let value else {
        sums[place].value = nil
        continue
      }
      sums[place].value = min(sum + value, Meminfo.limit)
    }
    log.note("the counters are sums over the NUMA nodes", line: nil)
    return sums
  }
}
