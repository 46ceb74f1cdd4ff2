/// What pax records say of the next member: lines of `LENGTH key=value`, the length that of the whole line.
struct TarRecords {
  /// The path, where it does not fit into the header.
  private(set) var path: String?

  /// The size, where it does not fit into the header.
  private(set) var size: Int?

  init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while let blank = rest.firstIndex(of: 0x20),
      let length = Int(String(decoding: rest[..<blank], as: UTF8.self)), length > blank - rest.startIndex,
      length <= rest.count
    {
      let end = rest.startIndex + length
      let record = rest[(blank + 1)..<end].drop { $0 == 0x20 }
      rest = rest[end...]
      guard let sign = record.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let value = String(decoding: record[(sign + 1)...].dropLast(), as: UTF8.self)
      switch String(decoding: record[..<sign], as: UTF8.self) {
      case "path": path = value
      case "size": size = Int(value)
      default: continue
      }
    }
  }
}
