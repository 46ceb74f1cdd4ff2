import Glibc
import KernelMemory
import SessionFile
import Storage

/// The last header of a plain session file: what a recorder or a mark that goes on behind its end must know.
struct SessionPlace {
  /// The last header.
  let header: SessionHeader

  /// Reads the headers of a file.
  ///
  /// - Throws: Where it cannot be read, is compressed, or is not a session of kmem.
  init(_ path: String) throws(SessionError) {
    var found: HeaderLine?
    var lines = try LineReader(.file(path))
    guard lines.source.plainSize != nil else {
      throw SessionError("is compressed or not a plain file, so nothing can be appended to it", file: path)
    }
    while let line = try lines.next() {
      let isHeader = lines.buffer[line.range].starts(with: HeaderLine.marker)
      guard found == nil || isHeader else { continue }
      // A torn header at the very end belongs to a recording without samples.
      if found != nil, !line.isTerminated { continue }
      let bytes = Array(lines.buffer[line.range])
      if let header = try HeaderLine.parse(bytes, file: path, line: line.number) {
        found = header
      } else if found == nil, line.number > SessionLimits.headless || !HeaderLine.mayPrecede(bytes) {
        break
      }
    }
    guard let found else {
      throw SessionError("is not a session of kmem", file: path, mend: "kmem record writes one")
    }
    header = found.header
  }
}
