/// What may be told of a kernel's command line where names are taken out of a session.
package enum KernelCommandLine {
  /// Parameters that say how memory is set up, and whose values name nobody (Documentation/admin-guide/kernel-parameters.txt).
  private static let known: Set<String> = [
    "cgroup.memory", "cgroup_disable", "cgroup_enable", "cma", "crashkernel", "debug_pagealloc", "default_hugepagesz",
    "dhash_entries", "hugepages", "hugepagesz", "hugetlb_cma", "hugetlb_free_vmemmap", "ihash_entries", "init_on_alloc",
    "init_on_free", "intel_iommu", "amd_iommu", "iommu", "isolcpus", "kernelcore", "kmemleak", "log_buf_len", "maxcpus",
    "mem",
    "mhash_entries", "mitigations", "movablecore", "mphash_entries", "no5lvl", "nohz_full", "nosmt", "nr_cpus", "numa",
    "numa_balancing", "page_owner", "page_poison", "percpu_alloc", "possible_cpus", "psi", "quiet", "ro", "rw",
    "slab_debug", "slab_max_order", "slab_merge", "slab_min_objects", "slab_nomerge", "slub_debug", "slub_max_order",
    "slub_min_objects", "slub_nomerge", "splash", "swapaccount", "sysctl.vm.mem_profiling",
    "systemd.unified_cgroup_hierarchy", "thash_entries", "transparent_hugepage", "uhash_entries", "vmalloc",
    "zswap.enabled",
  ]

  /// The command line with `redacted` in place of what parameters outside of that list are set to, and of words that stand alone.
  package static func redacted(_ line: String) -> String {
    parameters(line).map { parameter in
      let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts.first ?? "")
      if known.contains(name) { return String(parameter) }
      let isPlain = name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20) || [0x2d, 0x2e, 0x5f].contains(byte)
      }
      return parts.count > 1 && isPlain && !name.isEmpty ? name + "=redacted" : "redacted"
    }.joined(separator: " ")
  }

  /// Blanks separate parameters, except within quotes (`next_arg`, lib/cmdline.c).
  private static func parameters(_ line: String) -> [Substring] {
    var isQuoted = false
    let parts = line.unicodeScalars.split { scalar in
      if scalar == "\"" { isQuoted.toggle() }
      return !isQuoted && (scalar == " " || scalar == "\t" || scalar == "\n")
    }
    return parts.map { Substring($0) }
  }
}
