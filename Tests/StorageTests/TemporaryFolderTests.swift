import Glibc
import TestSupport
import Testing

/// Tests run as root on people's machines: what they leave behind is theirs, and what they remove too.
@Suite struct TemporaryFolderTests {
  @Test func whatLinksLeadToStays() throws {
    let kept = try TemporaryFolder()
    try kept.write("own", to: "deep/file")
    var path = ""
    do {
      let gone = try TemporaryFolder()
      try gone.write("text", to: "etc/file")
      path = gone.path
      #expect(unsafe symlink(kept.path, path + "/etc/folder") == 0)
      #expect(unsafe symlink(kept.path + "/deep/file", path + "/link") == 0)
    }
    #expect(unsafe access(path, F_OK) != 0)
    #expect(kept.read("deep/file") == "own")
  }
}
