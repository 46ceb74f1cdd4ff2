extension ForeignName {
  /// The names of each tool and the counters that they mean.
  ///
  /// From each tool's output and source: sysstat 12.6 (pr_stats.c, json_stats.c), PCP 6.0 (pmns of the linux PMDA), collectl 4.3,
  /// telegraf (plugins/inputs/mem), munin 2.0 (memory), below (model field ids), Datadog's agent (checks of memory).
  static let table: [Tool: [String: String]] = {
    var table: [Tool: [String: String]] = [:]
    for row in rows {
      for (tool, name) in zip(Tool.allCases, row.names) where !name.isEmpty {
        table[tool, default: [:]][name] = row.counter
      }
    }
    for (tool, name, counter) in aliases { table[tool, default: [:]][name] = counter }
    return table
  }()

  /// A counter and its names, in the order of the tools; empty where a tool does not give it.
  private static let rows: [(counter: String, names: [String])] = [
    ("MemTotal", ["", "kbttlmem", "mem.physmem", "Tot", "total", "mem.total"]),
    ("MemFree", ["memfree", "kbmemfree", "mem.util.free", "Free", "free", "mem.free"]),
    ("MemAvailable", ["avail", "kbavail", "mem.util.available", "", "available", "mem.available"]),
    ("Buffers", ["buffers", "kbbuffers", "mem.util.bufmem", "Buf", "buffered", "mem.buffers"]),
    ("Cached", ["cached", "kbcached", "mem.util.cached", "Cached", "cached", "mem.cached"]),
    ("Slab", ["slab", "kbslab", "mem.util.slab", "Slab", "slab", "mem.slab"]),
    ("SReclaimable", ["", "", "mem.util.slabReclaimable", "SReclaim", "sreclaimable", "mem.slab_reclaimable"]),
    ("SUnreclaim", ["", "", "mem.util.slabUnreclaimable", "SUnreclaim", "sunreclaim", "mem.slab_unreclaimable"]),
    ("VmallocUsed", ["vmused", "kbvmused", "mem.util.vmallocUsed", "", "vmalloc_used", "mem.vmalloc_used"]),
    ("KernelStack", ["kstack", "kbkstack", "mem.util.kernelStack", "", "", "mem.kernel_stack"]),
    ("PageTables", ["pgtbl", "kbpgtbl", "mem.util.pageTables", "", "page_tables", "mem.page_tables"]),
    ("Percpu", ["", "", "mem.util.percpu", "", "per_cpu", "mem.percpu"]),
    ("AnonPages", ["anonpg", "kbanonpg", "mem.util.anonpages", "Anon", "", "mem.anon"]),
    ("Mapped", ["", "", "mem.util.mapped", "Map", "mapped", "mem.mapped"]),
    ("Shmem", ["shared", "kbshmem", "mem.util.shmem", "", "shared", "mem.shmem"]),
    ("Dirty", ["dirty", "kbdirty", "mem.util.dirty", "", "dirty", "mem.dirty"]),
    ("Committed_AS", ["commit", "kbcommit", "mem.util.committed_AS", "Commit", "committed_as", ""]),
    ("Active", ["active", "kbactive", "mem.util.active", "", "active", "mem.active"]),
    ("Inactive", ["inactive", "kbinact", "mem.util.inactive", "Inactive", "inactive", "mem.inactive"]),
    ("SwapTotal", ["", "", "mem.util.swapTotal", "", "swap_total", ""]),
    ("SwapFree", ["swpfree", "kbswpfree", "mem.util.swapFree", "", "swap_free", ""]),
    ("Tasks", ["plist-sz", "plist-sz", "kernel.all.nprocs", "", "", ""]),
  ]

  /// Further names of the same counters.
  private static let aliases: [(Tool, String, String)] = [
    (.pcp, "mem.freemem", "MemFree"), (.pcp, "mem.bufmem", "Buffers"), (.telegraf, "kernel_stack", "KernelStack"),
    (.telegraf, "percpu", "Percpu"), (.telegraf, "buffers", "Buffers"), (.telegraf, "committed", "Committed_AS"),
    (.datadog, "system.mem.total", "MemTotal"), (.datadog, "system.mem.usable", "MemAvailable"),
    (.datadog, "system.mem.free", "MemFree"), (.datadog, "system.mem.slab", "Slab"),
    (.datadog, "system.mem.slab_reclaimable", "SReclaimable"), (.datadog, "system.mem.page_tables", "PageTables"),
    (.datadog, "system.mem.buffered", "Buffers"), (.datadog, "system.mem.cached", "Cached"),
    (.datadog, "system.mem.shared", "Shmem"), (.pcp, "mem.util.directMap4k", "DirectMap4k"),
  ]
}
