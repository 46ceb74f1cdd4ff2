package import KernelMemory
import Analysis

extension Report {
  /// The findings as JSON, schema `kmem-findings/1`: fields are only ever added; indices count samples from 0.
  package var json: JSONValue {
    .object([
      ("schema", .string("kmem-findings/1")), ("session", session), ("verdict", .string(findings.verdict.rawValue)),
      ("headline", .string(content.headline)), ("dimensions", .array(findings.dimensions.map(dimension))),
    ])
  }

  private var session: JSONValue {
    let session = findings.session
    let host = session.header.host
    return .object([
      ("host", .string(orNull: host.name)), ("label", .string(orNull: session.header.label)),
      ("kernel", .string(orNull: host.kernelRelease)), ("machine", .string(orNull: host.machine)),
      ("environment", .string(host.environment.kind.rawValue)),
      ("hypervisor", .string(orNull: host.environment.hypervisor)),
      ("container", .string(orNull: host.environment.container)), ("lxcfs", .bool(host.environment.lxcfs)),
      ("cloud", .string(orNull: host.environment.cloud)),
      ("page_table_levels", .integer(orNull: host.memory.pageTableLevels)),
      ("transparent_hugepage", .string(orNull: host.memory.transparentHugePages)),
      ("huge_pages_kib", .integer(orNull: host.memory.hugePages?.kibibytes)),
      ("swap_total_kib", .integer(orNull: host.memory.swap?.kibibytes)),
      ("swap_kinds", .array(host.memory.swapKinds.map(JSONValue.string))),
      ("zswap", host.memory.zswap.map(JSONValue.bool) ?? .null),
      ("cgroup", .string(orNull: host.memory.controlGroups?.rawValue)),
      ("numa_nodes", .integer(orNull: host.numaNodes)),
      ("start", Report.time(session.times.first)), ("end", Report.time(session.times.last)),
      ("samples", .integer(Int64(session.times.count))),
      ("interval_seconds", session.usualInterval.map { .number(Double($0) / 1000) } ?? .null),
      ("mem_total_kib", .integer(orNull: session.ram?.kibibytes)),
      ("possible_cpus", .integer(orNull: host.possibleCPUs)), ("online_cpus", .integer(orNull: host.onlineCPUs)),
      ("vmap_stack", host.vmapStack.value.map(JSONValue.bool) ?? .null),
      ("recorder", .string(session.header.recorder)),
      (
        "remarks",
        .array(
          session.remarks.map { remark in
            .object([
              ("text", .string(remark.text)), ("file", .string(orNull: remark.file)),
              ("line", .integer(orNull: remark.line)), ("count", .integer(Int64(remark.count))),
            ])
          })
      ),
    ])
  }

  private func dimension(_ finding: Finding) -> JSONValue {
    let shape = finding.shape
    return .object([
      ("dimension", .string(finding.dimension.name)),
      ("scope", .string(orNull: findings.session.scope(of: finding.dimension.name)?.rawValue)),
      ("pattern", .string(shape.pattern.rawValue)),
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
      ("mean", .number(numbers.mean)), ("median", .integer(numbers.median)), ("p95", .integer(numbers.p95)),
      ("noise", .number(finding.shape.noise)),
    ])
  }

  /// A moment as ISO 8601, null for none.
  static func time(_ milliseconds: Int64?) -> JSONValue {
    .string(orNull: milliseconds.map { CivilTime(milliseconds: $0).iso8601 })
  }
}
