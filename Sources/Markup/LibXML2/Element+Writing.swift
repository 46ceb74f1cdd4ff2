internal import CLibXML2

extension Element {
  /// The element as the root of an XHTML document, in UTF-8, that a browser reads the same way as HTML.
  ///
  /// Begins with `<!DOCTYPE html>`. Characters that XML forbids (most C0 controls) come out as U+FFFD.
  /// - Throws: ``MarkupError`` for a name that XML forbids, or when memory runs out.
  package func document() throws(MarkupError) -> [UInt8] {
    let document = try ParsedDocument.empty()
    _ = try unsafe node(in: document.pointer, parent: nil)
    guard let buffer = unsafe xmlBufferCreate() else { throw Element.outOfMemory }
    defer { unsafe xmlBufferFree(buffer) }
    unsafe xmlBufferSetAllocationScheme(buffer, XML_BUFFER_ALLOC_DOUBLEIT)
    let options = Int(XML_SAVE_XHTML.rawValue | XML_SAVE_NO_DECL.rawValue)
    guard let context = unsafe xmlSaveToBuffer(buffer, "UTF-8", Int32(options)) else { throw Element.outOfMemory }
    let isSaved = unsafe xmlSaveDoc(context, document.pointer) >= 0
    guard unsafe xmlSaveClose(context) >= 0, isSaved, let content = unsafe xmlBufferContent(buffer) else {
      throw Element.outOfMemory
    }
    let written = unsafe UnsafeBufferPointer(start: content, count: Int(xmlBufferLength(buffer)))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Grammar.doctype.count + written.count)
    bytes += Grammar.doctype
    unsafe bytes += written
    return bytes
  }

  private static let outOfMemory = MarkupError(document: "report", reason: "out of memory")

  /// Builds libxml2's node below a parent and its namespace, or as the root of the document where there is none.
  private func node(
    in document: xmlDocPtr, parent: xmlNodePtr?, _ outer: Namespace? = nil
  ) throws(MarkupError) -> xmlNodePtr {
    guard unsafe name.lent({ unsafe xmlValidateNCName($0, 0) }) == 0 else {
      throw MarkupError(document: "report", reason: "'\(name)' is not an element's name")
    }
    guard let node = unsafe name.lent({ unsafe xmlNewDocNode(document, nil, $0, nil) }) else {
      throw Element.outOfMemory
    }
    if let parent = unsafe parent {
      _ = unsafe xmlAddChild(parent, node)
    } else {
      _ = unsafe xmlDocSetRootElement(document, node)
    }
    // The namespace is declared where it changes, and found from the parent elsewhere.
    if outer == namespace, let space = unsafe parent?.pointee.ns {
      unsafe xmlSetNs(node, space)
    } else {
      guard let space = unsafe xmlNewNs(node, namespace.rawValue, nil) else { throw Element.outOfMemory }
      unsafe xmlSetNs(node, space)
    }
    for attribute in attributes { try unsafe Element.add(attribute, to: node, in: document) }
    try unsafe addChildren(to: node, in: document)
    return unsafe node
  }

  private static func add(
    _ attribute: Attribute, to node: xmlNodePtr, in document: xmlDocPtr
  ) throws(MarkupError) {
    let value = attribute.value.allowedInXML
    if attribute.name == "xml:lang" {
      guard let space = unsafe xmlSearchNsByHref(document, node, "http://www.w3.org/XML/1998/namespace"),
        unsafe xmlNewNsProp(node, space, "lang", value) != nil
      else { throw outOfMemory }
      return
    }
    guard unsafe attribute.name.lent({ unsafe xmlValidateNCName($0, 0) }) == 0 else {
      throw MarkupError(document: "report", reason: "'\(attribute.name)' is not an attribute's name")
    }
    guard unsafe attribute.name.lent({ unsafe xmlHasNsProp(node, $0, nil) }) == nil else {
      throw MarkupError(document: "report", reason: "the attribute '\(attribute.name)' stands twice")
    }
    let added = unsafe attribute.name.lent { name in unsafe value.lent { unsafe xmlNewProp(node, name, $0) } }
    guard unsafe added != nil else { throw outOfMemory }
  }

  private func addChildren(to node: xmlNodePtr, in document: xmlDocPtr) throws(MarkupError) {
    // Neighbouring texts are joined first: libxml2 would merge them and free the second.
    var pending = ""
    for child in children {
      switch child {
      case .text(let text): pending += text
      case .element(let element):
        try unsafe Element.add(&pending, to: node, in: document)
        _ = try unsafe element.node(in: document, parent: node, namespace)
      }
    }
    try unsafe Element.add(&pending, to: node, in: document)
  }

  private static func add(
    _ text: inout String, to node: xmlNodePtr, in document: xmlDocPtr
  ) throws(MarkupError) {
    guard !text.isEmpty else { return }
    guard let child = unsafe text.allowedInXML.lent({ unsafe xmlNewDocText(document, $0) }) else { throw outOfMemory }
    _ = unsafe xmlAddChild(node, child)
    text = ""
  }
}

extension String {
  /// Lends the characters to libxml2, which nearly always saves the copy that passing a string would make.
  fileprivate func lent<Result>(_ use: (UnsafePointer<xmlChar>) -> Result) -> Result {
    unsafe withCString { unsafe use(UnsafeRawPointer($0).assumingMemoryBound(to: xmlChar.self)) }
  }

  /// The text with U+FFFD for each character outside XML 1.0's `Char` (production 2).
  var allowedInXML: String {
    if isPlain || !unicodeScalars.contains(where: \.isForbiddenInXML) { return self }
    var text = ""
    for scalar in unicodeScalars { text.unicodeScalars.append(scalar.isForbiddenInXML ? "\u{FFFD}" : scalar) }
    return text
  }
}

extension String {
  /// Whether no byte can be part of what XML forbids; nearly all texts, and told without a look at each character.
  private var isPlain: Bool {
    let bytes = utf8.span
    var others = UInt8(0)
    // Without branches, so that many bytes are looked at together. U+FFFE and U+FFFF begin with EF.
    for index in bytes.indices {
      let byte = bytes[index]
      let isControl: UInt8 = byte < 0x20 ? 1 : 0
      let isBreak: UInt8 = byte == 9 || byte == 10 || byte == 13 ? 1 : 0
      let isHigh: UInt8 = byte == 0xEF ? 1 : 0
      others |= isControl ^ isBreak | isHigh
    }
    return others == 0
  }
}

extension Unicode.Scalar {
  fileprivate var isForbiddenInXML: Bool {
    (value < 0x20 && value != 9 && value != 10 && value != 13) || value == 0xFFFE || value == 0xFFFF
  }
}
