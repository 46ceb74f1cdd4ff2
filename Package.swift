// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  // Each function in a section of its own, for the linker to sort.
  .unsafeFlags(["-Xfrontend", "-function-sections"], .when(platforms: [.linux], configuration: .release)),
]

// A recorder is to be small: half of its memory would be pages of the program. lld, which comes with the toolchain, packs the
// relocations (glibc 2.36 and later know how to read them) and puts side by side what a recording runs through:
// of Swift's libraries by a list that is kept, and in a release of our own code as well, by one that .ci/release makes for it.
let order = Context.environment["KMEM_ORDER"] ?? "\(Context.packageDirectory)/Sources/kmem/libraries.order"
let small: [LinkerSetting] = [
  .unsafeFlags(
    ["-use-ld=lld"]
      + ["-z", "pack-relative-relocs", "--no-warn-symbol-ordering", "--symbol-ordering-file=\(order)"]
      .flatMap { ["-Xlinker", $0] }, .when(platforms: [.linux], configuration: .release))
]

let package = Package(
  name: "kmem",
  products: [.executable(name: "kmem", targets: ["kmem"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLzma"),
    .systemLibrary(name: "CBPF"),
    .target(name: "KernelMemory", swiftSettings: settings),
    // Number crunching is fifty times slower unoptimised, which would make the debug tests wait for minutes.
    .target(name: "Analysis", dependencies: ["KernelMemory"], swiftSettings: settings + [.unsafeFlags(["-O"])]),
    .target(
      name: "Comparison", dependencies: ["KernelMemory", "Analysis"], swiftSettings: settings + [.unsafeFlags(["-O"])]),
    .target(name: "Storage", dependencies: ["CZlib", "CLzma"], swiftSettings: settings),
    .target(name: "SessionFile", dependencies: ["KernelMemory", "Storage"], swiftSettings: settings),
    .target(
      name: "Capture", dependencies: ["KernelMemory", "Storage", "SessionFile", "CBPF"], swiftSettings: settings),
    .target(name: "Import", dependencies: ["KernelMemory", "Storage", "SessionFile"], swiftSettings: settings),
    .target(name: "Markup", dependencies: ["CLibXML2"], swiftSettings: settings),
    .target(
      name: "ReportTemplates", path: "Templates",
      resources: [
        .embedInCode("page.xhtml"), .embedInCode("style.css"), .embedInCode("script.js"),
        .embedInCode("report.rng"), .embedInCode("fragment.rng"), .embedInCode("reading.xhtml"),
        .embedInCode("owners.xhtml"), .embedInCode("environment.xhtml"),
        .embedInCode("Slab.xhtml"), .embedInCode("VmallocUsed.xhtml"),
        .embedInCode("KernelStack.xhtml"), .embedInCode("PageTables.xhtml"), .embedInCode("Percpu.xhtml"),
      ], swiftSettings: settings),
    .target(
      name: "Report", dependencies: ["KernelMemory", "Analysis", "Comparison", "Markup", "ReportTemplates"],
      swiftSettings: settings),
    .executableTarget(
      name: "kmem",
      dependencies: [
        "KernelMemory", "Storage", "SessionFile", "Capture", "Import", "Analysis", "Comparison", "Report",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], exclude: ["libraries.order"], swiftSettings: settings, linkerSettings: small,
      plugins: ["CommitPlugin"]),
    .plugin(name: "CommitPlugin", capability: .buildTool(), path: "Sources/CommitPlugin", exclude: ["commit.sh"]),
    .testTarget(name: "KernelMemoryTests", dependencies: ["KernelMemory", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "AnalysisTests", dependencies: ["Analysis", "KernelMemory", "SessionFile", "Storage", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ComparisonTests", dependencies: ["Comparison", "KernelMemory", "SessionFile", "Storage", "TestSupport"],
      swiftSettings: settings),
    .testTarget(name: "StorageTests", dependencies: ["Storage", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "SessionFileTests", dependencies: ["SessionFile", "Storage", "KernelMemory", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "CaptureTests", dependencies: ["Capture", "SessionFile", "Storage", "KernelMemory", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ImportTests", dependencies: ["Import", "SessionFile", "Storage", "KernelMemory", "TestSupport"],
      swiftSettings: settings),
    .testTarget(name: "MarkupTests", dependencies: ["Markup"], swiftSettings: settings),
    .testTarget(
      name: "ReportTests",
      dependencies: [
        "Report", "Analysis", "Comparison", "KernelMemory", "Markup", "ReportTemplates", "SessionFile", "Import",
        "Storage", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(name: "CommandTests", dependencies: ["kmem", "TestSupport"], swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["KernelMemory", "Storage", "SessionFile", "Import"],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(name: "ArchitectureTests", swiftSettings: settings),
  ]
)

// The fuzzers need flags of their own: Tests/Fuzz/run sets this.
if Context.environment["KMEM_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzz", dependencies: ["KernelMemory", "Analysis", "Storage", "SessionFile", "Import", "Report"],
      path: "Tests/Fuzz",
      exclude: ["run"],
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])]))
}
