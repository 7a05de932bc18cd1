// One session asked by many tasks at once: columns that are computed on demand, and what a graph
// keeps on demand, are shared between them.

import Grove
import TestKit
import Testing

@Suite("One session, many threads") struct ThreadTests {
  private static let queries = [
    "key results below 50% in Q2",
    "key results in Q2 | group by team | summarize n = count(), mean = avg(progress)",
    "objectives not on track", "goals named \"g\" | sort by owner, title",
    "objectives with (key results below 80%)", "goals under @O1",
    "people | sort by name", "goals where stale or overdue | sort by gap desc",
  ]

  @Test("answers asked for by many tasks at once are those asked for one by one")
  func sameAnswers() async throws {
    let graph = RandomWorld.make(seed: 7).graph()
    let today = try #require(CivilDate(iso: "2026-05-15"))
    let alone = Self.queries.map { Self.answer($0, Session(graph: graph, today: today)) }
    let shared = Session(graph: graph, today: today)
    await withTaskGroup(of: (Int, String).self) { group in
      for round in 0..<64 {
        group.addTask {
          let number = round % Self.queries.count
          return (number, Self.answer(Self.queries[number], shared))
        }
      }
      for await (number, answer) in group { #expect(answer == alone[number]) }
    }
  }

  private static func answer(_ query: String, _ session: Session) -> String {
    do {
      return try session.run(query).map { result in
        guard case .table(let table) = result else { return "\(result)" }
        return "\(table.cells) \(table.skippedMissing) \(table.notes)"
      }.joined()
    } catch {
      return error.diagnostics.map(\.message).joined()
    }
  }
}
