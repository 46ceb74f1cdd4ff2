import KernelMemory
import SessionFile
import Storage

/// The files of a sosreport, put together source by source.
struct SosReport {
  /// What was read so far.
  private(set) var table = ImportTable()

  private var files: [SosFile: SessionInput] = [:]
  private var options: ImportOptions
  private let name: String?
  /// When the report was made.
  private let moment: Int64?

  init(_ inputs: [SessionInput], _ options: ImportOptions) throws(SessionError) {
    // Containers' reports can lie inside: the outermost file is the host's.
    let sorted = inputs.sorted { ($0.name ?? "").utf8.count < ($1.name ?? "").utf8.count }
    for input in sorted {
      guard let name = input.name, let file = SosFile(name), files[file] == nil else { continue }
      files[file] = input
    }
    name = inputs.first?.name
    self.options = options
    var moment = options.time
    if let date = files[.date], case .moment(let found) = FoundTime(in: try SosReport.text(date)) {
      var unused = RemarkLog(file: nil)
      moment = moment ?? options.time(found, line: nil, &unused)
      // Of a report in UTC the local times are UTC too.
      if !found.isLocal, try SosReport.text(date).contains("UTC") {
        self.options.zone = options.zone ?? TimeZoneRules(offset: 0)
      }
    }
    self.moment = moment
    if let uname = files[.uname] {
      let words = try SosReport.text(uname).split(separator: " ").map(String.init)
      if words.count > 4, words[0] == "Linux" {
        table.host.name = words[1]
        table.host.kernelRelease = words[2]
        table.host.machine = words[words.count - 2]
      }
    }
  }

  /// Reads what was copied of /proc: a sample, and who owned the memory then.
  mutating func readProc(_ log: inout RemarkLog) throws(SessionError) {
    guard let meminfo = files[.meminfo] else { return }
    guard let moment else {
      return log.note("the report says no time of its own, so that its /proc was left out; --time gives it", line: nil)
    }
    options.time = moment
    try add(MeminfoFormat(), [meminfo], options, &log)
    var lists: [OwnerList] = []
    for (file, format) in [(SosFile.slabinfo, SlabCacheFormat()), (.vmallocinfo, VmallocinfoFormat())]
      as [(SosFile, any OwnerFormat)]
    {
      guard let input = files[file] else { continue }
      lists += try format.read([input], options, &log).flatMap(\.lists)
    }
    if !lists.isEmpty { table.add(OwnerSnapshot(time: moment, reason: .period, lists: lists)) }
  }

  /// Reads the days of sysstat, each in the best form that can be read.
  mutating func readSysstat(_ log: inout RemarkLog) throws(SessionError) {
    var days: [String: [(form: SosFile.SysstatForm, input: SessionInput)]] = [:]
    for (file, input) in files {
      if case .sysstat(let day, let form) = file { days[day, default: []].append((form, input)) }
    }
    for day in days.keys.sorted() {
      let forms = (days[day] ?? []).sorted { $0.form.rawValue < $1.form.rawValue }
      var failure: SessionError?
      for (form, input) in forms {
        failure = nil
        do {
          switch form {
          case .xml: try add(SadfXMLFormat(), [input], options, &log)
          case .binary: try add(SysstatFileFormat(), [input], options, &log)
          case .text: try add(SarTextFormat(), [input], options, &log)
          }
          break
        } catch  where error.cause == .badInput {
          failure = error
        }
      }
      if let failure { log.note(Remark(failure.what + "; it was left out", file: failure.file, line: failure.line)) }
    }
  }

  /// Reads the first of the logs in which the kernel shows its memory.
  mutating func readLogs(_ log: inout RemarkLog) throws(SessionError) {
    for rank in 0..<10 {
      guard let input = files[.log(rank: rank)] else { continue }
      if case .uptime = FoundTime(in: try SosReport.text(input).prefix(64)) {
        log.note(Remark("its times count from a boot that is not known; it was left out", file: input.name))
        continue
      }
      // Dates without a year are of the year before the report, at most.
      for back in [0, 1] as [Int64] {
        var options = options
        options.time = moment.map { $0 - back * 31_622_400_000 }
        var own = RemarkLog(file: input.name)
        var part = ImportTable()
        do {
          try KernelLogFormat().read([input], options, into: &part, &own)
        } catch  where error.cause == .badInput {
          break
        }
        if let moment, (part.times.max() ?? .max) > moment + 86_400_000 { continue }
        return try add(KernelLogFormat(), [input], options, &log)
      }
    }
  }

  private mutating func add<Format: ImportFormat>(
    _ format: Format, _ inputs: [SessionInput], _ options: ImportOptions, _ log: inout RemarkLog
  ) throws(SessionError) {
    var writer = SessionWriter(MemorySink(), recorder: options.tool, label: nil)
    var own = RemarkLog(file: inputs.first?.name)
    try format.convert(inputs, options, to: &writer, &own)
    guard writer.samples > 0 else { return }
    let bytes = try writer.finish(own.remarks).bytes
    let session = try Session(reading: [.bytes(bytes, name: inputs.first?.name)], columns: .all)
    try table.add(session, file: inputs.first?.name, &log)
  }

  /// The first line of a small file.
  private static func text(_ input: SessionInput) throws(SessionError) -> String {
    let bytes = try ByteSource.whole(input).prefix(4096)
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
