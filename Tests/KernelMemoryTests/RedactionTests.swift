import KernelMemory
import Testing

@Suite struct RedactionTests {
  private static func session(host: String = "web-17.acme.example", label: String? = "Acme load test") -> Session {
    let facts = HostFacts(
      name: host, kernelRelease: "6.1.0", bootID: "5bd1e995-0000-4000-8000-c0ffee000001", possibleCPUs: 4,
      environment: HostEnvironment(hypervisor: "kvm", evidence: ["`QEMU` in DMI of \(host)"]))
    let header = SessionHeader(label: label, recorder: "kmem 0.1.0", start: 0, interval: 1000, host: facts)
    var second = header
    second.host.bootID = "5bd1e995-0000-4000-8000-c0ffee000002"
    second.label = nil
    return Session(
      header: header,
      parts: [SessionPart(header: header, samples: 0..<2), SessionPart(header: second, samples: 2..<3)],
      times: [0, 1000, 5000], columns: [Column(name: "Slab", values: [1, 2, 3])],
      events: [
        SessionEvent(time: 0, kind: .commandStart("/opt/acme/bin/load --key s3cr3t")),
        SessionEvent(time: 500, kind: .mark("deploy by alice")), SessionEvent(time: 600, kind: .mark("deploy by bob")),
        SessionEvent(time: 700, kind: .mark("deploy by alice")), SessionEvent(time: 900, kind: .gap(milliseconds: 5)),
        SessionEvent(time: 5000, kind: .end(reason: "SIGTERM")),
      ],
      remarks: [
        Remark("the host is called db-1 from here on, and \(host) before", file: "/home/alice/\(host).jsonl", line: 7)
      ])
  }

  @Test func namesBecomePseudonymsAndFactsStay() {
    let session = Self.session()
    let redacted = Redaction(session)(session)
    #expect(redacted.header.host.name == "host-1")
    #expect(redacted.header.label == "label-1")
    #expect(redacted.parts.map(\.header.host.bootID) == ["boot-1", "boot-2"])
    #expect(redacted.parts.map(\.header.label) == ["label-1", nil])
    #expect(
      redacted.events.map(\.kind) == [
        .commandStart("command-1"), .mark("mark-1"), .mark("mark-2"), .mark("mark-1"), .gap(milliseconds: 5),
        .end(reason: "SIGTERM"),
      ])
    #expect(redacted.remarks.map(\.file) == ["file-1"])
    #expect(redacted.remarks.map(\.text) == ["the host is called db-1 from here on, and host-1 before"])
    #expect(redacted.header.host.environment.evidence == ["`QEMU` in DMI of host-1"])
    #expect(redacted.header.host.kernelRelease == "6.1.0")
    #expect(redacted.header.recorder == "kmem 0.1.0")
    #expect(redacted.times == session.times)
    #expect(redacted.columns == session.columns)
    #expect(redacted.events.map(\.time) == session.events.map(\.time))
  }

  @Test func ownersThatPeopleNamedAreReplaced() {
    var session = Self.session()
    func list(_ kind: OwnerList.Kind, _ names: String...) -> OwnerList {
      OwnerList(kind, columns: [.kib], owners: names.map { Owner($0, [1]) })
    }
    let lists = [
      list(.threads, "acme-server", "kworker (kernel)"), list(.pageTables, "psql", "acme-server"),
      list(.cgroups, "/system.slice/acme.service"),
      list(.slab, "dentry", "dentry(7:acme.service)", "kmalloc-64 (also x)"),
      list(.vmalloc, "load_module"), list(.percpu, "network namespaces"),
      list(.sharedMemory, "segment 7", "/dev/shm/acme"),
      list(.codeLines, "mm/slub.c:1 func:x"),
    ]
    session.owners = [0, 5000].map {
      OwnerSnapshot(time: $0, reason: .period, lists: lists, remarks: ["read on web-17.acme.example"])
    }
    let redacted = Redaction(session)(session).owners
    #expect(redacted[0].lists == redacted[1].lists)
    #expect(
      redacted[0].lists.map { $0.owners.map(\.name) } == [
        ["process-1", "kworker (kernel)"], ["process-2", "process-1"], ["cgroup-1"],
        ["dentry", "dentry(cgroup-2)", "kmalloc-64 (also x)"], ["load_module"], ["network namespaces"],
        ["segment 7", "shared-memory-1"], ["mm/slub.c:1 func:x"],
      ])
    #expect(redacted[0].remarks == ["read on host-1"])
  }

  /// A secret in every string of a session that people can give; none is left, also not inside the texts about it.
  @Test func nothingGivenIsLeft() {
    var session = Self.session(host: "secret-host", label: "secret-label")
    session.header.host.vmapStack = VmapStack(true, source: "/boot/config of secret-host")
    session.header.host.memory = MemorySetup(pageTableLevels: 4, pageTableLevelsSource: "a file of secret-host")
    session.header.host.environment.evidence = ["a path of secret-host"]
    session.header.recorder = "kmem on secret-host"
    session.parts = [SessionPart(header: session.header, samples: 0..<3)]
    session.events = [
      SessionEvent(time: 0, kind: .commandStart("secret-command --key")),
      SessionEvent(time: 1, kind: .mark("secret-mark")),
      SessionEvent(time: 2, kind: .end(reason: "secret-mark came")),
    ]
    session.remarks = [Remark("secret-file.log of secret-host is odd", file: "/x/secret-file.log", line: 1)]
    let lists = [
      OwnerList(.threads, columns: [.kib], owners: [Owner("secret-a", [1])]),
      OwnerList(.pageTables, columns: [.kib], owners: [Owner("secret-b", [1])]),
      OwnerList(.cgroups, columns: [.kib], owners: [Owner("/secret-c.slice", [1])]),
      OwnerList(.slab, columns: [.kib], owners: [Owner("dentry(7:secret-d.service)", [1])]),
      OwnerList(.percpu, columns: [.kib], owners: [Owner("BPF percpu_hash maps \"secret-e\"", [1])]),
      OwnerList(.sharedMemory, columns: [.kib], owners: [Owner("/dev/shm/secret-f", [1])]),
    ]
    session.owners = [OwnerSnapshot(time: 0, reason: .start, lists: lists, remarks: ["secret-host hides a file"])]
    let redacted = Redaction(session)(session)
    #expect(!"\(redacted)".contains("secret"))
    #expect("\(session)".contains("secret-f"))
  }

  /// Texts that speak of what was replaced.
  @Test(arguments: [
    ("web-17.acme.example is up", "host-1 is up"), ("on web-17.acme.example.", "on host-1."),
    ("web-17.acme.example2", "web-17.acme.example2"), ("Acme load test of web-17.acme.example", "label-1 of host-1"),
    ("web-17.acme.example.jsonl", "file-1"), ("nothing", "nothing"), ("", ""), ("host-1", "host-1"),
    ("deploy by alice, deploy by bob", "mark-1, mark-2"),
  ])
  func texts(text: String, expected: String) {
    #expect(Redaction(Self.session()).text(text) == expected)
  }

  @Test func aPseudonymIsNotReplacedAgain() {
    let session = Self.session(host: "host", label: "label of host")
    #expect(Redaction(session).text("host, label of host") == "host-1, label-1")
    #expect(Redaction(session)(session).header.host.name == "host-1")
  }

  @Test func whatIsUnknownStaysUnknown() {
    var session = Self.session(label: nil)
    session.header.host.name = nil
    session.parts = []
    let redacted = Redaction(session)(session)
    #expect(redacted.header.host.name == nil)
    #expect(redacted.header.label == nil)
  }
}
