import KernelMemory

/// Sessions that are made up, for tests of the page: seeded, so that every run sees the same.
enum SampleSessions {
  /// A host of 8 GiB at 1 s; each column begins at its value and grows by its slope a sample, with a little noise.
  static func session(
    samples: Int = 300, columns: [(name: String, start: Int64, slope: Double)], host: HostFacts = host(),
    label: String? = nil,
    events: [SessionEvent] = [], remarks: [Remark] = []
  ) -> Session {
    var seed: UInt64 = 42
    func noise() -> Int64 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(seed >> 60) * 4 - 32
    }
    let start: Int64 = 1_795_387_128_000
    let header = SessionHeader(label: label, recorder: "kmem test", start: start, interval: 1000, host: host)
    let made = columns.map { column in
      Column(
        name: column.name,
        values: (0..<samples).map {
          column.start + Int64(Double($0) * column.slope) / 4 * 4 + (column.slope == 0 ? 0 : noise())
        })
    }
    return Session(
      header: header, parts: [SessionPart(header: header, samples: 0..<samples)],
      times: (0..<samples).map { start + Int64($0) * 1000 }, columns: made, events: events, remarks: remarks)
  }

  /// A thread leak on a virtual machine.
  static func threads(samples: Int = 300) -> Session {
    session(
      samples: samples,
      columns: [
        ("Tasks", 120, 2), ("Slab", 150_000, 20), ("VmallocUsed", 22_000, 32), ("KernelStack", 2_000, 32),
        ("PageTables", 5_000, 0), ("Percpu", 2_700, 0), ("SReclaimable", 90_000, 0), ("SUnreclaim", 60_000, 20),
        ("MemAvailable", 6_000_000, -60), ("MemTotal", 8_388_608, 0),
      ])
  }

  /// A host of which everything is known.
  static func host(name: String = "web-17") -> HostFacts {
    HostFacts(
      name: name, kernelRelease: "6.1.0", machine: "x86_64", possibleCPUs: 4, onlineCPUs: 2,
      memTotal: Bytes(kibibytes: 8_388_608),
      environment: HostEnvironment(
        hypervisor: "kvm", container: "none", evidence: ["the hypervisor flag in /proc/cpuinfo"]),
      vmapStack: VmapStack(true, source: "/boot/config-6.1.0"))
  }
}

extension SampleSessions {
  /// The session that goldens of this name are made of.
  static func named(_ name: String) -> Session {
    switch name {
    case "threads": threads()
    case "quiet": quiet()
    case "odd": odd()
    default: session(samples: 0, columns: [])
    }
  }

  /// Nothing happens, and two counters are not reported.
  static func quiet() -> Session {
    session(
      samples: 120,
      columns: [
        ("Slab", 150_000, 0), ("KernelStack", 2_000, 0), ("PageTables", 5_000, 0), ("MemAvailable", 6_000_000, 0),
      ])
  }

  /// Everything from outside is trouble: names, marks and remarks with markup, controls and wide characters.
  static func odd() -> Session {
    let start: Int64 = 1_795_387_128_000
    let texts = [
      "deploy | build *4711* by @admin, see #12", "<img src=x onerror=alert(1)> `rm -rf` _now_",
      "\u{1b}[31mred\u{202e}",
    ]
    var events = texts.enumerated().map {
      SessionEvent(time: start + Int64($0.offset + 1) * 10_000, kind: .mark($0.element))
    }
    events.append(SessionEvent(time: start + 50_000, kind: .gap(milliseconds: 9_000)))
    var session = session(
      samples: 60, columns: [("Slab", 150_000, 0), ("Percpu", 800, 0)], host: host(name: "web|17_x_"),
      label: "夜間の負荷試験 [x](https://evil.example/) **bold**", events: events,
      remarks: [Remark("a line is torn; such lines were skipped", file: "<b>.jsonl", line: 7, count: 1200)])
    session.times = session.times.enumerated().map { $0.offset <= 50 ? $0.element : $0.element + 8_000 }
    return session
  }
}
