/// The files of this folder, compiled into the binary.
public enum ReportTemplates {
  /// One file.
  public struct File: Sendable {
    /// The file's name: `page.xhtml`.
    public let name: String
    /// Its bytes.
    public let bytes: [UInt8]
    /// Whether a user's folder of templates may replace it: not the script and the grammars, which keep a report safe.
    public let isReplaceable: Bool
  }

  /// Every file, by name.
  public static let files: [File] = [
    File(name: "KernelStack.xhtml", bytes: PackageResources.KernelStack_xhtml, isReplaceable: true),
    File(name: "PageTables.xhtml", bytes: PackageResources.PageTables_xhtml, isReplaceable: true),
    File(name: "Percpu.xhtml", bytes: PackageResources.Percpu_xhtml, isReplaceable: true),
    File(name: "Slab.xhtml", bytes: PackageResources.Slab_xhtml, isReplaceable: true),
    File(name: "VmallocUsed.xhtml", bytes: PackageResources.VmallocUsed_xhtml, isReplaceable: true),
    File(name: "environment.xhtml", bytes: PackageResources.environment_xhtml, isReplaceable: true),
    File(name: "fragment.rng", bytes: PackageResources.fragment_rng, isReplaceable: false),
    File(name: "owners.xhtml", bytes: PackageResources.owners_xhtml, isReplaceable: true),
    File(name: "page.xhtml", bytes: PackageResources.page_xhtml, isReplaceable: true),
    File(name: "reading.xhtml", bytes: PackageResources.reading_xhtml, isReplaceable: true),
    File(name: "report.rng", bytes: PackageResources.report_rng, isReplaceable: false),
    File(name: "script.js", bytes: PackageResources.script_js, isReplaceable: false),
    File(name: "style.css", bytes: PackageResources.style_css, isReplaceable: true),
  ]
}
