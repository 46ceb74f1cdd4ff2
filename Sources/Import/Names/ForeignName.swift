import KernelMemory

/// What a tool's own name for a counter means: the counter in the kernel's spelling, and the unit in which the tool gives it.
struct ForeignName: Equatable {
  /// The counter in the kernel's spelling.
  var counter: String

  /// The unit; nil for counts.
  var unit: MemoryUnit?

  /// Whose names are looked up.
  enum Tool: CaseIterable {
    /// `sadf -j` and `-x`: kB.
    case sadf
    /// `sar`, `sadf -d`, `-p`, `-r`: kB.
    case sar
    /// PCP's `mem.util`: kB.
    case pcp
    /// collectl's `[MEM]`: kB.
    case collectl
    /// telegraf's `mem`, munin's `memory`: bytes.
    case telegraf
    /// below's fields: bytes.
    case below
    /// Datadog's `system.mem`: MiB.
    case datadog

    /// The unit of its amounts.
    var unit: MemoryUnit {
      switch self {
      case .sadf, .sar, .pcp, .collectl: .kibibytes
      case .telegraf, .below: .bytes
      case .datadog: .mebibytes
      }
    }
  }

  /// Looks a name up; nil where the tool has no such name, or where it is not a counter that the kernel has.
  static func counter(_ name: String, of tool: Tool) -> ForeignName? {
    guard let counter = table[tool]?[name] else { return nil }
    return ForeignName(counter: counter, unit: counter == ContextCounter.tasks.name ? nil : tool.unit)
  }

  /// node_exporter's `node_memory_Active_anon_bytes`; before 0.16 (2018) without `_bytes`, in bytes all the same.
  ///
  /// It writes `_` for the parentheses of /proc/meminfo (collector/meminfo_linux.go), and counts of huge pages without a unit.
  static func nodeExporter(_ name: some StringProtocol) -> ForeignName? {
    if name == "node_processes_threads" { return ForeignName(counter: ContextCounter.tasks.name, unit: nil) }
    guard name.hasPrefix("node_memory_") else { return nil }
    var bare = String(name.dropFirst("node_memory_".count))
    if bare.hasSuffix("_bytes") { bare.removeLast("_bytes".count) }
    for kind in ["anon", "file"] where bare.hasSuffix("_" + kind) {
      bare.removeLast(kind.utf8.count + 1)
      bare += "(\(kind))"
    }
    return bare.isEmpty ? nil : ForeignName(counter: bare, unit: bare.hasPrefix("HugePages_") ? nil : .bytes)
  }

  /// A name of any table whose names cannot be mistaken: `kbslab`, `mem.util.slab`, `node_memory_Slab_bytes`; as it is or in a graph's legend.
  static func unmistakable(_ name: String) -> ForeignName? {
    let name = legend(name)
    return nodeExporter(name) ?? counter(name, of: .sar) ?? counter(name, of: .datadog)
      ?? (name.hasPrefix("mem.") || name.hasPrefix("kernel.all.") ? counter(name, of: .pcp) : nil)
  }

  /// The name in a legend: `node_memory_Slab_bytes{instance="a:9100"}`, `{__name__="…"}`, `avg:system.mem.slab{host:web-1}`.
  private static func legend(_ text: String) -> String {
    if let label = text.firstRange(of: "__name__=\"") { return String(text[label.upperBound...].prefix { $0 != "\"" }) }
    let head = text.prefix { $0 != "{" }
    let parts = head.split(separator: ":", maxSplits: 1)
    return parts.count == 2 && ["avg", "max", "min", "sum"].contains(parts[0]) ? String(parts[1]) : String(head)
  }
}
