// The saved queries of the example workspaces and the answers beside them. GROVE_UPDATE=1 writes the
// answers anew; they are claims about the data, so read them before they are committed.

import Foundation
import GroveCommand
import Testing

@Suite("The examples") struct ExampleTests {
  /// `examples/retail/queries/carts.grove` and the like.
  static let queries: [String] = {
    let folder = SpecPlace.root.appendingPathComponent("examples")
    let walker = FileManager.default.enumerator(atPath: folder.path)
    let names = walker?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".grove") }.sorted().map { "examples/\($0)" }
  }()

  @Test("a saved query answers as the file beside it says", arguments: queries)
  func answers(path: String) throws {
    let workspace = path.split(separator: "/").prefix(2).joined(separator: "/")
    // One workspace's questions speak of the person who asks.
    let me = workspace == "examples/questions" ? ["--me", "ana"] : []
    let found = SpecRunner.run(
      ["run", "-w", workspace, "--today", "2026-05-15"] + me + [path])
    #expect(found.status == .ok, "\(found.errors)")
    let name = path.replacing("/queries/", with: "/expected/").replacing(".grove", with: ".txt")
    let url = SpecPlace.root.appendingPathComponent(name)
    if SpecTests.updates {
      try found.output.write(to: url, atomically: true, encoding: .utf8)
    } else {
      let expected = try String(contentsOf: url, encoding: .utf8)
      #expect(found.output == expected)
    }
  }

  @Test("a saved query is laid out by the formatter", arguments: queries)
  func layout(path: String) {
    let found = SpecRunner.run(["fmt", "--check", path])
    #expect(found.status == .ok, "run: grove fmt \(path)")
  }

  @Test("every workspace has saved queries, and loads whole")
  func workspaces() {
    let names = Set(Self.queries.map { $0.split(separator: "/")[1] })
    #expect(names.count == 8)
    for name in names.sorted() {
      let problems = SpecRunner.run(["check", "-w", "examples/\(name)"]).output
        .split(separator: "\n").filter { $0.contains(" GRV") }
      // One workspace has a backlog, a cycle without dates, and one a loop of objectives to ask for;
      // both are worth a word.
      let expected = name == "questions" ? "GRV0435 L1, L2" : "GRV0438 the cycle Backlog"
      #expect(problems.allSatisfy { $0.contains(expected) }, "\(name)")
    }
  }
}
