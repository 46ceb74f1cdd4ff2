/// Why a rule speaks; the raw value is the name in the findings' JSON, and each has its sentence in a report.
package enum Reason: String, Sendable, Hashable, CaseIterable {
  /// Growth without pause to the end.
  case leak
  /// The same, but weaker than the policy asks for.
  case weakGrowth = "weak_growth"
  /// Growth that the rising half of a day would show as well.
  case dayRhythm = "day_rhythm"
  /// Growth that may still fade.
  case uncertainGrowth = "uncertain_growth"
  /// The limit may be near.
  case littleTime = "little_time"
  /// A rise that was large for this host, and has ended.
  case largeRise = "large_rise"
  /// Growth without pause that is too small to matter on this host.
  case immaterial
  /// Growth that counts as reclaimable and that something holds.
  case pinned
  /// Most of the growth is what the kernel can give back.
  case reclaimable
  /// The half of Slab that cannot be given back does not grow by itself.
  case neitherHalf = "neither_half"
  /// Areas in /proc/vmallocinfo are thread stacks.
  case stackAreas = "stack_areas"
  /// Areas in /proc/vmallocinfo are tables of the per-CPU allocator.
  case percpuAreas = "percpu_areas"
  /// KernelStack grew by as much.
  case stacks
  /// Percpu grew by enough to explain it.
  case percpuChunks = "percpu_chunks"
  /// Memory of processes grew, and needs page tables.
  case mappedMemory = "mapped_memory"
  /// Stacks of new threads need page tables.
  case tablesOfStacks = "tables_of_stacks"
  /// Tasks rise with the stacks.
  case threads
  /// The half that cannot be given back grows.
  case half
  /// Each thread costs slab beside its stack.
  case slabOfThreads = "slab_of_threads"
  /// Slab and per-CPU memory grow together.
  case cgroups
  /// Slab that cannot be given back is much of RAM.
  case unreclaimableShare = "unreclaimable_share"
  /// Slab is much of RAM.
  case slabShare = "slab_share"
  /// Page tables are much of RAM.
  case pageTableShare = "page_table_share"
  /// Page tables are many times what mapped memory needs.
  case sparseMappings = "sparse_mappings"
  /// Per-CPU memory is much of RAM.
  case percpuShare = "percpu_share"
  /// Per-CPU memory is much for each possible CPU.
  case percpuPerCPU = "percpu_per_cpu"
  /// Memory serves CPUs that are not there.
  case possibleCPUs = "possible_cpus"
  /// Stacks are more than the tasks need.
  case stackPerTask = "stack_per_task"
  /// Memory that no counter names grew.
  case unnamedMemory = "unnamed_memory"
  /// SUnreclaim came back and Percpu did not.
  case fragmentation
  /// Pools of huge pages grew.
  case hugePagesGrew = "huge_pages_grew"
  /// Pools of huge pages hold much of RAM.
  case hugePages = "huge_pages"
  /// Next to nothing is available.
  case littleAvailable = "little_available"
  /// MemAvailable falls to the end.
  case supplyFalls = "supply_falls"
  /// MemAvailable has lost much of what was left, falling all the way.
  case supplyDeclines = "supply_declines"
  /// MemAvailable has lost most of what was left, and the fall is over.
  case supplyLost = "supply_lost"
  /// Swap is nearly used up.
  case swapFills = "swap_fills"
  /// MemTotal is another at the end than at the start.
  case ramChanged = "ram_changed"
  /// What the two ends of a short record say.
  case betweenEnds = "between_ends"
}
