import Foundation
import PackagePlugin

/// Tells a build which commit it is made from, by a file of Swift that is written anew when the checkout moves.
///
/// A manifest could ask git too (`Context.gitInformation`), but SwiftPM keeps its answer until Package.swift changes.
@main struct CommitPlugin: BuildToolPlugin {
  /// One command, run again when what git keeps of the checkout's place has changed; what was compiled before stays
  /// where the commit is the same.
  func createBuildCommands(context: PluginContext, target: any Target) -> [Command] {
    let root = context.package.directoryURL
    let script = root.appending(path: "Sources/CommitPlugin/commit.sh")
    let output = context.pluginWorkDirectoryURL.appending(path: "Version+Commit.swift")
    return [
      .buildCommand(
        displayName: "Noting the commit", executable: URL(filePath: "/bin/sh"),
        arguments: [script.path, root.path, output.path], inputFiles: [script] + CommitPlugin.records(root),
        outputFiles: [output])
    ]
  }

  /// The files of git that change with each commit and checkout; none where there is no git.
  private static func records(_ root: URL) -> [URL] {
    var folder = root.appending(path: ".git")
    // A worktree has a file in its place, which names the folder.
    if let link = try? String(contentsOf: folder, encoding: .utf8), link.hasPrefix("gitdir: ") {
      let path = link.dropFirst("gitdir: ".count).trimmingCharacters(in: .newlines)
      folder = URL(filePath: path, relativeTo: root)
    }
    return ["HEAD", "logs/HEAD"].map { folder.appending(path: $0) }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
  }
}
