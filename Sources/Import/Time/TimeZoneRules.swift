import KernelMemory
import SessionFile
import Storage

/// A zone's distance from UTC at any moment: a fixed one, or by the system's table of its changes.
package struct TimeZoneRules: Sendable {
  /// The moments at which the distance changes, milliseconds since 1970-01-01T00:00Z, sorted.
  private var changes: [Int64] = []

  /// Milliseconds east of UTC: before the first change, then behind each.
  private var offsets: [Int64]

  /// A fixed distance, milliseconds east of UTC.
  package init(offset: Int64) { offsets = [offset] }

  /// Reads `UTC`, `+02:00`, or a name such as `Europe/Berlin` that the system's tables have; nil where none says it.
  package init?(_ text: String, folder: String = "/usr/share/zoneinfo") {
    if ["UTC", "GMT", "Z", "utc", "z"].contains(text) {
      self.init(offset: 0)
    } else if let minutes = TimeZoneRules.minutes(text[...]) {
      self.init(offset: minutes * 60_000)
    } else {
      let isName = text.first?.isLetter == true && text.allSatisfy { $0.isASCII && !$0.isWhitespace }
      guard isName, !text.contains(".."),
        let bytes = try? Folder.bytes(folder + "/" + text, limit: 1 << 20)
      else { return nil }
      self.init(table: bytes)
    }
  }

  /// Reads a table of a zone (TZif, RFC 8536): the part with 64-bit times where there is one.
  init?(table bytes: [UInt8]) {
    guard let first = TZif(bytes[...]) else { return nil }
    var table = first
    if first.version >= 2, let second = TZif(bytes[min(first.end, bytes.count)...], isLong: true) { table = second }
    guard let entries = table.entries() else { return nil }
    changes = entries.changes.map { $0 * 1000 }
    offsets = entries.offsets.map { $0 * 1000 }
  }

  /// Milliseconds east of UTC at a moment.
  func offset(at time: Int64) -> Int64 { offsets[changes.partitionPoint { $0 > time }] }

  /// The moment at which clocks of the zone show a local time; where they show it twice, the first.
  ///
  /// - Parameters:
  ///   - local: The local time as if it were UTC, milliseconds since 1970-01-01T00:00Z.
  ///   - earliest: A moment that it cannot lie before; where both lie before it, the second counts.
  /// - Returns: Milliseconds since 1970-01-01T00:00Z.
  func utc(local: Int64, notBefore earliest: Int64? = nil) -> Int64 {
    let day: Int64 = 86_400_000
    guard SessionLimits.times.contains(local) else { return local }
    let first = local - offset(at: local - day)
    let second = local - offset(at: local + day)
    if offset(at: second) == local - second, offset(at: first) != local - first { return second }
    if let earliest, first < earliest, second > first, offset(at: second) == local - second { return second }
    return first
  }

  /// The minutes of `+0200`, `-05:30`, `+2`; nil where it is no distance.
  private static func minutes(_ text: Substring) -> Int64? {
    guard let sign = text.first, "+-".contains(sign) else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard (1...4).contains(digits.count), digits.allSatisfy(\.isASCIIDigit), let number = Int64(digits) else {
      return nil
    }
    let minutes = digits.count <= 2 ? number * 60 : number / 100 * 60 + number % 100
    guard minutes <= 18 * 60 else { return nil }
    return sign == "-" ? -minutes : minutes
  }
}
