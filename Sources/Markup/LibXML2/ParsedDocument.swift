internal import CLibXML2

/// Owns a document of libxml2; no pointer into it leaves this folder.
@safe struct ParsedDocument: ~Copyable {
  let pointer: xmlDocPtr

  private init(adopting pointer: xmlDocPtr) { unsafe self.pointer = pointer }

  deinit { unsafe xmlFreeDoc(pointer) }

  /// Parses well-formed XML without network, entities, or a document type.
  ///
  /// - Parameters:
  ///   - bytes: The document.
  ///   - start: Where in them it begins.
  ///   - name: Its name for messages.
  /// - Throws: ``MarkupError`` with the place of the first fault.
  /// - Returns: The document's owner.
  static func parse(_ bytes: [UInt8], from start: Int = 0, name: String) throws(MarkupError) -> ParsedDocument {
    guard bytes.count <= 16 << 20 else {
      throw MarkupError(document: name, reason: "the document is larger than 16 MiB")
    }
    initialize
    guard let context = unsafe xmlNewParserCtxt() else { throw MarkupError(document: name, reason: "out of memory") }
    defer { unsafe xmlFreeParserCtxt(context) }
    // What is parsed is only read, so that short texts may lie inside their nodes.
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_COMPACT.rawValue)
    let document = unsafe bytes[start...].withUnsafeBytes { buffer in
      unsafe xmlCtxtReadMemory(
        context, buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), nil, "UTF-8", options)
    }
    guard let document = unsafe document else {
      throw unsafe MarkupError(document: name, xmlCtxtGetLastError(context))
    }
    let owner = unsafe ParsedDocument(adopting: document)
    guard unsafe document.pointee.intSubset == nil else {
      throw MarkupError(document: name, line: 1, reason: "a document type declaration is not allowed here")
    }
    return owner
  }

  /// Makes an empty document.
  static func empty() throws(MarkupError) -> ParsedDocument {
    initialize
    guard let document = unsafe xmlNewDoc("1.0") else { throw MarkupError(document: "report", reason: "out of memory") }
    return unsafe ParsedDocument(adopting: document)
  }

  /// libxml2 wants this once, before its first use from several threads.
  private static let initialize: Void = xmlInitParser()
}

extension MarkupError {
  /// The error that libxml2 noted, with its place; its pointer became const in 2.12, and Swift passes either.
  init(document: String, _ error: UnsafePointer<xmlError>?) {
    guard let error = unsafe error else {
      self.init(document: document, reason: "the document could not be read")
      return
    }
    let text = unsafe error.pointee.message.map { unsafe String(cString: $0) } ?? "the document could not be read"
    let line = unsafe Int(error.pointee.line)
    let column = unsafe Int(error.pointee.int2)
    self.init(
      document: document, line: line > 0 ? line : nil, column: line > 0 && column > 0 ? column : nil,
      reason: text.split(whereSeparator: \.isNewline).joined(separator: " "))
  }
}
