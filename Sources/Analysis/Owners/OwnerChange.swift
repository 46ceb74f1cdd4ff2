package import KernelMemory

/// One owner between two snapshots.
package struct OwnerChange: Sendable, Hashable {
  /// The owner's name; data, never markup.
  package var name: String
  /// What kind of owner.
  package var kind: OwnerList.Kind
  /// KiB at the first of the two snapshots; nil where that is not known.
  package var first: Int64?
  /// KiB at the second.
  package var last: Int64
  /// What it counts (objects, areas, threads, processes), at the first; nil where that is not known.
  package var firstCount: Int64?
  /// The count at the second; nil where it has none.
  package var lastCount: Int64?
  /// The part of what moved the dimension's way, 1 for all of it.
  ///
  /// nil where it went the other way, where either is not known, and where the dimension hardly changed.
  package var share: Double?
  /// Whether the KiB are an estimate from the count.
  package var isEstimated: Bool
  /// The process that has most of it, and how much: threads, or KiB of page tables.
  package var process: Int64?
  /// How much of it the process has.
  package var processMost: Int64?
  /// KiB of it in objects that are in use, at the second.
  ///
  /// nil where that is not known; only slab caches have free slots.
  package var used: Int64?
  /// KiB in every snapshot of the session, nil where one does not list the owner.
  package var history: [Int64?]
  /// What interpretation texts are chosen by: `slab:dentry`.
  package var key: String
  /// When a snapshot first saw it with nothing any more, which is until the end; nil where it holds something then.
  package var goneSince: Int64?

  /// Makes a change.
  package init(
    name: String, kind: OwnerList.Kind, first: Int64?, last: Int64, firstCount: Int64? = nil, lastCount: Int64? = nil,
    share: Double? = nil, isEstimated: Bool = false, process: Int64? = nil, processMost: Int64? = nil,
    used: Int64? = nil, history: [Int64?] = [], key: String
  ) {
    self.name = name
    self.kind = kind
    self.first = first
    self.last = last
    self.firstCount = firstCount
    self.lastCount = lastCount
    self.share = share
    self.isEstimated = isEstimated
    self.process = process
    self.processMost = processMost
    self.used = used
    self.history = history
    self.key = key
  }

  /// Last minus first, KiB.
  package var change: Int64? { first.map { last - $0 } }

  /// The change of the count.
  package var countChange: Int64? {
    guard let firstCount, let lastCount else { return nil }
    return lastCount - firstCount
  }

  /// The keys of the caches that share its slabs, as far as they are listed: any of them may be what grew.
  package var sharedKeys: [String] {
    guard kind == .slab, name.hasSuffix(")"), let open = name.firstRange(of: " (also ") else { return [] }
    var names = name[open.upperBound...].dropLast()
    if let more = names.firstRange(of: " and ") { names = names[..<more.lowerBound] }
    return names.split(separator: ",").map { part in OwnerChange.key(kind, String(part.drop { $0 == " " })) }
  }

  /// The key of a name: small letters as they are, what is not a letter of a name as `_`, without what stands in parentheses.
  static func key(_ kind: OwnerList.Kind, _ name: String) -> String {
    var bare = name
    if kind == .slab, let open = name.firstRange(of: " (also ") { bare = String(name[..<open.lowerBound]) }
    let letters = bare.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.properties.isAlphabetic && scalar.isASCII || (0x30...0x39).contains(scalar.value)
      return isPlain || scalar == "-" || scalar == "." ? Character(scalar) : "_"
    }
    return kind.rawValue + ":" + String(letters)
  }
}
