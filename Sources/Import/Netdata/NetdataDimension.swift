/// The dimensions of Netdata's charts of memory, and the kernel's counters that they are (collectors/proc.plugin/proc_meminfo.c).
enum NetdataDimension {
  /// The counter of a dimension, and whether it is a count; nil for what is no counter of the kernel's.
  ///
  /// system.ram's `cached` has the reclaimable slab in it, and `used` is what is left: both serve for the total alone.
  static func counter(_ name: String) -> (name: String, isCount: Bool)? {
    switch name {
    case "Slab", "KernelStack", "PageTables", "VmallocUsed", "Percpu", "KReclaimable", "MemAvailable", "Committed_AS":
      (name, false)
    case "reclaimable": ("SReclaimable", false)
    case "unreclaimable": ("SUnreclaim", false)
    case "avail": ("MemAvailable", false)
    case "free": ("MemFree", false)
    case "buffers": ("Buffers", false)
    case "active": ("Tasks", true)
    default: nil
    }
  }

  /// Whether a column belongs to one of the charts that are read.
  static func isKnown(_ name: String) -> Bool { counter(name) != nil || ["used", "cached"].contains(name) }
}
