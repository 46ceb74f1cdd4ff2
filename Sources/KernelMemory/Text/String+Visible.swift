extension String {
  /// The text with every character that a terminal or a reader would obey instead of see made visible.
  ///
  /// C0 controls become their pictures (`␛`), other controls, line separators and the marks that turn the direction of text
  /// become `<U+202E>`. Joiners inside words stay: scripts need them.
  package var visible: String {
    guard unicodeScalars.contains(where: \.isObeyed) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if !scalar.isObeyed {
        text.unicodeScalars.append(scalar)
      } else if scalar.value <= 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) {
        text.unicodeScalars.append(picture)
      } else if scalar.value == 0x7f {
        text += "\u{2421}"
      } else {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        text += "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
      }
    }
    return text
  }
}

extension Unicode.Scalar {
  /// Whether a terminal or a reader would obey the character instead of showing it.
  var isObeyed: Bool {
    // Nearly all text is plain letters and digits.
    if (0x20..<0x7f).contains(value) { return false }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    case .format: return value != 0x200C && value != 0x200D && !(0xE0020...0xE007F).contains(value)
    default: return false
    }
  }
}
