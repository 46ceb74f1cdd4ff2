import KernelMemory

/// A header's facts about the host, read by the table of facts; members that it does not name are left out.
struct HostLine: Decodable {
  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// What is known and can be believed.
  let facts: HostFacts

  init(from decoder: any Decoder) throws {
    let host = try decoder.container(keyedBy: Name.self)
    let inner = Name("environment")
    let hasEnvironment = try host.contains(inner) && !host.decodeNil(forKey: inner)
    let environment = hasEnvironment ? try host.nestedContainer(keyedBy: Name.self, forKey: inner) : nil
    var facts = HostFacts()
    for fact in HostFact.all {
      guard let container = fact.group == .host ? host : environment else { continue }
      facts[fact] = try HostLine.value(fact.unit, container, Name(fact.key))
    }
    self.facts = facts
  }

  private static func value(
    _ unit: HostFact.Unit, _ container: KeyedDecodingContainer<Name>, _ name: Name
  ) throws -> HostValue? {
    func number(_ range: ClosedRange<Int64>) throws -> HostValue? {
      try container.decodeIfPresent(Int64.self, forKey: name).flatMap { range.contains($0) ? .integer($0) : nil }
    }
    switch unit {
    case .text: return try container.decodeIfPresent(String.self, forKey: name).map { .text($0.bounded) }
    case .word(let words):
      return try container.decodeIfPresent(String.self, forKey: name).flatMap { words.contains($0) ? .text($0) : nil }
    case .count(let range): return try number(range)
    case .milliseconds: return try number(SessionLimits.times)
    case .bytes: return try number(1 ... .max)
    case .kibibytes(let least): return try number(least...(SessionLimits.value / 1024))
    case .flag: return try container.decodeIfPresent(Bool.self, forKey: name).map(HostValue.flag)
    case .limit(let unit):
      guard let word = try? container.decodeIfPresent(String.self, forKey: name) else {
        return try value(unit, container, name)
      }
      return word == HostFact.noLimit ? .text(word) : nil
    case .texts(let limit):
      return try container.decodeIfPresent([String].self, forKey: name).map { .texts($0.prefix(limit).map(\.bounded)) }
    }
  }
}
