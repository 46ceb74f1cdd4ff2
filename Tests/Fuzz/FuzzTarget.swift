import Analysis
import FoundationEssentials
import Glibc
import Import
import KernelMemory
import Report
import SessionFile
import Storage

/// What a fuzzer feeds with bytes; the name comes from the environment's `FUZZ_TARGET`.
enum FuzzTarget: String, CaseIterable {
  /// A session file, plain or gzip, with all its columns.
  case session
  /// Dumps of /proc/meminfo.
  case meminfo
  /// A table of numbers.
  case csv
  /// What any other tool recorded, read as each format in turn.
  case imports
  /// A tar archive, plain or compressed.
  case archive
  /// A fragment of interpretation text.
  case template
  /// A session file, through analysis, page and the page's own grammar.
  case report
  /// A session file, through analysis to JSON, Markdown and text, pseudonyms and all.
  case outputs
  /// A policy file, and a report judged by it.
  case policy

  /// Takes bytes and returns, whatever they are.
  ///
  /// A broken promise ends the process, which is how a fuzzer learns of it.
  func take(_ bytes: [UInt8]) {
    switch self {
    case .session: _ = FuzzTarget.read(bytes, columns: .all)
    case .meminfo:
      let input = SessionInput.bytes(bytes, name: "fuzz")
      let sink = try? Importer(MeminfoFormat(), ImportOptions(tool: "fuzz", time: 1_795_387_029_041))
        .convert([input], to: MemorySink())
      FuzzTarget.expectReadable(sink)
    case .csv:
      let sink = try? Importer(CSVFormat(), ImportOptions(tool: "fuzz"))
        .convert([.bytes(bytes, name: "fuzz")], to: MemorySink())
      FuzzTarget.expectReadable(sink)
    case .imports:
      guard let head = try? ImportHead(.bytes(bytes, name: "fuzz")) else { return }
      for format in ImportFormats.all {
        _ = format.recognizes(head)
        var options = ImportOptions(tool: "fuzz", time: 1_795_387_029_041)
        options.interval = 1000
        FuzzTarget.expectReadable(
          try? Importer(format, options).convert([.bytes(bytes, name: "fuzz")], to: MemorySink()))
      }
    case .archive:
      guard var reader = try? TarReader(.bytes(bytes, name: "fuzz")) else { return }
      while let member = try? reader.next() {
        guard let read = try? reader.read(1 << 12) else { return }
        precondition(read.count <= member.size, "a member gives more than it has")
      }
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
    case .outputs:
      guard let session = FuzzTarget.read(bytes, columns: .report), !session.times.isEmpty else { return }
      FuzzTarget.expectSound(Report(Findings(analysing: session), version: "fuzz"))
      FuzzTarget.expectSound(Report(Findings(analysing: Redaction(session)(session)), version: "fuzz"))
    case .policy:
      guard let policy = try? Policy(parsing: String(decoding: bytes, as: UTF8.self), file: "fuzz") else { return }
      FuzzTarget.expectSound(Report(Findings(analysing: FuzzTarget.growing, policy: policy), version: "fuzz"))
    }
  }

  /// What is written beside pages keeps its form: JSON that another parser reads, and text that no terminal obeys.
  private static func expectSound(_ report: Report) {
    let json = report.json.indentedText
    do {
      _ = try JSONDecoder().decode(Members.self, from: Data(json.utf8))
    } catch {
      preconditionFailure("the JSON is none: \(error)")
    }
    guard let templates else { return }
    let style = TextStyle(width: 72, isColoured: false)
    for text in [report.markdown(templates), report.text(templates, style: style)] {
      let isPlain = text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control }
      precondition(isPlain, "a control character came through")
    }
  }

  /// What every report's JSON has.
  private struct Members: Decodable {
    var verdict: String
  }

  /// A session with which most rules have something to say.
  private static let growing: Session = {
    let times = (0..<30).map { Int64($0) * 240_000 }
    let names = [
      "MemTotal", "MemAvailable", "Slab", "SReclaimable", "SUnreclaim", "KernelStack", "PageTables", "VmallocUsed",
      "Percpu", "Tasks",
    ]
    let columns = names.enumerated().map { place, name in
      Column(
        name: name,
        values: times.indices.map {
          Int64(place == 0 ? 8_000_000 : place == 1 ? 4_000_000 - $0 * 80_000 : $0 * 8_000 * place)
        })
    }
    let header = SessionHeader(
      recorder: "fuzz", start: 0, interval: 240_000, host: HostFacts(memTotal: Bytes(kibibytes: 8_000_000)))
    return Session(
      header: header, parts: [SessionPart(header: header, samples: 0..<30)], times: times, columns: columns)
  }()

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
