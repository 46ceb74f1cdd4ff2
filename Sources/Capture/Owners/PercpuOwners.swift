import KernelMemory

/// What takes per-CPU memory: BPF maps exactly, cgroups and network namespaces by what one of them was measured to cost.
enum PercpuOwners {
  static let columns: [OwnerList.Figure] = [.kib, .count, .estimated]

  /// KiB a memory cgroup and a possible CPU (measured on 6.18: 3.7 kB with 2 CPUs, 14.4 kB with 8).
  private static let cgroup = 1.8
  /// KiB a network namespace and a possible CPU (measured on 6.12 and 6.18: 6 kB with 2 CPUs).
  private static let networkNamespace = 3.0

  /// The owners of what the facts count, beside the maps.
  static func owners(_ facts: [OwnerSnapshot.Fact: Int64], maps: [Owner], possibleCPUs: Int64) -> [Owner] {
    func estimated(_ name: String, _ count: Int64?, _ each: Double) -> Owner? {
      count.map { Owner(name, [Int64(Double($0) * each * Double(possibleCPUs)), $0, 1]) }
    }
    let counted = [
      estimated("memory cgroups", facts[.memoryCgroups], cgroup),
      estimated("network namespaces", facts[.networkNamespaces], networkNamespace),
    ]
    return maps + counted.compactMap(\.self)
  }
}
