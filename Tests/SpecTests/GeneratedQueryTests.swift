// What holds for every query, on generated workspaces and queries: the order of modifiers, the
// expansion, the formatter and the JSON output.

import Foundation
import Grove
import GroveRender
import GroveSyntax
import TestKit
import Testing

@Suite("What holds for every query") struct GeneratedQueryTests {
  /// Workspaces with the queries that their session accepts.
  private func forEachQuery(
    worlds: Range<UInt64> = 500..<560, queries: Int = 12,
    _ body: (Session, RandomQuery, QueryResult, inout Dice) throws -> Void
  ) throws {
    var asked = 0
    for seed in worlds {
      let world = RandomWorld.make(seed: seed)
      let session = Session(graph: world.graph(), today: world.today)
      var maker = QueryMaker(world, seed: seed)
      var dice = Dice(seed: seed)
      for _ in 0..<queries {
        let query = maker.query()
        guard let result = answer(query.text, session) else { continue }
        asked += 1
        try body(session, query, result, &dice)
      }
    }
    #expect(asked > worlds.count * queries / 2)
  }

  private func answer(_ text: String, _ session: Session) -> QueryResult? {
    guard let results = try? session.run(text), case .table(let table)? = results.first else {
      return nil
    }
    return table
  }

  private func cells(_ result: QueryResult) -> [[Value]] {
    (0..<result.rowCount).map { row in
      result.columns.indices.map { result.value(row: row, column: $0) }
    }
  }

  /// The modifiers of a phrase, printed, in alphabetical order.
  private func modifiers(_ text: String) -> [String] {
    guard
      case .value(let query, _)? =
        Parser.parseProgram(SourceText(text)).program.statements.first?.form,
      case .phrase(let phrase) = query.head
    else { return [] }
    return phrase.modifiers.map { Printer.print($0) }.sorted()
  }

  @Test("the order of modifiers does not matter")
  func order() throws {
    try forEachQuery { session, query, result, dice in
      guard query.modifiers.count > 1 else { return }
      var other = query
      other.modifiers = dice.shuffled(query.modifiers)
      // A name before a bracket is a call, and one before a measure its field, so that in some orders
      // the words mean other modifiers.
      guard modifiers(other.text) == modifiers(query.text) else { return }
      guard let second = answer(other.text, session) else { return }
      #expect(second.nodes == result.nodes, "\(query.text)\n\(other.text)")
      #expect(second.skippedMissing == result.skippedMissing, "\(query.text)\n\(other.text)")
    }
  }

  @Test("the expansion gives the same answer and expands to itself")
  func expansion() throws {
    try forEachQuery { session, query, result, _ in
      let core = try #require(
        answer(result.expansion, session), "\(query.text)\n\(result.expansion)")
      #expect(core.expansion == result.expansion, "\(query.text)")
      #expect(core.columns.map(\.name) == result.columns.map(\.name), "\(query.text)")
      #expect(cells(core) == cells(result), "\(query.text)\n\(result.expansion)")
      #expect(core.skippedMissing == result.skippedMissing, "\(query.text)\n\(result.expansion)")
    }
  }

  @Test("formatting keeps the meaning, and formatting again changes nothing")
  func format() throws {
    try forEachQuery { session, query, result, _ in
      let once = try #require(GroveSyntax.Formatter.format(SourceText(query.text)).text)
      let twice = try #require(GroveSyntax.Formatter.format(SourceText(once)).text)
      #expect(once == twice)
      let second = try #require(answer(once, session), "\(query.text)\n\(once)")
      #expect(second.expansion == result.expansion, "\(query.text)\n\(once)")
    }
  }

  @Test("the JSON of every answer can be read, and has its rows")
  func json() throws {
    let format = try #require(ResultFormats.named("json"))
    try forEachQuery { session, query, result, _ in
      var output = ByteOutput()
      format.write(result, options: RenderOptions(), to: &output)
      let object = try JSONSerialization.jsonObject(with: Data(output.bytes)) as? [String: Any]
      #expect(object?["row_count"] as? Int == result.rowCount, "\(query.text)")
      #expect((object?["rows"] as? [Any])?.count == result.rowCount, "\(query.text)")
      // The keys of groups stand in the rows as well.
      let names = Set(result.columns.map(\.name)).union(result.groupKeys)
      #expect((object?["columns"] as? [Any])?.count == names.count, "\(query.text)")
    }
  }
}
