/// Finds the container runtime around this process from the traces that runtimes leave.
struct ContainerProbe: Sendable {
  let files: HostFiles
  let release: String?

  /// The inode numbers of the first namespaces, which the kernel fixes (`include/linux/proc_ns.h`).
  ///
  /// A container can share some of them with its host, but hardly all four.
  private static let initialNamespaces = [
    "cgroup": "cgroup:[4026531835]", "pid": "pid:[4026531836]", "uts": "uts:[4026531838]", "ipc": "ipc:[4026531839]",
  ]

  /// The answer, `none` where the process lives in the machine's first namespaces, or nil where nothing tells.
  ///
  /// Kubernetes is named before the runtime that it uses, because its notes help more.
  func clue() -> EnvironmentClue? {
    let groups = controlGroups()
    let isOutermost = isInInitialNamespaces
    if isOutermost && groups.isEmpty {
      // Images that became the disk of a VM keep these marks.
      return EnvironmentClue(name: "none", evidence: ["the machine's first namespaces in /proc/self/ns"])
    }
    let clues = groups + (isOutermost ? [] : serviceAccount() + manager() + marks() + rootFileSystem())
    guard let first = clues.first(where: { $0.name == "kubernetes" }) ?? clues.first else { return unknownRuntime }
    return EnvironmentClue(name: first.name, evidence: clues.filter { $0.name == first.name }.flatMap(\.evidence))
  }

  private var isInInitialNamespaces: Bool {
    ContainerProbe.initialNamespaces.allSatisfy { files.link("proc/self/ns/" + $0.key) == $0.value }
  }

  /// All four namespaces are its own, and nobody says whose: but a distribution under WSL always has its own.
  private var unknownRuntime: EnvironmentClue? {
    guard release?.lowercased().mentions("microsoft") != true else { return nil }
    let isApart = ContainerProbe.initialNamespaces.allSatisfy { name, first in
      files.link("proc/self/ns/" + name).map { $0 != first } ?? false
    }
    return isApart ? EnvironmentClue(name: "other", evidence: ["namespaces of its own in /proc/self/ns"]) : nil
  }

  /// Where the layers of the root file system lie, which runtimes that leave no mark cannot hide.
  private func rootFileSystem() -> [EnvironmentClue] {
    let root = files.text("proc/self/mountinfo")?.pieces("\n").first { line in
      let fields = line.pieces(" ")
      return fields.count > 6 && fields[4] == "/"
    }
    let places = [
      ("/io.containerd.snapshotter.", "containerd"), ("/docker/overlay2/", "docker"),
      ("/containers/storage/overlay/", "podman"),
    ]
    guard let root, let place = places.first(where: { root.mentions($0.0) }) else { return [] }
    return [EnvironmentClue(name: place.1, evidence: ["`\(place.0)` in the mount of / in /proc/self/mountinfo"])]
  }

  /// What systemd, LXC and others tell to the first process, in a file or in its environment (systemd's Container Interface).
  private func manager() -> [EnvironmentClue] {
    var clues: [EnvironmentClue] = []
    if let name = files.word("run/systemd/container"), let known = ContainerProbe.runtime(name) {
      clues.append(EnvironmentClue(name: known, evidence: ["`\(name)` in /run/systemd/container"]))
    }
    let variables = files.text("proc/1/environ", limit: 1 << 16)?.pieces("\0") ?? []
    if let variable = variables.first(where: { $0.hasPrefix("container=") }),
      let known = ContainerProbe.runtime(String(variable.dropFirst("container=".count)))
    {
      clues.append(EnvironmentClue(name: known, evidence: ["`\(variable)` in /proc/1/environ"]))
    }
    return clues
  }

  private static func runtime(_ value: String) -> String? {
    guard !value.isEmpty, value.utf8.count <= 64, value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
    return value == "lxc-libvirt" ? "lxc" : value
  }

  private func serviceAccount() -> [EnvironmentClue] {
    let places = ["run/secrets/kubernetes.io", "var/run/secrets/kubernetes.io"]
    guard let place = places.first(where: files.exists) else { return [] }
    return [EnvironmentClue(name: "kubernetes", evidence: ["/\(place) exists"])]
  }

  private func marks() -> [EnvironmentClue] {
    [("run/.containerenv", "podman"), (".dockerenv", "docker")].filter { files.exists($0.0) }.map {
      EnvironmentClue(name: $0.1, evidence: ["/\($0.0) exists"])
    }
  }

  /// The path of this process's control group, where the runtime did not hide it behind a cgroup namespace.
  private func controlGroups() -> [EnvironmentClue] {
    let lines = files.text("proc/self/cgroup", limit: 1 << 16)?.pieces("\n") ?? []
    var clues: [EnvironmentClue] = []
    for line in lines {
      let path = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).last ?? ""
      for segment in path.pieces("/") {
        guard let name = ContainerProbe.owner(segment, in: path), !clues.contains(where: { $0.name == name }) else {
          continue
        }
        clues.append(EnvironmentClue(name: name, evidence: ["a \(name) path in /proc/self/cgroup"]))
      }
    }
    return clues
  }

  /// The runtime that names control groups like this one; not the runtime's own service, such as `docker.service`.
  private static func owner(_ segment: Substring, in path: Substring) -> String? {
    if segment == "kubepods" || segment.hasPrefix("kubepods.") || segment.hasPrefix("kubepods-") { return "kubernetes" }
    if segment.hasSuffix(".service") { return nil }
    let prefixes = [
      ("libpod-", "podman"), ("libpod_parent", "podman"), ("docker-", "docker"), ("cri-containerd-", "containerd"),
      ("nerdctl-", "containerd"),
      ("lxc.payload", "lxc"), ("crio-", "cri-o"),
    ]
    if let found = prefixes.first(where: { segment.hasPrefix($0.0) }) { return found.1 }
    // `/docker/<id>`, `/containerd/<id>` and `/lxc/<name>` in the old style.
    let folders = ["docker", "containerd", "lxc"]
    return path.pieces("/").dropLast().contains(segment) ? folders.first { segment == $0 } : nil
  }
}
