import KernelMemory
import Markup

/// The session inside the page, and how to take it out again.
struct DataPart {
  let session: Session
  let embedded: EmbeddedSession

  /// A paragraph or two; the data stand in an attribute, which no browser shows and none runs.
  var content: [Node] {
    let all = session.times.count
    switch embedded {
    case .unwanted:
      return [paragraph("The session is not inside this file. Keep it: the report can be made again from it.")]
    case .tooLarge:
      return [
        paragraph("The session is too large to be inside this file. Keep it: the report can be made again from it.")
      ]
    case .whole(let payload, let samples):
      return [
        .element(
          .html("p") {
            "The session itself is inside this file: "
            data(payload, "all \(samples.grouped) sample\(samples == 1 ? "" : "s")")
            ", compressed."
          }), commands,
      ]
    case .thinned(let payload, let samples, let stretch):
      let length = CivilTime.duration(milliseconds: stretch)
      return [
        .element(
          .html("p") {
            "The session is too large to be inside this file as a whole. "
            data(payload, "\(samples.grouped) of \(all.grouped) samples")
            " are, compressed: of every \(length) those with the lowest, the highest and the last value of each dimension."
              + " No spike is lost; means and percentiles made of them are not those of the recording. Keep the session."
          }), commands,
      ]
    }
  }

  private var commands: Node {
    .element(
      .html("p") {
        Element.html("code") { "kmem report FILE.html" }
        ", and info and export, take it in place of a session."
      })
  }

  private func paragraph(_ text: String) -> Node { .element(.html("p") { text }) }

  private func data(_ payload: EmbeddedSession.Payload, _ text: String) -> Element {
    .html("data", Attribute("id", payload.id), Attribute("value", payload.value)) { text }
  }
}
