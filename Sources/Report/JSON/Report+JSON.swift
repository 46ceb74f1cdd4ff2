package import KernelMemory
import Analysis

extension Report {
  /// The findings as JSON, schema `kmem-findings/1`: fields are only ever added; indices count samples from 0.
  ///
  /// `limits` has what was recorded of limits, those that a proved growth leads to first, the soonest in front. Of each `name`; `subject`, the
  /// control group or process whose limit it is, null for the host's; `unit`, `kib` or `count`; `value`, null where it was not recorded;
  /// `used` at the end; `dimension`, whose growth leads there; `reached_in_seconds_low` and `_high`, counted from the end and null where no
  /// growth that was seen for long enough leads there (a twentieth of the time); `conditional`, true for the recorder's own control group,
  /// where nothing tells whether the growth is charged to it.
  package var json: JSONValue {
    .object([
      ("schema", .string("kmem-findings/1")), ("session", session), ("verdict", .string(findings.verdict.rawValue)),
      ("headline", .string(content.headline)), ("dimensions", .array(findings.dimensions.map(dimension))),
      ("limits", .array(findings.limits.map(Report.limit))),
    ])
  }

  private var session: JSONValue {
    let session = findings.session
    let host = session.header.host
    let remarks = session.remarks.map { remark in
      JSONValue.object([
        ("text", .string(remark.text)), ("file", .string(orNull: remark.file)),
        ("line", .integer(orNull: remark.line)), ("count", .integer(Int64(remark.count))),
      ])
    }
    var members: [(rank: Int, name: String, value: JSONValue)] = [
      (15, "label", .string(orNull: session.header.label)),
      (40, "environment", .string(host.environment.kind.rawValue)),
      (200, "start", Report.time(session.times.first)), (210, "end", Report.time(session.times.last)),
      (220, "samples", .integer(Int64(session.times.count))),
      (230, "interval_seconds", session.usualInterval.map { .number(Double($0) / 1000) } ?? .null),
      (240, "mem_total_kib", .integer(orNull: session.ram?.kibibytes)),
      (900, "recorder", .string(session.header.recorder)), (910, "remarks", .array(remarks)),
    ]
    members += HostFact.all.compactMap { fact in fact.findings.map { ($0.rank, $0.name, value(fact, of: host)) } }
    let sorted = members.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
    return .object(sorted.map { ($0.element.name, $0.element.value) })
  }

  /// A fact; where it is unknown, `null` or what says no more than that.
  private func value(_ fact: HostFact, of host: HostFacts) -> JSONValue {
    if let value = host[fact] { return value.json }
    if case .value(let value) = fact.unknown { return value.json }
    if case .texts = fact.unit { return .array([]) }
    return .null
  }

  private func dimension(_ finding: Finding) -> JSONValue {
    let shape = finding.shape
    return .object([
      ("dimension", .string(finding.dimension.name)),
      ("scope", .string(orNull: findings.session.scope(of: finding.dimension.name)?.rawValue)),
      ("pattern", .string(shape.pattern.rawValue)),
      ("derived", .bool(finding.isDerived)),
      ("verdict", .string(finding.verdict.rawValue)), ("leak", .bool(shape.isLeak)),
      ("trend", trend(finding)), ("events", .array(events(finding))),
      (
        "change_points",
        .array(shape.changePoints.map { .integer(Int64(finding.series?.sample(at: $0) ?? $0)) })
      ),
      ("statistics", statistics(finding)),
      ("owners", .array((finding.ownership?.owners ?? []).map(Report.owner))),
      ("cgroups", .array((finding.ownership?.cgroups ?? []).map(Report.owner))),
      ("code_lines", .array((finding.ownership?.codeLines ?? []).map(Report.owner))),
      ("judgements", .array(finding.judgements.map(Report.judgement))),
      ("sentences", .array(content.sentences(finding.dimension).map(JSONValue.string))),
    ])
  }

  private func trend(_ finding: Finding) -> JSONValue {
    guard let trend = finding.shape.trend, let series = finding.series else { return .null }
    return .object([
      ("slope_kib_per_hour", .number(trend.slope)), ("ci_low", .number(trend.low)), ("ci_high", .number(trend.high)),
      ("since", Report.time(series.times[trend.first])), ("until", Report.time(series.times[trend.last])),
    ])
  }

  private func events(_ finding: Finding) -> [JSONValue] {
    guard let series = finding.series else { return [] }
    return finding.shape.events.map { event in
      let length = series.times[event.extent.upperBound] - series.times[event.extent.lowerBound]
      return .object([
        ("kind", .string(event.kind.rawValue)), ("index", .integer(Int64(series.sample(at: event.index)))),
        ("time", Report.time(series.times[event.index])), ("magnitude_kib", .number(event.magnitude)),
        ("before_kib", .number(event.before)), ("after_kib", .number(event.after)),
        ("duration_seconds", .number(Double(length) / 1000)), ("significance", .number(event.significance)),
      ])
    }
  }

  private func statistics(_ finding: Finding) -> JSONValue {
    guard let numbers = finding.statistics else { return .null }
    return .object([
      ("count", .integer(Int64(numbers.count))), ("first", .integer(numbers.first)), ("last", .integer(numbers.last)),
      ("change", .integer(numbers.change)), ("min", .integer(numbers.min)), ("max", .integer(numbers.max)),
      ("mean", .number(numbers.mean)), ("median", .number(numbers.median)), ("p95", .integer(numbers.p95)),
      ("noise", .number(finding.shape.noise)),
    ])
  }

  /// A moment as ISO 8601, null for none.
  static func time(_ milliseconds: Int64?) -> JSONValue {
    .string(orNull: milliseconds.map { CivilTime(milliseconds: $0).iso8601 })
  }
}
