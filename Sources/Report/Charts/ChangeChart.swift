import KernelMemory
import Markup

/// Each band's change since its first value, as lines on one scale: shows a growing small band beside a large still one.
struct ChangeChart {
  let frame: Frame
  let bands: Bands

  /// The chart, or nil where nothing changed at all.
  func picture(title: String, description: String) -> Element? {
    let envelopes = bands.bands.map { band -> (Bands.Band, Envelope) in
      (band, envelope(of: band).lowered(by: band.column.first ?? 0))
    }
    let places = envelopes.flatMap { $0.1.runs.joined() }
    let low = places.map(\.low).min() ?? 0
    let high = places.map(\.high).max() ?? 0
    guard low < high else { return nil }
    // Noise must not fill the picture: it spans at least 1 MiB and a 200th of all bands together.
    let sum = bands.bands.compactMap(\.column.first).reduce(0, +)
    let missing = max(0, max(1024, sum / 200) - (max(0, high) - min(0, low))) / 2
    let scale = ByteAxis(
      Double(min(0, low) - missing), Double(max(0, high) + missing), top: 120, height: 1500, ticks: 4)
    return frame.picture(title, description: description, height: 190) {
      frame.grid(scale, signed: true)
      frame.plot {
        frame.gaps(top: scale.top, bottom: scale.bottom)
        envelopes.flatMap { band, envelope in lines(band, envelope, scale) }
      }
      frame.timeTicks(bottom: scale.bottom)
      labels(envelopes, scale)
    }
  }

  private func envelope(of band: Bands.Band) -> Envelope {
    if band.isWhole, let envelope = frame.envelopes[band.dimension] { return envelope }
    return Envelope(band.column, times: frame.session.times, buckets: frame.buckets, axis: frame.axis)
  }

  private func lines(_ band: Bands.Band, _ envelope: Envelope, _ scale: ByteAxis) -> [Element] {
    let colour = band.dimension.colour
    let line = Element.svg(
      "path", Attribute("class", "line"), Attribute("data-band", band.dimension.name),
      Attribute("d", envelope.line(scale).text), Attribute("fill", "none"),
      Attribute("stroke", colour), Attribute("stroke-width", "1.5"), Attribute("stroke-linejoin", "round"))
    guard envelope.hasExtent else { return [line] }
    let area = Element.svg(
      "path", Attribute("class", "envelope"), Attribute("data-band", band.dimension.name),
      Attribute("d", envelope.area(scale).text), Attribute("fill", colour), Attribute("fill-opacity", ".25"))
    return [area, line]
  }

  private func labels(_ envelopes: [(Bands.Band, Envelope)], _ scale: ByteAxis) -> [Element] {
    let labels = envelopes.compactMap { band, _ -> DirectLabels.Label? in
      guard let first = band.column.first, let last = band.column.last else { return nil }
      return DirectLabels.Label(
        name: band.name, value: Bytes(kibibytes: last - first).signedText, dimension: band.dimension,
        y: scale.y(Double(last - first)))
    }
    return DirectLabels(labels: labels, x: frame.axis.right + 100, top: scale.top, bottom: scale.bottom + 100).elements
  }
}
