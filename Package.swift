// swift-tools-version: 6.2
import PackageDescription

/// Flags every target shares: Swift 6 mode, warnings as errors, imports internal unless said otherwise.
let house: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "grove",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Grove", targets: ["Grove"]),
    .library(name: "GroveWorkspace", targets: ["GroveWorkspace"]),
    .library(name: "GroveRender", targets: ["GroveRender"]),
    // For C: Sources/CGrove/build makes one shared library of it.
    .library(name: "GroveC", type: .static, targets: ["GroveCAPI"]),
    .executable(name: "grove", targets: ["GroveTool"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "GroveSyntax", swiftSettings: house),
    .target(name: "Grove", dependencies: ["GroveSyntax"], swiftSettings: house),
    .target(
      name: "GroveWorkspace",
      dependencies: ["Grove", .product(name: "Yams", package: "Yams")],
      swiftSettings: house),
    .target(name: "GroveRender", dependencies: ["Grove"], swiftSettings: house),
    .target(name: "CGrove", exclude: ["build", "exports.map", "without-unwinding.ld"]),
    .target(
      name: "GroveCAPI", dependencies: ["CGrove", "Grove", "GroveWorkspace", "GroveRender"],
      swiftSettings: house),
    // The only target that links readline, so that the libraries carry no GPL code.
    .target(name: "CReadline", linkerSettings: [.linkedLibrary("readline")]),
    .target(
      name: "GroveCommand",
      dependencies: [
        "Grove", "GroveWorkspace", "GroveRender", "CReadline",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house),
    .executableTarget(name: "GroveTool", dependencies: ["GroveCommand"], swiftSettings: house),

    .target(
      name: "TestKit", dependencies: ["Grove", "GroveWorkspace"], path: "Tests/TestKit",
      swiftSettings: house),
    .testTarget(
      name: "SyntaxTests", dependencies: ["GroveSyntax", "TestKit"], swiftSettings: house),
    .testTarget(name: "EngineTests", dependencies: ["Grove", "TestKit"], swiftSettings: house),
    .testTarget(
      name: "WorkspaceTests",
      dependencies: ["GroveWorkspace", "TestKit", .product(name: "Yams", package: "Yams")],
      exclude: ["Fixtures"], swiftSettings: house),
    .testTarget(
      name: "RenderTests", dependencies: ["GroveRender", "TestKit"], swiftSettings: house),
    .testTarget(
      name: "CAPITests", dependencies: ["CGrove", "GroveCAPI", "TestKit"], exclude: ["Programs"],
      swiftSettings: house),
    .testTarget(
      name: "CommandTests", dependencies: ["GroveCommand", "TestKit"], swiftSettings: house),
    .testTarget(
      name: "SpecTests",
      dependencies: ["Grove", "GroveWorkspace", "GroveRender", "GroveCommand", "TestKit"],
      swiftSettings: house),
    .testTarget(name: "HouseTests", dependencies: ["TestKit"], swiftSettings: house),
  ],
  swiftLanguageModes: [.v6]
)
