import Analysis
import KernelMemory
import Markup
import ReportTemplates
import Testing

@testable import Report

@Suite struct OwnersTests {
  /// Threads of one command grow through three snapshots.
  static func session(_ name: String = "java") -> Session {
    var session = SampleSessions.threads()
    func snapshot(_ place: Int, _ reason: OwnerSnapshot.Reason, _ threads: Int64) -> OwnerSnapshot {
      let owners = [
        Owner(name, [threads * 16, threads, 1, 812, threads]), Owner("kworker (kernel)", [512, 32, 32, 4, 1]),
      ]
      let slab = OwnerList(
        .slab, columns: [.kib, .count, .usedKiB, .reclaimable], owners: [Owner("dentry", [30_000, 150_000, 29_000, 1])])
      return OwnerSnapshot(
        time: session.times[place], reason: reason,
        lists: [slab, OwnerList(.threads, columns: [.kib, .count, .processes, .pid, .most], owners: owners)],
        facts: [.cost: 2500], remarks: reason == .start ? ["/proc/vmallocinfo cannot be read (Permission denied)"] : [])
    }
    session.owners = [snapshot(0, .start, 20), snapshot(150, .period, 320), snapshot(299, .end, 620)]
    return session
  }

  private static func page(_ session: Session) throws -> String {
    String(decoding: try Report(Findings(analysing: session), version: "9.9").html(Templates()), as: UTF8.self)
  }

