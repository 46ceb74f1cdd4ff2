internal import CLibXML2

/// A RELAX NG grammar that documents are checked against.
package struct Grammar: Sendable {
  /// What a page begins with.
  static let doctype = Array("<!DOCTYPE html>\n".utf8)

  private let bytes: [UInt8]
  private let name: String

  /// Takes a grammar in RELAX NG's XML syntax.
  package init(_ bytes: [UInt8], name: String) {
    self.bytes = bytes
    self.name = name
  }

  /// Accepts the bytes of a document, or throws.
  ///
  /// A leading `<!DOCTYPE html>` line is passed over: that is how browsers want it, and the grammar has no use for it.
  /// - Throws: ``MarkupError`` with the first fault of the document, or of the grammar itself.
  package func validate(_ document: [UInt8], name documentName: String) throws(MarkupError) {
    // Its line feed stays, so that lines are counted as in the file.
    let start = document.starts(with: Grammar.doctype) ? Grammar.doctype.count - 1 : 0
    let parsed = try ParsedDocument.parse(document, from: start, name: documentName)
    let schema = try unsafe schema()
    defer { unsafe xmlRelaxNGFree(schema) }
    guard let context = unsafe xmlRelaxNGNewValidCtxt(schema) else {
      throw MarkupError(document: documentName, reason: "out of memory")
    }
    defer { unsafe xmlRelaxNGFreeValidCtxt(context) }
    let faults = Faults(documentName)
    unsafe xmlRelaxNGSetValidStructuredErrors(
      context, { unsafe Faults.note($0, $1) }, Unmanaged.passUnretained(faults).toOpaque())
    let result = unsafe xmlRelaxNGValidateDoc(context, parsed.pointer)
    try withExtendedLifetime(faults) { () throws(MarkupError) in
      guard result != 0 else { return }
      throw faults.first ?? MarkupError(document: documentName, reason: "the document does not follow its grammar")
    }
  }

  private func schema() throws(MarkupError) -> xmlRelaxNGPtr {
    let grammar = try ParsedDocument.parse(bytes, name: name)
    guard let parser = unsafe xmlRelaxNGNewDocParserCtxt(grammar.pointer) else {
      throw MarkupError(document: name, reason: "out of memory")
    }
    defer { unsafe xmlRelaxNGFreeParserCtxt(parser) }
    let faults = Faults(name)
    unsafe xmlRelaxNGSetParserStructuredErrors(
      parser, { unsafe Faults.note($0, $1) }, Unmanaged.passUnretained(faults).toOpaque())
    let schema = unsafe xmlRelaxNGParse(parser)
    return try unsafe withExtendedLifetime(faults) { () throws(MarkupError) -> xmlRelaxNGPtr in
      guard let schema = unsafe schema else {
        throw faults.first ?? MarkupError(document: name, reason: "this is not a RELAX NG grammar")
      }
      return unsafe schema
    }
  }
}

/// Collects what libxml2 reports during one call.
private final class Faults {
  let document: String
  var first: MarkupError?

  init(_ document: String) { self.document = document }

  /// Keeps the first fault; called by libxml2 with the address of the collector.
  static func note(_ target: UnsafeMutableRawPointer?, _ error: UnsafePointer<xmlError>?) {
    guard let target = unsafe target else { return }
    let faults = unsafe Unmanaged<Faults>.fromOpaque(target).takeUnretainedValue()
    if faults.first == nil { unsafe faults.first = MarkupError(document: faults.document, error) }
  }
}
