import Glibc
import KernelMemory
import SessionFile
import Storage
import TestSupport
import Testing

/// Files that vanish, disks that fill up and pipes that close while kmem writes.
@Suite("disks and pipes", .timeLimit(.minutes(20)))
struct DiskTests {
  @Test("keeps samples while the disk is full, and writes them when there is room again")
  func full() throws {
    let bench = try CrashBench()
    guard let disk = SmallDisk(bench.folder.path + "/disk", kilobytes: 64) else {
      try Test.cancel("may not mount")
    }
    let tool = try bench.start("-o", "disk/s.jsonl")
    #expect(tool.wait { bench.lines("disk/s.jsonl") >= 3 })
    let filler = try disk.fill()
    #expect(tool.waitForErrors("samples are kept in memory for now"))
    let written = bench.bytes("disk/s.jsonl").count
    unsafe unlink(filler)
    #expect(tool.wait { bench.bytes("disk/s.jsonl").count > written + 2000 })
    tool.send(SIGTERM)
    let result = tool.finish()
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("all samples that were kept in memory are written"))
    let session = try bench.session("disk/s.jsonl")
    #expect(session.remarks.isEmpty, "\(session.remarks)")
    #expect(result.errors.contains("\(session.times.count) samples in disk/s.jsonl"))
  }

  @Test("leaves the old report as it was where the disk is full")
  func report() throws {
    let bench = try CrashBench()
    guard let disk = SmallDisk(bench.folder.path + "/disk", kilobytes: 64) else {
      try Test.cancel("may not mount")
    }
    #expect(try bench.start("-o", "s.jsonl", "--samples", "3").finish().status == 0)
    try bench.folder.write("the old report", to: "disk/r.html")
    _ = try disk.fill()
    for command in [
      ["report", "s.jsonl", "-o", "disk/r.html"], ["export", "s.jsonl", "--overwrite", "-o", "disk/r.html"],
    ] {
      let result = try RunningTool.run(command, in: bench.folder.path)
      #expect(result.status == 74)
      #expect(result.errors == "kmem: disk/r.html: cannot write it: No space left on device\n")
      #expect(bench.folder.read("disk/r.html") == "the old report")
      #expect(TemporaryFolder.names(disk.path) == ["filler", "r.html"])
    }
  }

  @Test(
    "makes its file anew where it was deleted or renamed, and says so",
    arguments: ["rm s.jsonl", "mv s.jsonl old.jsonl"])
  func vanished(_ command: String) throws {
    let bench = try CrashBench()
    let tool = try bench.start("-o", "s.jsonl")
    #expect(tool.wait { bench.lines("s.jsonl") >= 3 })
    #expect(unsafe system("cd \(bench.folder.path) && \(command)") == 0)
    #expect(tool.wait { bench.lines("s.jsonl") >= 4 })
    tool.send(SIGTERM)
    let result = tool.finish()
    #expect(result.status == 0)
    #expect(
      result.errors.contains("s.jsonl: was deleted, renamed or replaced; the recording goes on in a new file, s.jsonl"),
      "\(result.errors)")
    #expect(try bench.session("s.jsonl").events.last?.kind == .end(reason: "SIGTERM"))
    if command.hasPrefix("mv") {
      let both = try Session(reading: ["old.jsonl", "s.jsonl"].map { .file(bench.folder.path + "/" + $0) })
      #expect(
        result.errors.contains("\(both.times.count) samples in"), "none is lost between the two: \(result.errors)")
    }
  }

  @Test("goes on beside another file that has taken its name, and leaves that alone")
  func taken() throws {
    let bench = try CrashBench()
    let tool = try bench.start("-o", "s.jsonl")
    #expect(tool.wait { bench.lines("s.jsonl") >= 3 })
    #expect(unsafe system("cd \(bench.folder.path) && echo mine > t && mv t s.jsonl") == 0)
    #expect(tool.wait { bench.lines("s.jsonl.1") >= 3 })
    tool.send(SIGTERM)
    let result = tool.finish()
    #expect(result.status == 0)
    #expect(result.errors.contains("goes on in a new file, s.jsonl.1"), "\(result.errors)")
    #expect(bench.folder.read("s.jsonl") == "mine\n")
    #expect(try bench.session("s.jsonl.1").events.last?.kind == .end(reason: "SIGTERM"))
  }

  @Test("ends when the pipe that it writes to closes")
  func pipe() throws {
    let bench = try CrashBench()
    let script = [
      "-c", "\"$0\" record --root root --interval 10ms --attribution off -o - | head -n 4 > s.jsonl",
      try RunningTool.path(),
    ]
    let result = try RunningTool(script, in: bench.folder.path, program: "/bin/sh").finish()
    #expect(result.errors.contains("kmem: standard output: cannot write it: Broken pipe"), "\(result.errors)")
    // A header, the first sample, and what else came first: a look at the owners may be among it.
    #expect(try bench.session("s.jsonl").times.count >= 2)
  }

  @Test("keeps samples while the reader of its pipe does not read, and can be ended")
  func slowReader() throws {
    let bench = try CrashBench()
    // Nobody reads the tool's output before its end.
    let tool = try bench.start("-o", "-")
    #expect(tool.waitForErrors("samples are kept in memory for now"))
    tool.send(SIGTERM)
    let result = tool.finish()
    #expect(result.status == 0, "\(result.errors)")
    let session = try Session(reading: [.bytes(Array(result.output.utf8), name: nil)])
    #expect(session.events.last?.kind == .end(reason: "SIGTERM"))
    #expect(result.errors.contains("\(session.times.count) samples in standard output"), "\(result.errors)")
    #expect(session.remarks.isEmpty)
  }

  @Test("forgets no events while the disk is full")
  func events() throws {
    let bench = try CrashBench()
    guard let disk = SmallDisk(bench.folder.path + "/disk", kilobytes: 64) else { try Test.cancel("may not mount") }
    let tool = try bench.start("-o", "disk/s.jsonl")
    #expect(tool.wait { bench.lines("disk/s.jsonl") >= 3 })
    let filler = try disk.fill()
    #expect(tool.waitForErrors("samples are kept in memory for now"))
    try bench.folder.write("MemTotal: 5 kB\nSlab: 3 kB\n", to: "root/proc/meminfo")
    let begin = CrashBench.now
    #expect(tool.wait { CrashBench.now - begin > 100_000 })
    unsafe unlink(filler)
    #expect(tool.waitForErrors("all samples that were kept in memory are written"))
    tool.send(SIGTERM)
    #expect(tool.finish().status == 0)
    let session = try bench.session("disk/s.jsonl")
    #expect(session.column("Slab")?.last == 3)
    #expect(session.events.contains { if case .columnChange = $0.kind { true } else { false } })
  }

  @Test("takes FIFOs that are in use, and neither waits for ever nor fills one up")
  func fifos() throws {
    let bench = try CrashBench()
    #expect(try bench.start("-o", "s.jsonl", "--samples", "3").finish().status == 0)
    #expect(unsafe mkfifo(bench.folder.path + "/fifo", 0o644) == 0)
    let script =
      "cat s.jsonl > fifo & \"$0\" info fifo > out.txt; wait; (cat fifo > copy.csv) & \"$0\" export s.jsonl --overwrite -o fifo; wait"
    let used = try RunningTool(["-c", script, try RunningTool.path()], in: bench.folder.path, program: "/bin/sh")
      .finish()
    #expect(used.errors.isEmpty)
    #expect(bench.folder.read("out.txt").contains("web3"), "\(bench.folder.read("out.txt"))")
    #expect(bench.lines("copy.csv") == 4)
    let unread = try RunningTool.run(["export", "s.jsonl", "--overwrite", "-o", "fifo"], in: bench.folder.path)
    #expect(unread.status == 74 && unread.errors.contains("nobody reads from it"), "\(unread.errors)")
    let unwritten = try RunningTool.run(["info", "fifo"], in: bench.folder.path)
    #expect(unwritten.status == 74 && unwritten.errors.contains("nobody writes to it"), "\(unwritten.errors)")
    let recorded = try bench.start("-o", "fifo", "--append").finish()
    #expect(recorded.status == 2 && recorded.errors.contains("is a FIFO"), "\(recorded.errors)")
  }

  @Test("keeps a link a link and a mode a mode, and leaves no temporary file")
  func replaced() throws {
    let bench = try CrashBench()
    #expect(try bench.start("-o", "s.jsonl", "--samples", "3").finish().status == 0)
    #expect(
      unsafe system(
        "cd \(bench.folder.path) && mkdir sub && echo old > sub/r.html && chmod 640 sub/r.html && ln -s sub/r.html link"
      ) == 0)
    let result = try RunningTool.run(["report", "s.jsonl", "-o", "link"], in: bench.folder.path)
    #expect(result.status == 0, "\(result.errors)")
    var status = stat()
    #expect(unsafe lstat(bench.folder.path + "/link", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(unsafe stat(bench.folder.path + "/link", &status) == 0 && status.st_mode & 0o777 == 0o640)
    #expect(bench.folder.read("sub/r.html").hasPrefix("<!DOCTYPE html>"))
    #expect(TemporaryFolder.names(bench.folder.path + "/sub") == ["r.html"])
  }
}