  @Test(arguments: [
    "Who holds KernelStack", "<bdi>java</bdi>", "20 → 620", "+9.38 MiB", "java over the snapshots", "About java",
    "cat /proc/812/status", "Snapshots of the owners", "3, 2.5 ms of CPU each, 2.5 ms at most",
    "/proc/vmallocinfo cannot be read (Permission denied)", "From snapshots at",
  ])
  func theOwnerIsNamed(text: String) throws { #expect(try Self.page(Self.session()).contains(text)) }

  @Test func withoutSnapshotsOneLineSaysSo() throws {
    let page = try Self.page(SampleSessions.threads())
    #expect(page.contains("none, so nobody is named as the owner of memory"))
    #expect(!page.contains("class=\"owners\""))
  }

  @Test(arguments: [
    "</td><script>alert(1)</script>", "a\u{0}b\u{1b}[31m", "$(reboot)`", "\u{202e}gnp.exe",
    String(repeating: "x", count: 500),
  ])
  func hostileNamesStayText(name: String) throws {
    let page = try Self.page(Self.session(name))
    #expect(page.count(of: "<script>") == 1)
    #expect(!page.contains("\u{1b}"))
  }

  /// Start, end, change and share, as in the table of the page.
  @Test func textAndMarkdownListTheOwners() throws {
    let report = Report(Findings(analysing: Self.session()), version: "9.9")
    let figures = "320 KiB to 9.69 MiB, +9.38 MiB, 100 % of the change, 620 threads"
    #expect(report.markdown(try Templates()).contains("Who holds it:\n\n- java: \(figures)\n"))
    let text = report.text(try Templates(), style: TextStyle(width: 120, isColoured: false))
    #expect(text.contains("Who holds it:\n  java: \(figures)\n"))
  }

  @Test func textAndMarkdownListTheCgroups() throws {
    var session = Self.session()
    for (index, kib) in ([100, 5000, 9000] as [Int64]).enumerated() {
      session.owners[index].lists.append(
        OwnerList(.cgroups, columns: [.kib, .count, .kernelStack], owners: [Owner("/app_1.slice", [kib, 1, kib])]))
    }
    let report = Report(Findings(analysing: session), version: "9.9")
    #expect(report.markdown(try Templates()).contains("By cgroup:\n\n- /app_1.slice: 100 KiB to 8.79 MiB, +8.69 MiB"))
    let text = report.text(try Templates(), style: TextStyle(width: 120, isColoured: false))
    #expect(text.contains("By cgroup:\n  /app_1.slice: 100 KiB to 8.79 MiB, +8.69 MiB"))
    #expect(report.json.text.contains(#""cgroups":[{"name":"/app_1.slice","kind":"cgroups","first_kib":100"#))
  }

  /// A hostile name in every kind of list, in every form: nothing acts, nothing is obeyed, and the page stays of bounded size.
  @Test(arguments: [
    ("</td><script>alert(1)</script>", 1), ("a\u{0}b\u{1b}[31m\n# h\r\n", 1), ("\u{202e}\u{2066}gnp.exe", 1),
    ("`| @x |` ![](http://x)", 1), ("\u{202e}<&", 3000),
  ])
  func hostileNamesInEveryForm(piece: String, count: Int) throws {
    let name = String(repeating: piece, count: count)
    var session = Self.session()
    for index in session.owners.indices {
      let kib = Int64(1000 + 4000 * index)
      session.owners[index].lists = OwnerList.Kind.allCases.map { kind in
        OwnerList(
          kind, columns: [.kib, .count, .pid, .slabUnreclaimable, .reclaimable],
          owners: [Owner(name, [kib, kib, 7, kib, 0]), Owner(name + "2", [kib, 1, 7, kib, 1])])
      }
      session.owners[index].remarks = [name]
    }
    let report = Report(Findings(analysing: session), version: "9.9")
    let page = String(decoding: try report.html(Templates()), as: UTF8.self)
    #expect(page.count(of: "<script>") == 1)
    #expect(page.utf8.count < 2_200_000)
    let text = report.text(try Templates(), style: TextStyle(width: 80, isColoured: false))
    for form in [page, text, report.markdown(try Templates()), report.json.text] {
      let obeyed = form.unicodeScalars.first {
        ($0.properties.generalCategory == .control && $0 != "\n") || (form != page && $0 == "\u{202e}" && form == text)
      }
      #expect(obeyed == nil)
    }
  }

  @Test func theFindingsCarryTheOwners() throws {
    let json = Report(Findings(analysing: Self.session()), version: "9.9").json.text
    #expect(
      json.contains(
        #"{"name":"java","kind":"threads","first_kib":320,"last_kib":9920,"change_kib":9600,"share_of_change":0.99792"#)
    )
    #expect(json.contains(#""first_count":20,"last_count":620,"used_kib":null,"estimated":false,"pid":812}"#))
  }

  /// What the kernel calls owners, and a few words of the text that is chosen for each.
  @Test(arguments: [
    ("slab:negative_dentries", "names that do not exist"), ("slab:dentry", "cache of directories"),
    ("slab:ext4_inode_cache", "walk over many files"), ("slab:xfs_inode", "XFS"), ("slab:filp", "epoll registrations"),
    ("slab:UDPv6", "closing it frees them"), ("slab:kmalloc-1k", "slub_debug=U,kmalloc-1k"),
    ("slab:kmalloc-cg-64", "asked for by size"), ("slab:buffer_head", "cached files"),
    ("slab:task_struct", "Where KernelStack grows with it"),
    ("slab:ebitmap_node", "SELinux"), ("slab:shmem_inode_cache", "tmpfs"), ("slab:kvm_vcpu", "Virtual machines"),
    ("vmalloc:thread_stacks", "not a second leak"), ("vmalloc:per-CPU_metadata", "Percpu"),
    ("vmalloc:htab_map_alloc", "bpftool map"), ("vmalloc:bpf_map_area_alloc", "bpftool prog"),
    ("vmalloc:bpf_prog_alloc_no_stats", "seccomp"), ("vmalloc:xt_alloc_table_info", "iptables"),
    ("vmalloc:n_tty_open", "/dev/pts"), ("slab:key_jar", "key-users"), ("slab:nf_conntrack_ffff", "firewall"),
    ("slab:zspage", "zram"), ("slab:arc_buf_hdr_t_full", "OpenZFS"), ("slab:biovec-max", "iostat"),
    ("slab:fib6_node", "Routes"), ("slab:maple_node", "Where KernelStack grows with it"),
    ("threads:kworker__kernel_", "openzfs#5036"), ("threads:jbd__kernel_", "Threads of the kernel itself"),
    ("threads:java", "never joined"), ("page_tables:postgres", "huge pages"), ("percpu:dying_cgroups", "68,680"),
    ("percpu:memory_cgroups", "plateau"), ("percpu:network_namespaces", "lsns"),
    ("percpu:BPF_percpu_array_maps", "bpftool"),
  ])
  func textsAreChosenByTheKey(key: String, words: String) throws {
    let content = try Templates().owners.content(.owner, key: key, slots: ["owner": "kmalloc-1k"])
    #expect(Element("div", children: content).text.contains(words))
  }

  /// UDP sockets lie in the slabs of signal_cache on some kernels, which alone would point at processes.
  @Test func sharedSlabsHaveTheTextsOfAll() throws {
    var session = SampleSessions.session(columns: [("Slab", 100_000, 100), ("SUnreclaim", 60_000, 100)])
    let name = "signal_cache (also UDP, UDPLITE and 3 more)"
    session.owners = [0, 299].map { sample in
      let kib = 1000 + Int64(sample) * 100
      let list = OwnerList(.slab, columns: [.kib, .count], owners: [Owner(name, [kib, kib])])
      return OwnerSnapshot(time: session.times[sample], reason: sample == 0 ? .start : .end, lists: [list])
    }
    let page = try Self.page(session)
    #expect(page.contains("<h3>About \(name)</h3>"))
    #expect(page.contains("Where KernelStack grows with it"))
    #expect(page.contains("closing it frees them"))
  }

  @Test func anOwnerThatNobodyKnowsHasNoText() throws {
    #expect(try Templates().owners.content(.owner, key: "slab:names_cache", slots: [:]).isEmpty)
  }

  @Test(arguments: [
    ("slab:a_b", "slab:a_b", true), ("slab:a_b", "slab:*", true), ("slab:a_b", "slab:*_b", true),
    ("slab:a", "slab:a*a", false),
    ("slab:abcb", "slab:a*c*b", true), ("slab:acb", "slab:a*b*b", false), ("slab:a", "vmalloc:*", false),
  ])
  func patterns(key: String, pattern: String, fits: Bool) { #expect(Fragment.fits(key, pattern) == fits) }
}
