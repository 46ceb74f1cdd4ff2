internal import CZlib

/// The text inside a small gzip file, such as /proc/config.gz (RFC 1952).
enum GzipText {
  /// Unpacks at most `limit` bytes; nil where the bytes are damaged, end early, or hold more.
  static func text(_ packed: [UInt8], limit: Int) -> String? {
    guard packed.count <= Int(UInt32.max) else { return nil }
    var packed = packed
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var stream = unsafe z_stream()
    guard unsafe kmem_inflate_gzip_start(&stream) == Z_OK else { return nil }
    defer { unsafe inflateEnd(&stream) }
    return unsafe packed.withUnsafeMutableBufferPointer { input -> String? in
      unsafe stream.next_in = input.baseAddress
      unsafe stream.avail_in = UInt32(input.count)
      while true {
        let (status, count) = unsafe chunk.withUnsafeMutableBufferPointer { output -> (Int32, Int) in
          unsafe stream.next_out = output.baseAddress
          unsafe stream.avail_out = UInt32(output.count)
          let status = unsafe inflate(&stream, Z_NO_FLUSH)
          return unsafe (status, output.count - Int(stream.avail_out))
        }
        text.append(contentsOf: chunk[..<count])
        guard text.count <= limit else { return nil }
        if status == Z_STREAM_END { return String(decoding: text, as: UTF8.self) }
        guard status == Z_OK else { return nil }
      }
    }
  }
}
