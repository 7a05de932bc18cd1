// swift-tools-version: 6.2
import PackageDescription

// A package of its own: long runs are for machines with time, a short one is part of CI.
let package = Package(
  name: "GroveFuzz",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "grove", path: "../..")],
  targets: [
    .executableTarget(
      name: "GroveFuzz",
      dependencies: [
        .product(name: "Grove", package: "grove"),
        .product(name: "GroveWorkspace", package: "grove"),
        .product(name: "GroveRender", package: "grove"),
      ],
      swiftSettings: [.treatAllWarnings(as: .error)])
  ],
  swiftLanguageModes: [.v6]
)
