// Runs grammar/conformance. `GROVE_UPDATE=1 swift test --filter Conformance` writes what was found
// into the files instead; every expectation there is a claim about the language, so read them.

import Foundation
import Grove
import GroveSyntax
import Testing

@Suite("The conformance suite") struct ConformanceTests {
  private static func place(_ found: ConformanceCase) -> SourceLocation {
    let path = SpecPlace.root.appendingPathComponent(found.path).path
    return SourceLocation(
      fileID: "Grove/\(found.path)", filePath: path, line: found.line, column: 1)
  }

  @Test(
    "a query answers as its case says", .disabled(if: SpecTests.updates),
    arguments: ConformanceRunner.cases)
  func answers(expected: ConformanceCase) throws {
    let found = try ConformanceRunner.run(expected)
    if Self.comparable(found) != Self.comparable(expected.sections) {
      Issue.record(
        "expected:\n\(Self.text(expected.sections))\n\nfound:\n\(Self.text(found))",
        sourceLocation: Self.place(expected))
    }
  }

  /// Whether the query stands alone, without what a program around it defines.
  private static func isOneStatement(_ query: String) -> Bool {
    Parser.parseProgram(SourceText(query)).program.statements.count == 1
  }

  private static func comparable(_ sections: [ConformanceSection]) -> [ConformanceSection] {
    sections.map {
      guard ConformanceRunner.tables.contains($0.key) else { return $0 }
      return ConformanceSection(key: $0.key, text: ConformanceText.compact($0.text))
    }
  }

  private static func text(_ sections: [ConformanceSection]) -> String {
    sections.flatMap(\.lines).joined(separator: "\n")
  }

  @Test(
    "the core form of a query gives the same answer", .disabled(if: SpecTests.updates),
    arguments: ConformanceRunner.cases.filter { $0["rows"] != nil && isOneStatement($0.query) })
  func expansions(expected: ConformanceCase) throws {
    let keys: Set<String> = ["rows", "totals", "skipped"]
    let found = try ConformanceRunner.expanded(expected)
    #expect(
      Self.comparable(found)
        == Self.comparable(expected.sections.filter { keys.contains($0.key) }))
  }

  @Test("the files are rewritten", .enabled(if: SpecTests.updates))
  func update() throws {
    for file in ConformanceRunner.files {
      let text = file.updated { found in
        do {
          return try ConformanceRunner.run(found)
        } catch {
          Issue.record("\(found): \(error)")
          return nil
        }
      }
      if text != file.lines.joined(separator: "\n") {
        let url = SpecPlace.root.appendingPathComponent(file.path)
        try text.write(to: url, atomically: true, encoding: .utf8)
      }
    }
  }

  @Test("every file can be read, and every case says what it expects")
  func format() {
    #expect(ConformanceRunner.files.flatMap(\.troubles) == [])
    let outcomes = ["rows", "value", "steps", "card", "error"]
    for found in ConformanceRunner.cases {
      #expect(!found.query.isEmpty, "\(found) has no query")
      let isSaid = found.sections.contains { outcomes.contains($0.key) }
      #expect(SpecTests.updates || isSaid, "\(found) says nothing of the outcome")
    }
    for file in ConformanceRunner.files {
      let titles = file.cases.map(\.title)
      let twice = Dictionary(grouping: titles) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
      #expect(twice == [], "\(file.path)")
    }
  }

  @Test("every workspace of the suite loads with the problems it names")
  func workspaces() {
    let texts = Set(ConformanceRunner.cases.map(\.setting.workspace))
    #expect(ConformanceRunner.workspaces.count == texts.count)
    for (text, workspace) in ConformanceRunner.workspaces {
      #expect(workspace.problems == workspace.expected, "\(text.prefix(60))")
    }
  }

  @Test("no answer has more rows than were estimated")
  func estimates() throws {
    var count = 0
    for found in ConformanceRunner.cases {
      let session = try ConformanceRunner.session(for: found)
      guard let prepared = try? session.prepare(SourceText(found.query)),
        let results = try? prepared.run()
      else { continue }
      for (estimate, result) in zip(try prepared.estimate(), results) {
        guard case .table(let table) = result, let rows = estimate.rows else { continue }
        #expect(table.rowCount <= rows, "\(found)")
        count += 1
      }
    }
    #expect(count > 300)
  }

  @Test("the suite is not small")
  func size() { #expect(ConformanceRunner.cases.count >= 600) }
}
