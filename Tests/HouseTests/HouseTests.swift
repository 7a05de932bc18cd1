// The shape of the repository: what lies at the top, how files open and how long they are.

import Foundation
import Testing

@Suite("House: shape") struct ShapeTests {
  /// Everything the top level may hold. The first five must be there.
  private static let required = [
    "Package.swift", "Sources", "Tests", ".swift-format", ".gitignore",
  ]
  private static let allowed = required + ["grammar", "examples", "README.md", ".ci", ".github"]

  @Test("the top level holds what it should, and nothing else")
  func topLevel() {
    #expect(SourceTree.topLevel.filter { !Self.allowed.contains($0) } == [])
    #expect(Self.required.filter { !SourceTree.topLevel.contains($0) } == [])
  }

  /// Lines above which a file should be cut in two, and above which it must be.
  private static let ceiling = 500
  private static let limit = 800

  @Test("no source file is longer than 800 lines")
  func length() {
    let long = SourceTree.files.filter { $0.isSwift && $0.lines.count > Self.ceiling }
    for file in long { print("note: \(file.path) has \(file.lines.count) lines, aim at 500") }
    #expect(long.filter { $0.lines.count > Self.limit }.map(\.path) == [])
  }

  @Test("every source file opens by saying what it is for")
  func opening() {
    let kinds = [".swift", ".c", ".h"]
    let silent = SourceTree.files.filter { file in
      guard file.path.hasPrefix("Sources/") || file.path.hasPrefix("Tests/") else { return false }
      guard kinds.contains(where: { file.path.hasSuffix($0) }) else { return false }
      return !file.text.hasPrefix("//") && !file.text.hasPrefix("/*")
    }
    #expect(silent.map(\.path) == [])
  }

  @Test("the version is that of the changelog's newest section")
  func version() throws {
    func text(_ path: String) -> String { SourceTree.files.first { $0.path == path }?.text ?? "" }
    let version = text("Sources/Grove/API/Version.swift")
      .firstMatch(of: #/current = "(\d+\.\d+)\.\d+"/#)
    let newest = text("Sources/Grove/Grove.docc/Changelog.md").firstMatch(of: #/\n## (\d+\.\d+)/#)
    #expect(try #require(version).1 == #require(newest).1)
  }

  @Test("no two files or folders of one folder differ by case only")
  func caseOnly() {
    var spellings: [String: Set<String>] = [:]
    for file in SourceTree.files {
      let parts = file.path.split(separator: "/").map(String.init)
      for depth in 1...parts.count {
        let path = parts.prefix(depth).joined(separator: "/")
        spellings[path.lowercased(), default: []].insert(path)
      }
    }
    let products = ["grove"] + SourceTree.topLevel
    #expect(spellings.values.filter { $0.count > 1 }.map { $0.sorted() } == [])
    #expect(Set(products.map { $0.lowercased() }).count == Set(products).count)
  }
}
