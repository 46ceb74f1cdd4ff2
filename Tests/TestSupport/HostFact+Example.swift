package import KernelMemory

extension HostFact {
  /// A value that says something; the label `zebra-17` stands in texts from which names are to go.
  package var example: HostValue { example(of: unit) }

  private func example(of unit: Unit) -> HostValue {
    switch unit {
    case .limit(let unit): example(of: unit)
    case .text: .text(phrase)
    case .word(let words): .text(words[0])
    case .count(let range): .integer(range.lowerBound)
    case .milliseconds: .integer(1_795_387_029_000)
    case .bytes, .kibibytes: .integer(4096)
    case .flag: .flag(true)
    case .texts: .texts([phrase])
    }
  }

  private var phrase: String {
    switch redaction {
    case .text: "\(key) of zebra-17"
    case .parameters: "quiet zebra-17 root=zebra-17"
    case .kept, .name: "some \(key)"
    }
  }
}
