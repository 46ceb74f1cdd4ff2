import Analysis
import Markup

/// The answers of the first screen as a list of terms, and behind a fold the verdict as one paragraph.
struct FirstScreenPart {
  let screen: FirstScreen
  let verdict: Verdict
  let headline: String

  /// `✕ Problem: worker-pool starts threads and does not end them`.
  var heading: [Node] {
    [
      .element(
        .html("span", Attribute("class", "verdict \(verdict.rawValue)")) { "\(verdict.symbol) \(verdict.word):" }),
      .text(" "), .element(.html("bdi") { screen.title }),
    ]
  }

  /// The box, and the fold below it.
  var content: [Node] {
    [.element(box)] + (isTold ? [] : [.element(paragraph)])
  }

  /// Whether the answers say what the paragraph says.
  private var isTold: Bool { screen.lines.map(\.lead).contains(headline) }

  private var box: Element {
    let commands = screen.commands
    return .html("div", Attribute("class", "headline \(verdict.rawValue)"), Attribute("data-verdict", verdict.rawValue))
    {
      Element.html("dl", Attribute("class", "answers")) {
        for line in screen.lines {
          Element.html("dt") { line.name }
          Element.html("dd") {
            Element.html("strong") { Element.html("bdi") { line.lead.unbroken } }
            if !line.rest.isEmpty {
              " "
              Element.html("span", Attribute("class", "rest")) { line.rest.joined(separator: " ").unbroken }
            }
          }
        }
        if !commands.isEmpty {
          Element.html("dt") { "Run now" }
          Element.html("dd") {
            Element.html("ul", Attribute("class", "run")) {
              for command in commands {
                Element.html("li") {
                  Element.html("code") { command.text }
                  " \(command.purpose)"
                }
              }
            }
          }
        }
      }
    }
  }

  private var paragraph: Element {
    .html("details", Attribute("class", "whole")) {
      Element.html("summary") { "The verdict as one paragraph" }
      Element.html("p") {
        Element.html("strong", Attribute("class", "verdict \(verdict.rawValue)")) {
          "\(verdict.symbol) \(verdict.word)."
        }
        " " + headline.unbroken
      }
    }
  }
}
