import Analysis
import Markup

/// The page's icon, which shows the verdict in a row of tabs.
struct Icon {
  let verdict: Verdict

  /// A `link` that holds the picture itself.
  var element: Element { .html("link", Attribute("rel", "icon"), Attribute("href", "data:image/svg+xml,\(encoded)")) }

  private var picture: String {
    let (colour, sign) =
      switch verdict {
      case .problem: ("cf222e", "M5 5l6 6M11 5l-6 6")
      case .watch: ("9a6700", "M8 3.5v6M8 11v1.5")
      case .normal: ("1a7f37", "M4.5 8.5l2.5 2.5 4.5-6")
      case .unknown: ("59636e", "M6 6a2 2 0 1 1 2 2.5v1M8 11v1.5")
      }
    return
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='8' fill='#\(colour)'/>"
      + "<path d='\(sign)' fill='none' stroke='#fff' stroke-width='2'/></svg>"
  }

  /// With every sign escaped that an address cannot hold.
  private var encoded: String {
    picture.utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      guard scalar.properties.isAlphabetic || (0x30...0x39).contains(byte) || "-.".utf8.contains(byte) else {
        return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
      return String(scalar)
    }.joined()
  }
}
