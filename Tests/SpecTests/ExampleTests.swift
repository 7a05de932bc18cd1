// The saved queries of the example workspaces and the answers beside them. GROVE_UPDATE=1 writes the
// answers anew; they are claims about the data, so read them before they are committed.

import Foundation
import GroveCommand
import Testing

@Suite("The examples") struct ExampleTests {
  /// `examples/retail/queries/carts.grove` and the like, reports and checks among them.
  static let programs: [String] = {
    let folder = SpecPlace.root.appendingPathComponent("examples")
    let walker = FileManager.default.enumerator(atPath: folder.path)
    let names = walker?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".grove") }.sorted().map { "examples/\($0)" }
  }()
  static let queries = programs.filter { $0.contains("/queries/") }

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

  /// A report or check, a format, and the file (in a folder that no load reads) that holds what it writes in that format.
  static let documents: [(path: String, format: String, expected: String)] =
    programs.filter { $0.contains("/reports/") || $0.contains("/checks/") }.flatMap { path in
      let formats =
        path.contains("/reports/")
        ? [("table", "txt"), ("markdown", "md"), ("json", "json")]
        : [("table", "txt"), ("github", "github"), ("junit", "xml"), ("json", "json")]
      let name = path.replacing("/reports/", with: "/expected/reports/")
        .replacing("/checks/", with: "/expected/reports/")
      return formats.map { (path, $0.0, name.replacing(".grove", with: "." + $0.1)) }
    }

  @Test("a report or check writes the files beside it in each format", arguments: documents)
  func document(path: String, format: String, expected name: String) throws {
    let found = SpecRunner.run(["run", path, "--today", "2026-05-15", "--format", format])
    #expect([.ok, .checkFailed].contains(found.status), "\(found.errors)")
    let url = SpecPlace.root.appendingPathComponent(name)
    if SpecTests.updates {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try found.output.write(to: url, atomically: true, encoding: .utf8)
    } else {
      #expect(found.output == (try String(contentsOf: url, encoding: .utf8)))
    }
  }

  @Test("a saved program is laid out by the formatter", arguments: programs)
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
