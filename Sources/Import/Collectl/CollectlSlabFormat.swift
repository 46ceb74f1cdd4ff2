import KernelMemory
import SessionFile
import Storage

/// collectl's table of slab caches (`-sY -P`, the file `.slb`): a cache a line, bytes.
struct CollectlSlabFormat: OwnerFormat {
  let name = "collectl-slabs"
  let what = "collectl's table of slab caches"
  let tells = "who owns slab caches"

  func recognizes(_ head: ImportHead) -> Bool { head.lines.prefix(40).contains { CollectlSlabFormat.head($0) != nil } }

  func read(
    _ inputs: [SessionInput], _ options: ImportOptions, _ log: inout RemarkLog
  ) throws(SessionError) -> [OwnerSnapshot] {
    var tables = OwnerTables(.slab, [.kib, .count, .usedKiB])
    var options = options
    var host = HostFacts()
    for input in inputs {
      var lines = try LineReader(input, takesPages: false)
      var places: [String: Int] = [:]
      var stamp = ""
      while let line = try lines.next() {
        if line.isTooLong || !line.isTerminated { continue }
        let text = String(decoding: lines.buffer[line.range], as: UTF8.self)
        if let head = CollectlSlabFormat.head(text) {
          places = head
        } else if text.hasPrefix("#") {
          CollectlHead.read(text, &host, &options)
        } else if let name = places["SlabName"], let active = places["ObjInUse"], let used = places["ObjInUseB"],
          let all = places["SlabAllB"]
        {
          let words = CollectlHead.words(text)
          guard words.count > [name, active, used, all].max() ?? 0, let bytes = Int64(words[all]),
            let count = Int64(words[active]), let inUse = Int64(words[used])
          else { continue }
          let moment = words[0] + " " + words[1]
          if moment != stamp {
            guard let found = CollectlHead.time(words, isEpoch: name == 1) else { continue }
            stamp = moment
            tables.begin(options.time(found, line: line.number, &log))
          }
          if bytes > 0 { tables.add(words[name], [bytes / 1024, count, inUse / 1024]) }
        }
      }
    }
    return tables.snapshots()
  }

  /// The places of the columns; nil for other lines.
  private static func head(_ text: String) -> [String: Int]? {
    guard text.hasPrefix("#"), text.contains("SlabName"), text.contains("SlabAllB") else { return nil }
    let words = CollectlHead.words(String(text.dropFirst()))
    return Dictionary(words.enumerated().map { ($1, $0) }) { first, _ in first }
  }
}
