import Storage

/// The time of a record of `sadf -j` or `-x`: a date, a time of day, and whether they are UTC.
struct SysstatStamp {
  var date = ""
  var time = ""

  /// `"utc": 1` up to 12.6, `"tz": "UTC"` since 12.7.1; without either the times are the reader's.
  var isUTC = false

  /// A comment's text.
  var comment: String?

  /// Reads the members of an object; others are stepped over.
  mutating func read(_ json: inout JSONScanner) throws(SessionError) {
    var copy = self
    try json.object { (json, key) throws(SessionError) in
      guard let value = try json.text() else { return true }
      copy.take(key, value)
      return true
    }
    self = copy
  }

  /// Takes a member or an attribute.
  mutating func take(_ key: String, _ value: String) {
    switch key {
    case "date": date = value
    case "time": time = value
    case "utc": isUTC = value == "1"
    case "tz": isUTC = value == "UTC"
    case "com": comment = value
    default: break
    }
  }
}
