package import KernelMemory

extension HostFact {
  /// A value that says something; the label `zebra-17` stands in texts from which names are to go.
  package var example: HostValue {
    switch unit {
    case .text: .text(phrase)
    case .word(let words): .text(words[0])
    case .count(let range): .integer(range.lowerBound)
    case .milliseconds: .integer(1_795_387_029_000)
    case .bytes, .kibibytes: .integer(4096)
    case .flag: .flag(true)
    case .texts: .texts([phrase])
    }
  }

  private var phrase: String { if case .text = redaction { "\(key) of zebra-17" } else { "some \(key)" } }
}
