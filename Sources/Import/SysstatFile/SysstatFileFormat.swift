import KernelMemory
package import SessionFile
package import Storage

/// sysstat's own binary files (`saDD`), whose layout changes with its versions: read through the `sadf` that is installed here.
package struct SysstatFileFormat: ImportFormat {
  /// The word for it.
  package let name = "sa"
  /// What it is, a phrase.
  package let what = "a binary file of sysstat"

  private let program: String

  /// Makes the format; the program is another one in tests.
  package init(program: String = "sadf") { self.program = program }

  private static let command = "sadf -j FILE -- -r ALL"

  /// Whether it begins with the magic number 0xd596, in either order of bytes (sa.h).
  package func recognizes(_ head: ImportHead) -> Bool { SysstatFileFormat.isOne(head.bytes) }

  private static func isOne(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x96, 0xd5]) || bytes.starts(with: [0xd5, 0x96])
  }

  /// Has `sadf` export each file, and reads the exports together.
  package func convert<Sink: ByteSink & ~Copyable>(
    _ inputs: [SessionInput], _ options: ImportOptions, to writer: inout SessionWriter<Sink>, _ log: inout RemarkLog
  ) throws(SessionError) {
    var exports: [SessionInput] = []
    for input in inputs {
      let bytes = try ByteSource.whole(input)
      guard SysstatFileFormat.isOne(bytes) else {
        throw SessionError("it is no binary file of sysstat", file: input.name, mend: "give a file that sadc wrote")
      }
      let arguments = ["-j", ProgramOutput.inputPath, "--", "-r", "ALL", "-q"]
      guard let output = try ProgramOutput(program, arguments, input: bytes) else {
        throw SessionError(
          "it is a binary file of sysstat, and there is no \(program) here to read it", file: input.name,
          mend: "install sysstat, or export it where it was recorded: \(SysstatFileFormat.command)")
      }
      guard output.isFine, output.bytes.contains(UInt8(ascii: "{")) else {
        let complaint = output.complaint.isEmpty ? "it gave nothing" : output.complaint
        throw SessionError(
          "the \(program) that is installed here cannot read it: \(complaint)", file: input.name,
          mend: "export it with sysstat of the version that wrote it, or a later one: \(SysstatFileFormat.command)")
      }
      exports.append(.bytes(output.bytes, name: input.name))
    }
    try SadfJSONFormat().convert(exports, options, to: &writer, &log)
  }
}
