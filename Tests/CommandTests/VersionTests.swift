import TestSupport
import Testing

@testable import kmem

@Suite("the version")
struct VersionTests {
  private static let root = String(#filePath.dropLast("/Tests/CommandTests/VersionTests.swift".count))

  /// Runs a line of shell in a folder, with the repository's root as `$1`.
  private static func shell(_ line: String, in folder: String) throws -> RunningTool.Result {
    try RunningTool(["-c", line, "sh", root], in: folder, program: "/bin/sh").finish()
  }

  @Test(arguments: [("", "0.2.0"), ("21eeb74", "0.2.0+21eeb74")])
  func aBuildBetweenReleasesNamesItsCommit(commit: String, version: String) {
    #expect(Version.full(release: "0.2.0", commit: commit) == version)
  }

  @Test func theToolAndWhatItWritesSayIt() throws {
    let folder = try TemporaryFolder()
    #expect(try RunningTool.run(["--version"], in: folder.path).output == Version.full + "\n")
    try folder.write("time,Slab\n1795387029,7000\n1795387030,8000\n", to: "t.csv")
    let session = try RunningTool.run(["import", "csv", "t.csv", "--unit", "kB"], in: folder.path).output
    #expect(session.contains(#""recorder":"kmem \#(Version.full) import csv""#))
    _ = try RunningTool.run(["record", "-q", "-o", "s.jsonl", "--samples", "2", "--interval", "10ms"], in: folder.path)
    #expect(folder.read("s.jsonl").contains(#""recorder":"kmem \#(Version.full)""#))
    try folder.write(session, to: "i.jsonl")
    _ = try RunningTool.run(["report", "i.jsonl", "--no-data", "-o", "i.html"], in: folder.path)
    // By its own version the page names the release alone; what recorded the session is the session's.
    #expect(folder.read("i.html").contains("Written by kmem \(Version.release)."))
  }

  /// The commit as a build writes it, in a checkout, of a release, and where none can be known.
  @Test(arguments: [
    ("git init -q . && $commit", true, "here"),
    ("git init -q . && $commit && git tag -a 1.2.3 -m x", false, "here"),
    ("git init -q . && $commit && git tag mine", true, "here"),
    ("git init -q .", false, "here"),
    ("git init -q . && $commit && mkdir tarball", false, "tarball"),
    ("git init -q . && $commit && git worktree add -q tree", true, "tree"),
    ("true", false, "here"),
  ])
  func theCommitOfAFolder(make: String, isNamed: Bool, place: String) throws {
    let folder = try TemporaryFolder()
    let prepared = try Self.shell(
      """
      set -e
      export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a
      commit="git commit -q --allow-empty -m x"
      \(make)
      cd \(place == "here" ? "." : place)
      sh "$1/Sources/CommitPlugin/commit.sh" . out.swift
      git rev-parse --short=7 HEAD 2>/dev/null || true
      """, in: folder.path)
    #expect(prepared.status == 0, "\(prepared.errors)")
    let head = prepared.output.split(separator: "\n").first.map(String.init) ?? ""
    let written = folder.read(place == "here" ? "out.swift" : place + "/out.swift")
    #expect(written.contains("static let commit = \"\(isNamed ? head : "")\"\n"))
    #expect(!isNamed || head.count >= 7)
  }

  /// What is compiled from the file stays where the commit is the same.
  @Test func theSameCommitIsNotWrittenAgain() throws {
    let folder = try TemporaryFolder()
    let line = #"sh "$1/Sources/CommitPlugin/commit.sh" . out.swift && touch -d @1 out.swift"#
    let again = try Self.shell(
      line + #" && sh "$1/Sources/CommitPlugin/commit.sh" . out.swift && stat -c %Y out.swift"#, in: folder.path)
    #expect(again.output == "1\n")
  }

  /// A toolchain that is too old is told of before a build begins, and none that will do is refused.
  @Test(arguments: [
    ("Swift version 6.3.1 (swift-6.3.1-RELEASE)", true), ("Swift version 6.2 (swift-6.2-RELEASE)", true),
    ("Swift version 6.10-dev (LLVM 1, Swift 2)", true), ("Apple Swift version 7.0 (swiftlang-7.0.0.1)", true),
    ("Swift version 6.0.3 (swift-6.0.3-RELEASE)", false), ("Swift version 5.10.1 (swift-5.10.1-RELEASE)", false),
    ("swift: OpenStack object storage client 4.6.0", false),
  ])
  func theToolchainIsChecked(words: String, isEnough: Bool) throws {
    let folder = try TemporaryFolder()
    let result = try RunningTool(
      [
        // A function: a program that was just written is busy as long as another test's child holds it open.
        "-c", #"words=$2; swift() { echo "$words"; }; source "$1/Examples/install.sh"; need_swift; echo fine"#, "sh",
        Self.root, words,
      ],
      in: folder.path, program: "/bin/bash"
    ).finish()
    #expect(result.status == (isEnough ? 0 : 69))
    #expect(result.output == (isEnough ? "fine\n" : ""))
    let seen = words.split(separator: " ").first { $0.first?.isNumber ?? false && words.contains("version") } ?? ""
    #expect(
      isEnough ? result.errors.isEmpty : result.errors.contains("kmem needs Swift 6.2") && result.errors.contains(seen))
  }
}
