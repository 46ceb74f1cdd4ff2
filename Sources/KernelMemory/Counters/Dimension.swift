/// A counter of /proc/meminfo that a report judges: the one table of them.
///
/// The five bands come first, in the order in which they are stacked; then the two halves of Slab, then what is left to use.
package enum Dimension: String, CaseIterable, Hashable, Sendable {
  /// Memory of the slab allocator: SReclaimable + SUnreclaim.
  case slab = "Slab"
  /// Physical pages of vmalloc areas since 5.3; constant 0 in 4.4 to 5.2; address space before.
  case vmallocUsed = "VmallocUsed"
  /// One stack a task; also inside VmallocUsed where the kernel has VMAP_STACK. Since 2.6.32.
  case kernelStack = "KernelStack"
  /// User space's page tables of every level. Since 2.6.18.
  case pageTables = "PageTables"
  /// Populated pages of the per-CPU allocator, times possible CPUs, without its metadata. Since 4.20.
  case percpu = "Percpu"
  /// The part of Slab that the kernel can give back under pressure. Since 2.6.19.
  case sReclaimable = "SReclaimable"
  /// The part of Slab that the kernel cannot give back. Since 2.6.19.
  case sUnreclaim = "SUnreclaim"
  /// The kernel's own estimate of what new work can have without swapping. Since 3.14.
  case memAvailable = "MemAvailable"

  /// The five dimensions of kernel memory, in stacking order from the bottom.
  package static let bands: [Dimension] = [.slab, .vmallocUsed, .kernelStack, .pageTables, .percpu]

  /// The kernel's own spelling in /proc/meminfo.
  package var name: String { rawValue }

  /// Whether a fall of this counter, and not a rise, is what costs memory.
  package var isSupply: Bool { self == .memAvailable }

  /// Whether this is one of the five.
  package var isBand: Bool { Dimension.bands.contains(self) }

  /// The dimension's colour as `#rrggbb`, fixed for ever and distinguishable by colour-blind readers (Okabe and Ito, 2008).
  package var colour: String {
    switch self {
    case .slab, .sReclaimable, .sUnreclaim: "#0072B2"
    case .vmallocUsed: "#56B4E9"
    case .kernelStack: "#009E73"
    case .pageTables: "#E69F00"
    case .percpu: "#CC79A7"
    case .memAvailable: "#59636E"
    }
  }
}
