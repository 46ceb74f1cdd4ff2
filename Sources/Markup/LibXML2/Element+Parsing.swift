internal import CLibXML2

extension Element {
  /// Reads a document of XHTML and SVG as a value.
  ///
  /// Comments and processing instructions are left out. Attributes may have no prefix, but for `xml:lang`.
  /// - Parameters:
  ///   - bytes: The document.
  ///   - name: Its name for messages.
  ///   - check: Called for each element in document order, before its children are read, with the name of the document
  ///     and the line where the start tag ends; what it throws ends the reading.
  /// - Throws: ``MarkupError`` for bytes that are not well-formed XML, for a document type, an entity, or an element of
  ///   another vocabulary, with its place.
  package init(
    parsing bytes: [UInt8], name: String, check: (Element, String, Int) throws(MarkupError) -> Void = { _, _, _ in }
  ) throws(MarkupError) {
    let document = try ParsedDocument.parse(bytes, name: name)
    guard let root = unsafe xmlDocGetRootElement(document.pointer) else {
      throw MarkupError(document: name, reason: "the document has no element")
    }
    try unsafe self.init(root, document: name, check)
  }

  private init(
    _ node: xmlNodePtr, document: String, _ check: (Element, String, Int) throws(MarkupError) -> Void
  ) throws(MarkupError) {
    let line = unsafe Int(xmlGetLineNo(node))
    let name = unsafe String(node.pointee.name) ?? ""
    guard let space = unsafe node.pointee.ns, let uri = unsafe String(space.pointee.href),
      let namespace = Namespace(rawValue: uri)
    else {
      throw MarkupError(document: document, line: line, reason: "the element '\(name)' is neither XHTML nor SVG")
    }
    var attributes: [Attribute] = []
    var attribute = unsafe node.pointee.properties
    while let current = unsafe attribute {
      attributes.append(try unsafe Attribute(current, document: document, line: line))
      unsafe attribute = current.pointee.next
    }
    self.init(name, in: namespace, attributes)
    try check(self, document, line)
    var child = unsafe node.pointee.children
    while let current = unsafe child {
      switch unsafe current.pointee.type {
      case XML_ELEMENT_NODE: children.append(.element(try unsafe Element(current, document: document, check)))
      case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
        children.append(.text(unsafe String(current.pointee.content) ?? ""))
      case XML_COMMENT_NODE, XML_PI_NODE: break
      default:
        throw MarkupError(document: document, line: line, reason: "an entity is not allowed inside '\(name)'")
      }
      unsafe child = current.pointee.next
    }
  }
}

extension Attribute {
  fileprivate init(_ attribute: xmlAttrPtr, document: String, line: Int) throws(MarkupError) {
    let name = unsafe String(attribute.pointee.name) ?? ""
    let prefix = unsafe attribute.pointee.ns.flatMap { unsafe String($0.pointee.prefix) }
    guard prefix == nil || (prefix == "xml" && name == "lang") else {
      throw MarkupError(
        document: document, line: line, reason: "the attribute '\(prefix ?? ""):\(name)' is not allowed")
    }
    // A value may be several nodes; anything but text in it is an entity.
    var value = ""
    var part = unsafe attribute.pointee.children
    while let current = unsafe part {
      guard unsafe current.pointee.type == XML_TEXT_NODE else {
        throw MarkupError(document: document, line: line, reason: "an entity is not allowed in the attribute '\(name)'")
      }
      value += unsafe String(current.pointee.content) ?? ""
      unsafe part = current.pointee.next
    }
    self.init(prefix.map { "\($0):\(name)" } ?? name, value)
  }
}

extension String {
  /// libxml2's text; nil for a null pointer.
  init?(_ text: UnsafePointer<xmlChar>?) {
    guard let text = unsafe text else { return nil }
    unsafe self.init(cString: text)
  }
}
