/// A fact about the recorded host: a row of the one table that the probe, session files, reports, `kmem info` and redaction read.
package struct HostFact: Sendable {
  /// The object of a header that a fact is a member of.
  package enum Group: Sendable {
    /// `host`.
    case host
    /// `host.environment`.
    case environment
  }

  /// What a value is, and which ones are believed.
  package indirect enum Unit: Sendable {
    /// Any text.
    case text
    /// One of some words.
    case word([String])
    /// A number of things, within a range.
    case count(ClosedRange<Int64>)
    /// Milliseconds since 1970-01-01T00:00Z.
    case milliseconds
    /// Bytes.
    case bytes
    /// KiB, at least so many.
    case kibibytes(least: Int64)
    /// Yes or no.
    case flag
    /// Texts, at most so many.
    case texts(limit: Int)
    /// A limit in a unit; the text ``HostFact/noLimit`` where there is none.
    case limit(Unit)
  }

  /// How the kernel and a session file spell that there is no limit, which is known, other than a limit that could not be read.
  package static let noLimit = "max"

  /// What a session file has where a fact is unknown.
  package enum Unknown: Sendable {
    /// `null`.
    case null
    /// No member.
    case omitted
    /// A value that says no more than that nothing is known.
    case value(HostValue)
  }

  /// Where a recorder finds the fact.
  package enum Source: Sendable {
    /// The first word of a file, or a number there; the path is below the root of the file system.
    case word(String)
    /// How many a list of numbers in a file has, as `0-3`.
    case list(String)
    /// A probe of its own; the text says what it reads.
    case probe(String)
  }

  /// What becomes of a fact where names are taken out of a session.
  package enum Secrecy: Sendable {
    /// It stays: it is the kernel's or the firmware's.
    case kept
    /// It is a name, and gets a pseudonym.
    case name(Pseudonym)
    /// It is a text in which names may stand.
    case text
    /// It is the kernel's command line: see ``KernelCommandLine``.
    case parameters
  }

  /// A name in an output, and its place there: lower ranks come first.
  package struct Member: Sendable {
    /// The name.
    package var name: String
    /// The place.
    package var rank: Int

    /// Makes one; without a rank it comes behind those that are known today.
    package init(_ name: String, _ rank: Int = 500) {
      self.name = name
      self.rank = rank
    }
  }

  /// How the page says it.
  package enum Words: Sendable {
    /// A row with this head; `isRare` rows are not missed where nothing is known.
    case row(Member, isRare: Bool = false, text: @Sendable (HostFacts) -> String?)
    /// Within the row with this head.
    case within(String)
  }

  /// The member's name in session files; no two facts have the same.
  package let key: String
  /// The object that it is a member of.
  package let group: Group
  /// What its value is.
  package let unit: Unit
  /// What a file has where it is unknown.
  package let unknown: Unknown
  /// Where it comes from.
  package let source: Source
  /// What redaction does with it.
  package let redaction: Secrecy
  /// The member in `kmem-findings/1`; nil where that has none.
  package let findings: Member?
  /// How the page says it.
  package let words: Words

  /// Makes a row; each property says what its part is.
  package init(
    _ key: String, in group: Group = .host, _ unit: Unit, unknown: Unknown = .omitted, from source: Source,
    redaction: Secrecy = .kept, findings: Member?, words: Words
  ) {
    self.key = key
    self.group = group
    self.unit = unit
    self.unknown = unknown
    self.source = source
    self.redaction = redaction
    self.findings = findings
    self.words = words
  }

  /// The value as a text for people; nil where it is unknown.
  package func text(_ host: HostFacts) -> String? { host[self].map { HostFact.text($0, unit) } }

  private static func text(_ value: HostValue, _ unit: Unit) -> String {
    switch (value, unit) {
    case (.text(noLimit), .limit): "no limit"
    case (_, .limit(let unit)): text(value, unit)
    case (.text(let text), _): text
    case (.integer(let time), .milliseconds): CivilTime(milliseconds: time).iso8601
    case (.integer(let bytes), .bytes): Bytes(bytes).text
    case (.integer(let amount), .kibibytes): Bytes(kibibytes: amount).text
    case (.integer(let number), _): String(number)
    case (.flag(let flag), _): flag ? "yes" : "no"
    case (.texts(let texts), _): texts.joined(separator: "; ")
    }
  }

  /// A row on the page that says the value alone.
  static func row(_ key: String, _ head: String, _ rank: Int = 500, isRare: Bool = false) -> Words {
    .row(Member(head, rank), isRare: isRare) { host in all.first { $0.key == key }?.text(host) }
  }
}
