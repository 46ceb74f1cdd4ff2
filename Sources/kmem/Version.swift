/// The version of this program.
enum Version {
  /// The release, which CHANGELOG.md tells of.
  ///
  /// Pages print it alone, so that they compare from commit to commit.
  static let release = "0.2.0"

  /// The release, and the commit of a build between releases: `0.2.0+21eeb74`.
  static let full = full(release: release, commit: commit)

  /// A version with build metadata (https://semver.org, item 10); the release alone where the commit is empty.
  static func full(release: String, commit: String) -> String { commit.isEmpty ? release : release + "+" + commit }
}
