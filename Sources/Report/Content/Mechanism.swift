import Analysis
import KernelMemory

/// What kind of thing grew, told by caches that grow one for one.
///
/// What each thing is made of: `fs/pipe.c` (alloc_pipe_info: one pipe_inode_info, 16 pipe_buffers of 40 bytes, one inode, two files),
/// `net/core/skbuff.c`, `net/socket.c`, `fs/dcache.c` (names of 40 bytes and more lie outside of the dentry), `mm/memcontrol.c`.
struct Mechanism {
  let ownership: Ownership

  /// What can be told.
  enum Things {
    case pipes, sockets, packets, names, cgroups, maps
  }

  /// One sentence; nil where no set of caches tells.
  var sentence: String? { told?.sentence }

  /// What grew, where it is what grew most and does not stand beside something else.
  var things: Things? { what == "These are" ? told?.things : nil }

  private var told: (things: Things, sentence: String)? {
    if let pipes { return (.pipes, pipes) }
    if let sockets { return (.sockets, sockets) }
    if let buffers { return (.packets, buffers) }
    if let names { return (.names, names) }
    if let cgroups { return (.cgroups, cgroups) }
    return maps.map { (.maps, $0) }
  }

  /// What is less than this part of the growth explains nothing of it.
  private static let least = 0.05

  /// Whether it is what grew most, or stands beside something else, as a walk over files.
  private var what: String {
    let others = [
      "slab:ext4_", "slab:xfs_", "slab:btrfs_", "slab:buffer_head", "slab:radix_tree_node", "slab:xarray_node",
      "slab:proc_inode",
    ]
    let key = ownership.leader?.key ?? ""
    return others.contains { key.hasPrefix($0) } ? "Beside it are" : "These are"
  }

  /// By how many objects owners grew whose keys begin like this, the most of several; nil where none did.
  private func grown(_ keys: String...) -> Int64? {
    let named = ownership.owners.filter { owner in
      keys.contains { owner.key == $0 || ($0.hasSuffix("*") && owner.key.hasPrefix($0.dropLast())) }
        || owner.sharedKeys.contains { shared in keys.contains(shared) }
    }
    let grown = named.filter { ($0.change ?? 0) > 0 }
    guard grown.reduce(0, { $0 + ($1.share ?? 0) }) >= Mechanism.least else { return nil }
    return grown.compactMap(\.countChange).max().flatMap { $0 >= 50 ? $0 : nil }
  }

  /// Whether one number is so many times another, but for a fifth: other work moves caches too.
  private func isTimes(_ times: Double, _ one: Int64?, _ other: Int64?) -> Bool {
    guard let one, let other else { return false }
    return abs(Double(one) - times * Double(other)) <= 0.2 * times * Double(other)
  }

  private var pipes: String? {
    let inodes = grown("slab:inode_cache")
    guard isTimes(2, grown("slab:filp"), inodes), isTimes(1, grown("slab:kmalloc-cg-1k", "slab:kmalloc-1k"), inodes),
      let inodes
    else { return nil }
    return
      "\(what) pipes, \(Phrase.number(inodes)) more: two files, an inode and the buffers of each grow one for one."
  }

  private var sockets: String? {
    guard let inodes = grown("slab:sock_inode_cache") else { return nil }
    let kinds = ["UDP", "TCP", "UNIX", "UDPv6", "TCPv6", "RAW", "PING", "NETLINK", "AF_VSOCK"]
    let kind = kinds.first { isTimes(1, grown("slab:" + $0), inodes) }
    return
      "\(what) sockets, \(Phrase.number(inodes)) more\(kind.map { ", nearly all of them \($0)" } ?? ""): only closing them frees what they hold."
  }

  private var buffers: String? {
    guard let heads = grown("slab:skbuff_head_cache"), grown("slab:sock_inode_cache") == nil,
      ["1k", "512", "256", "2k", "4k"].contains(where: {
        isTimes(1, grown("slab:kmalloc-cg-" + $0, "slab:kmalloc-" + $0), heads)
      }) || grown("slab:skbuff_small_head").map({ $0 * 2 > heads }) ?? false
    else { return nil }
    return
      "\(what) packets that wait in sockets, \(Phrase.number(heads)) more: heads and data grow one for one, and nobody reads them."
  }

  private var names: String? {
    guard let dentries = grown("slab:negative_dentries"), let long = grown("slab:kmalloc-rcl-*"), long * 2 > dentries
    else { return nil }
    return
      "\(what) names that do not exist, of 40 letters or more: \(Phrase.number(long)) of them lie in kmalloc-rcl beside their dentries."
  }

  private var cgroups: String? {
    guard let groups = grown("slab:mem_cgroup", "slab:cgroup") else { return nil }
    let dying = ownership.comparison.change(.dyingCgroups).flatMap { $0 > 0 ? $0 : nil }
    let held = dying.map { ", \(Phrase.number($0)) of them removed but still held" } ?? ""
    return "\(what) memory cgroups, \(Phrase.number(groups)) more\(held)."
  }

  private var maps: String? {
    guard let areas = grown("vmalloc:array_map_alloc", "vmalloc:htab_map_alloc", "vmalloc:bpf_map_area_alloc") else {
      return nil
    }
    let counted = ownership.comparison.change(.bpfMaps).flatMap { $0 > 0 ? $0 : nil }
    return counted.map { "\(what) BPF maps, \(Phrase.number($0)) more." }
      ?? "\(what) the areas of BPF maps, \(Phrase.number(areas)) more."
  }
}

extension Mechanism {
  /// The words for a finding; nil unless it rose and its owners are known.
  init?(_ finding: Finding) {
    guard let ownership = finding.ownership, (ownership.change ?? 0) > 0, ownership.leader != nil else { return nil }
    self.ownership = ownership
  }
}
