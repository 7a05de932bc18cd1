// swift-tools-version: 6.2
import PackageDescription

// A package of its own, as a program that embeds Grove would be: it sees the public API only.
let package = Package(
  name: "embed-swift",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "grove", path: "../..")],
  targets: [
    .executableTarget(
      name: "EmbedSwift",
      dependencies: [
        .product(name: "Grove", package: "grove"),
        .product(name: "GroveWorkspace", package: "grove"),
      ],
      path: "Sources",
      swiftSettings: [.treatAllWarnings(as: .error)])
  ],
  swiftLanguageModes: [.v6]
)
