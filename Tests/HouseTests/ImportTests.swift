// Who may import whom: the table of the architecture page as data, and the order of the engine's
// folders, in which names go rightwards only.

import Foundation
import Testing

@Suite("House: imports") struct ImportTests {
  /// The parts of the standard library that are modules of their own.
  private static let standard: Set = ["Swift", "Synchronization"]
  /// The C library, by platform, for the modules that speak to the system.
  private static let system: Set = ["Glibc", "Musl", "Darwin"]
  /// The same with Foundation, for what nobody embeds.
  private static let platform = system.union(["FoundationEssentials", "Foundation"])

  /// Every module with what it may import beside the standard library.
  private static let table: [String: Set<String>] = [
    "GroveSyntax": [],
    "Grove": ["GroveSyntax"],
    "GroveWorkspace": system.union(["Grove", "CYaml"]),
    "GroveRender": ["Grove"],
    "GroveCommand": platform.union([
      "Grove", "GroveWorkspace", "GroveRender", "CReadline", "ArgumentParser", "Dispatch",
    ]),
    "GroveTool": platform.union(["GroveCommand"]),
    "GroveCAPI": system.union(["CGrove", "Grove", "GroveWorkspace", "GroveRender"]),
    "CGrove": [],
    "CReadline": [],
  ]

  @Test("every module of the sources stands in the table")
  func allListed() {
    let modules = Set(
      SourceTree.files.filter { $0.path.hasPrefix("Sources/") }.map { $0.folders[1] })
    #expect(modules.subtracting(Self.table.keys).sorted() == [])
  }

  @Test("a module imports only what the table allows it")
  func imports() throws {
    let pattern =
      #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/#
    var wrong: [String] = []
    for file in SourceTree.swiftSources {
      let allowed = (Self.table[file.folders[1]] ?? []).union(Self.standard)
      for (index, line) in SourceTree.code(of: file).enumerated() {
        guard line.contains("import"), let match = line.firstMatch(of: pattern) else { continue }
        if !allowed.contains(String(match.1)) {
          wrong.append("\(file.path):\(index + 1) imports \(match.1)")
        }
      }
    }
    #expect(wrong == [])
  }

  @Test("tests look at modules from outside")
  func noTestableImports() {
    let inside = SourceTree.files.filter { file in
      file.isSwift
        && SourceTree.code(of: file).contains { $0.contains("@testable") || $0.contains("@_spi") }
    }
    #expect(inside.map(\.path) == [])
  }

  /// The folders of the engine from left to right; those of one step may name each other.
  private static let order: [[String]] = [
    ["API"], ["Execute"], ["Check", "Plan"], ["Store", "Functions"], ["Model"],
  ]

  @Test("the engine's folders name only what stands to their right")
  func folderOrder() {
    let steps = Dictionary(
      uniqueKeysWithValues: Self.order.enumerated().flatMap { step, folders in
        folders.map { ($0, step) }
      })
    let engine = SourceTree.swiftSources.filter { $0.folders[1] == "Grove" }
    let unknown = Set(engine.filter { $0.folders.count > 2 }.map { $0.folders[2] })
      .subtracting(steps.keys)
    #expect(unknown == [], "folders without a place in the order")

    var homes: [String: Set<String>] = [:]
    for file in SourceTree.swiftSources where ["Grove", "GroveSyntax"].contains(file.folders[1]) {
      let home = file.folders[1] == "Grove" ? file.folders[2] : "GroveSyntax"
      for line in SourceTree.code(of: file) {
        if let name = Self.declaredType(line) { homes[name, default: []].insert(home) }
      }
    }
    var wrong: [String] = []
    for file in engine {
      let folder = file.folders[2]
      guard let step = steps[folder] else { continue }
      for (index, line) in SourceTree.code(of: file).enumerated() {
        for name in Self.namedTypes(line) {
          // A name that two folders declare says nothing.
          guard let home = homes[name], home.count == 1, let only = home.first,
            let other = steps[only], other < step
          else { continue }
          wrong.append("\(file.path):\(index + 1) names \(name) of \(only)")
        }
      }
    }
    #expect(wrong == [])
  }

  /// The type that a line at the outermost level declares.
  private static func declaredType(_ line: String) -> String? {
    let pattern =
      #/^(?:(?:public|package|internal|private|fileprivate|final|indirect)\s+)*(?:struct|class|enum|protocol|actor|typealias)\s+(\w+)/#
    guard let first = line.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first),
      let match = line.firstMatch(of: pattern), !line.hasPrefix("private")
    else { return nil }
    return String(match.1)
  }

  /// Capitalised words that are not members of another name.
  private static func namedTypes(_ line: String) -> [String] {
    var names: [String] = []
    var name: [UInt8] = []
    var before = UInt8(ascii: " ")
    for byte in line.utf8 + [UInt8(ascii: " ")] {
      let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      let isLower = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
      let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      let isWord = isUpper || isLower || isDigit || byte == UInt8(ascii: "_")
      if !name.isEmpty {
        if isWord {
          name.append(byte)
        } else {
          names.append(String(decoding: name, as: UTF8.self))
          name = []
        }
      } else if isUpper, before == UInt8(ascii: " ") {
        name = [byte]
      }
      // Inside a word or behind a point no name begins.
      before = isWord || byte == UInt8(ascii: ".") ? byte : UInt8(ascii: " ")
    }
    return names
  }
}
