// One session asked by many tasks at once: columns that are computed on demand, views of other days
// and what a graph keeps on demand are shared between them.

import Grove
import TestKit
import Testing

@Suite("One session, many threads") struct ThreadTests {
  private static let queries = [
    "key results below 50% in Q2",
    "key results in Q2 | group by team | summarize n = count(), mean = avg(progress)",
    "objectives not on track", "goals named \"g\" | sort by owner, title",
    "objectives with (key results below 80%)", "goals under @g0",
    "people | sort by name", "goals where stale or overdue | sort by gap desc",
  ]

  /// More viewpoints than a session keeps, some asked for by several of them.
  private static let views = [
    "key results as of 2026-05-01", "goals as of 2026-04-20 | sort by progress, id",
    "goals as known on 2026-05-04 | show id, current, progress",
    "goals | over weeks in this quarter | group by start of period | summarize mean = avg(progress)",
    "goals | over months in this year | show id, progress, status",
    "key results | show id, better = (progress assuming @g1.progress = 80%)",
    "goals assuming @g0.progress = 10%, @g2.weight = 4 | sort by progress desc, id",
    "goals | show id, progress | compare with as of 2026-05-01",
    "goals | show id, progress | compare with assuming @g1.progress = 100%",
    "goals | add change = change(progress, last month) | sort by change, id",
    "changes since 2026-04-01", "goals changed status since 2026-04-01 | show id",
    "goals ever below 50% during this quarter", "paths from @g1 to @g0 as of 2026-05-01",
  ]

  @Test(
    "answers asked for by many tasks at once are those asked for one by one",
    arguments: [queries, views])
  func sameAnswers(_ queries: [String]) async throws {
    let graph = RandomWorld.make(seed: 7).graph()
    let today = try #require(CivilDate(iso: "2026-05-15"))
    let alone = try queries.map { try Self.answer($0, Session(graph: graph, today: today)) }
    let shared = Session(graph: graph, today: today)
    try await withThrowingTaskGroup(of: (Int, String).self) { group in
      for round in 0..<(8 * queries.count) {
        group.addTask {
          let number = round % queries.count
          return (number, try Self.answer(queries[number], shared))
        }
      }
      for try await (number, answer) in group {
        #expect(answer == alone[number], "\(queries[number])")
      }
    }
  }

  private static func answer(_ query: String, _ session: Session) throws -> String {
    try session.run(query).map { result in
      guard case .table(let table) = result else { return "\(result)" }
      return "\(table.cells) \(table.skippedMissing) \(table.notes)"
    }.joined()
  }
}
