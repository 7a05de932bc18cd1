// A workspace written for one test, in a folder of its own that goes with it.

import FoundationEssentials
import Grove
import GroveWorkspace
import Testing

/// A folder that is removed when the last test that holds it is done.
final class TemporaryWorkspace {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "grove-\(UUID())")
    path = folder.path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for name in files.keys.sorted() { try write(name, Array((files[name] ?? "").utf8)) }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    let location = "\(path)/\(name)"
    if let slash = location.lastIndex(of: "/") {
      try FileManager.default.createDirectory(
        atPath: String(location[..<slash]), withIntermediateDirectories: true)
    }
    try Data(bytes).write(to: URL(fileURLWithPath: location))
  }

  func load(limits: LoadLimits = .standard) throws -> Workspace {
    try Workspace.load(path: path, limits: limits)
  }
}

/// Loads files given by name and text.
func load(_ files: [String: String]) throws -> Workspace {
  try TemporaryWorkspace(files).load()
}

/// Loads one file given by name and bytes.
func load(_ name: String, _ bytes: [UInt8]) throws -> Workspace {
  let folder = try TemporaryWorkspace()
  try folder.write(name, bytes)
  return try folder.load()
}

extension Workspace {
  /// Problems as `file:line:column code`, in order; line and column only where there are any.
  var places: [String] {
    problems.map { problem in
      [problem.file, problem.line.map(String.init), problem.column.map(String.init)]
        .compactMap(\.self).joined(separator: ":") + " \(problem.code.id)"
    }
  }

  /// A stored field of the goal (or other row) of an id.
  func value(_ field: String, _ id: String) -> Value {
    graph.nodes(id: id).first.map { graph.value(field, of: $0) } ?? .text("no row \(id)")
  }

  /// The ids of a kind's rows, in order.
  func ids(_ kind: Kind) -> [String] {
    graph.nodes(kind).map { graph.id(of: $0) }
  }

  /// A field of every row of a kind, in order.
  func values(_ field: String, _ kind: Kind) -> [Value] {
    graph.nodes(kind).map { graph.value(field, of: $0) }
  }

  /// The ids that a reference field of a row names.
  func references(_ field: String, _ id: String) -> [String] {
    switch value(field, id) {
    case .node(let node): [graph.id(of: node)]
    case .list(let values):
      values.compactMap { if case .node(let node) = $0 { graph.id(of: node) } else { nil } }
    default: []
    }
  }
}
