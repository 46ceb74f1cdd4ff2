/// A file in a tar archive, as its header describes it.
package struct TarMember: Equatable, Sendable {
  /// Its path in the archive.
  package var name: String

  /// Its bytes.
  package var size: Int

  /// Whether it is a plain file: folders, links and devices have no bytes that could be read.
  package var isFile: Bool
}
