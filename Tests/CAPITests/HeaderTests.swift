// The header as a text: every function says how stable it is and is called by the tests, and the
// manual's snippets are those of the example.

import Foundation
import Testing

@Suite("C: the header") struct HeaderTests {
  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: OpeningTests.root + "/" + path, encoding: .utf8)
  }

  private static func functions() throws -> [String] {
    try text("Sources/CGrove/include/grove.h").matches(of: #/\n[a-z][\w *]*?(grove_\w+)\(/#)
      .map { String($0.1) }
  }

  @Test("the header declares functions, each once")
  func declared() throws {
    let functions = try Self.functions()
    #expect(functions.count > 60)
    #expect(Set(functions).count == functions.count)
  }

  @Test("every function belongs to a comment that says how stable it is")
  func stability() throws {
    let header = try Self.text("Sources/CGrove/include/grove.h")
    var untold: [String] = []
    for function in try Self.functions() {
      guard let place = header.range(of: "\(function)(", options: .backwards) else { continue }
      // A comment may stand above several functions: the nearest tag above is theirs.
      let above = header[..<place.lowerBound].suffix(2500)
      if !above.contains("[stable 1]"), !above.contains("[unstable]") { untold.append(function) }
    }
    #expect(untold == [])
  }

  @Test("every function is called by a test")
  func called() throws {
    let folder = OpeningTests.root + "/Tests/CAPITests"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    let tests = try files.filter { $0.hasSuffix(".swift") }
      .map { try String(contentsOfFile: folder + "/" + $0, encoding: .utf8) }.joined()
    #expect(try Self.functions().filter { !tests.contains($0 + "(") } == [])
  }

  @Test("the manual's snippets of C stand in the example")
  func snippets() throws {
    let example = try Self.text("examples/embed-c/main.c")
    let page = try Self.text("Sources/Grove/Grove.docc/Embedding/C.md")
    let snippets = page.matches(of: #/```c\n([^`]*)```/#).map { String($0.1) }
    #expect(snippets.count > 3)
    #expect(snippets.filter { !example.contains($0) } == [])
  }
}
