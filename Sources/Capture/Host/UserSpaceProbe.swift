import Glibc

/// What a host's user space says of itself: its distribution and its time zone.
struct UserSpaceProbe: Sendable {
  let files: HostFiles

  /// The longest name that is believed, bytes.
  private static let limit = 200

  /// PRETTY_NAME of /etc/os-release, or of the distribution's own copy (os-release(5)); nil where neither says one.
  var distribution: String? {
    for path in ["etc/os-release", "usr/lib/os-release"] {
      guard let text = files.text(path, limit: 1 << 16) else { continue }
      // The last assignment counts, as in a shell.
      guard let line = text.pieces("\n").last(where: { $0.hasPrefix("PRETTY_NAME=") }) else { return nil }
      let name = UserSpaceProbe.unquoted(line.dropFirst("PRETTY_NAME=".count)).trimmed
      return name.isEmpty || name.utf8.count > UserSpaceProbe.limit ? nil : name
    }
    return nil
  }

  /// A value without a shell's quotes and escapes.
  private static func unquoted(_ value: Substring) -> String {
    var text = Substring(value.trimmed)
    if let quote = text.first, quote == "\"" || quote == "'", text.count > 1, text.last == quote {
      text = text.dropFirst().dropLast()
    }
    var result = ""
    var isEscaped = false
    for character in text {
      if character == "\\", !isEscaped {
        isEscaped = true
      } else {
        result.append(character)
        isEscaped = false
      }
    }
    return result
  }

  /// The name of the time zone, as `Europe/Berlin`; nil where only rules without a name are known, as where /etc/localtime is a copy.
  ///
  /// The link that is the host's (localtime(5)) comes before the name that Debian keeps beside it, and before what this process was told.
  var timeZone: String? {
    if let name = files.link("etc/localtime").flatMap(UserSpaceProbe.zone) { return name }
    if let name = files.word("etc/timezone"), UserSpaceProbe.isZone(name) { return name }
    guard files.isLive, let variable = unsafe getenv("TZ") else { return nil }
    let value = unsafe String(cString: variable)
    let name = value.hasPrefix(":") ? String(value.dropFirst()) : value
    if let zone = UserSpaceProbe.zone(name) { return zone }
    // A rule, as `CET-1CEST`, has an offset behind its abbreviation, and no area.
    let isNamed = name.contains("/") || !name.utf8.contains { (0x30...0x39).contains($0) }
    return isNamed && UserSpaceProbe.isZone(name) ? name : nil
  }

  /// How far local time is ahead of UTC now, minutes; nil of a tree that is not the running system.
  var offset: Int? {
    guard files.isLive else { return nil }
    var now = time(nil)
    var parts = unsafe tm()
    guard unsafe localtime_r(&now, &parts) != nil else { return nil }
    return unsafe parts.tm_gmtoff / 60
  }

  /// The name of the zone whose file lies at a path.
  private static func zone(_ path: String) -> String? {
    let parts = path.pieces("/")
    guard let folder = parts.lastIndex(of: "zoneinfo") else { return nil }
    var name = parts[(folder + 1)...]
    if let first = name.first, first == "posix" || first == "right" { name = name.dropFirst() }
    let joined = name.joined(separator: "/")
    return isZone(joined) ? joined : nil
  }

  /// Whether a text could be the name of a zone: `UTC`, or an area and a place.
  private static func isZone(_ name: String) -> Bool {
    guard name.utf8.count <= 64, let first = name.utf8.first, (0x41...0x5a).contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20) || [0x2b, 0x2d, 0x2f, 0x5f].contains(byte)
    }
  }
}
