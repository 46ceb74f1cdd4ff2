import KernelMemory

/// Finds out whether this kernel takes thread stacks from vmalloc (CONFIG_VMAP_STACK).
struct VmapStackProbe: Sendable {
  let files: HostFiles
  let release: String?
  let configuration: KernelConfiguration?

  /// The answer with its source; the kernel's own configuration is asked before the traces of its work.
  ///
  /// Architectures that cannot do it do not mention the option at all.
  func vmapStack() -> VmapStack {
    if let configuration { return VmapStack(configuration["VMAP_STACK"] == "y", source: configuration.source) }
    if let text = files.text("proc/vmallocinfo"), let value = VmapStackProbe.traced(text) {
      return VmapStack(value, source: "/proc/vmallocinfo")
    }
    if let release, VmapStackProbe.isBefore(release) {
      return VmapStack(false, source: "the kernel release \(release), which is before 4.9")
    }
    return VmapStack()
  }

  /// Whether a kernel is older than the option, which came with 4.9.
  static func isBefore(_ release: String) -> Bool {
    let numbers = release.split(separator: ".").prefix(2).map { Int($0.prefix { $0.isASCII && $0.isNumber }) }
    guard numbers.count == 2, let major = numbers[0], let minor = numbers[1] else { return false }
    return (major, minor) < (4, 9)
  }

  /// What the list of vmalloc areas says: every task has a stack, so a list with callers and no stack among them means no.
  ///
  /// nil where the list is empty or names no function.
  static func traced(_ text: String) -> Bool? {
    var namesCallers = false
    for line in text.pieces("\n") {
      guard let caller = line.pieces(" ").first(where: { $0.mentions("+0x") }) else { continue }
      namesCallers = true
      if VmallocArea.stackCallers.contains(where: { caller.hasPrefix($0) }) { return true }
    }
    return namesCallers ? false : nil
  }
}
