import TestSupport
import Testing

/// A recorded host whose processes took memory: nothing is wrong with its kernel, and the report sends the reader to the processes.
@Suite("kmem report: memory of processes", .timeLimit(.minutes(20)))
struct UserMemoryTests {
  @Test func processesAreNamedAndNotTheKernel() throws {
    let folder = try TemporaryFolder()
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    let log = root + "/Fixtures/Incidents/p15_control_user_memory.log.gz"
    let imported = try RunningTool.run(["import", "meminfo", log, "-o", "s.jsonl"], in: folder.path)
    #expect(imported.status == 0, "\(imported.errors)")
    let report = try RunningTool.run(["report", "s.jsonl", "--format", "markdown", "-o", "-"], in: folder.path)
    #expect(report.status == 0, "\(report.errors)")
    #expect(report.output.contains("**✕ Problem.** MemAvailable falls by "), "\(report.output.prefix(600))")
    #expect(report.output.contains("is gone in 9 to 21 minutes. Processes took it: AnonPages changed by +1."))
    #expect(report.output.contains("Memory of processes grew by 1.6"))
  }
}
