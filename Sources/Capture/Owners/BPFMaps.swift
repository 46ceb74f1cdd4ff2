internal import CBPF
import KernelMemory

/// BPF maps as owners of per-CPU memory, through bpf(2) on the running system (CAP_SYS_ADMIN).
struct BPFMaps {
  /// At most so many maps are looked at in a snapshot.
  private static let limit = 4096

  /// Maps, and programs, that there are; nil where they may not be counted.
  private(set) var maps: Int64?
  private(set) var programs: Int64?

  /// The per-CPU maps by type and name: KiB for all possible CPUs, and how many.
  ///
  /// A per-CPU map holds max_entries × the value's size rounded up to 8 bytes for each possible CPU (`kernel/bpf/arraymap.c`,
  /// `hashtab.c`); one without preallocation holds no more than that, and is left out.
  mutating func read(possibleCPUs: Int64) -> [Owner] {
    var sums: [String: (bytes: Int64, count: Int64)] = [:]
    var count: Int64 = 0
    var id: UInt32 = 0
    while count < BPFMaps.limit, case let next = kmem_bpf_next(0, id), next > id {
      id = next
      count += 1
      var map = kmem_bpf_map()
      guard unsafe kmem_bpf_describe(id, &map) != 0, let type = BPFMaps.types[map.type], map.flags & 1 == 0 else {
        continue
      }
      let name = unsafe withUnsafeBytes(of: &map.name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      let size = (Int64(map.value_size) + 7) / 8 * 8
      let bytes = size.multipliedReportingOverflow(by: Int64(map.max_entries) * possibleCPUs)
      let label = "BPF \(type) maps" + (name.isEmpty ? "" : " \"\(name)\"")
      if !bytes.overflow { sums[label, default: (0, 0)].bytes += bytes.partialValue }
      sums[label, default: (0, 0)].count += 1
    }
    var program: UInt32 = 0
    var found: Int64 = 0
    while found < BPFMaps.limit, case let next = kmem_bpf_next(1, program), next > program {
      program = next
      found += 1
    }
    if count > 0 || found > 0 {
      maps = count
      programs = found
    }
    return sums.sorted { $0.key < $1.key }.map { Owner($0.key, [$0.value.bytes / 1024, $0.value.count, 0]) }
  }

  /// The types whose values are per-CPU, of `enum bpf_map_type` (include/uapi/linux/bpf.h).
  private static let types: [UInt32: String] = [
    5: "percpu_hash", 6: "percpu_array", 10: "lru_percpu_hash", 21: "percpu_cgroup_storage",
  ]
}
