import Analysis
import Glibc
import KernelMemory
import Report
import Sessions

/// What a fuzzer feeds with bytes; the name comes from the environment's `FUZZ_TARGET`.
enum FuzzTarget: String, CaseIterable {
  /// A session file, plain or gzip, with all its columns.
  case session
  /// Dumps of /proc/meminfo.
  case meminfo
  /// A table of numbers.
  case csv
  /// A fragment of interpretation text.
  case template
  /// A session file, through analysis, page, JSON and the page's own grammar.
  case report

  /// Takes bytes and returns, whatever they are.
  ///
  /// A broken promise ends the process, which is how a fuzzer learns of it.
  func take(_ bytes: [UInt8]) {
    switch self {
    case .session: _ = FuzzTarget.read(bytes, columns: .all)
    case .meminfo:
      let input = SessionInput.bytes(bytes, name: "fuzz")
      let sink = try? MeminfoImport(recorder: "fuzz", time: 1_795_387_029_041).convert(input, to: MemorySink())
      FuzzTarget.expectReadable(sink)
    case .csv:
      let sink = try? CSVImport(recorder: "fuzz").convert(.bytes(bytes, name: "fuzz"), to: MemorySink())
      FuzzTarget.expectReadable(sink)
    case .template: _ = try? Templates(replacing: ["Slab.xhtml": bytes])
    case .report:
      guard let session = FuzzTarget.read(bytes, columns: .report), !session.times.isEmpty else { return }
      let report = Report(Findings(analysing: session), version: "fuzz")
      do {
        guard let templates = FuzzTarget.templates else { return }
        _ = try report.html(templates)
      } catch {
        preconditionFailure("the page breaks its grammar: \(error)")
      }
    }
  }

  private static let templates = try? Templates()

  /// Reads a session, and holds what was read to what a session promises.
  private static func read(_ bytes: [UInt8], columns: ColumnSelection) -> Session? {
    guard let session = try? Session(reading: [.bytes(bytes, name: "fuzz")], columns: columns) else { return nil }
    precondition(zip(session.times, session.times.dropFirst()).allSatisfy { $0 < $1 }, "times go on")
    precondition(session.columns.allSatisfy { $0.values.count == session.times.count }, "columns are whole")
    let events = session.events
    precondition(zip(events, events.dropFirst()).allSatisfy { $0.time <= $1.time }, "events are in order")
    precondition(session.parts.reduce(0) { $0 + $1.samples.count } == session.times.count, "parts cover the samples")
    return session
  }

  /// What an import wrote is a session that reads without a line that is none.
  private static func expectReadable(_ sink: MemorySink?) {
    guard let sink else { return }
    guard let session = read(sink.bytes, columns: .all) else { preconditionFailure("an import does not read") }
    precondition(session.remarks.allSatisfy { !$0.text.hasPrefix("a line is neither") }, "an import has wrong lines")
  }
}

/// What libFuzzer calls, see https://llvm.org/docs/LibFuzzer.html.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: count))
  target.take(bytes)
  return 0
}

private let target: FuzzTarget = {
  let name = unsafe getenv("FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
  guard let target = FuzzTarget(rawValue: name) else { preconditionFailure("FUZZ_TARGET names no target") }
  return target
}()
