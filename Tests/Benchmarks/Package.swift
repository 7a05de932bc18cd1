// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who uses Grove builds it. It sees the public API only, and so
// times what a host would call.
let package = Package(
  name: "GroveBenchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "grove", path: "../..")],
  targets: [
    .executableTarget(
      name: "GroveBenchmarks",
      dependencies: [
        .product(name: "Grove", package: "grove"),
        .product(name: "GroveWorkspace", package: "grove"),
      ],
      swiftSettings: [.treatAllWarnings(as: .error)])
  ],
  swiftLanguageModes: [.v6]
)
