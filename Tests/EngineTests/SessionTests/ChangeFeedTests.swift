// The feed of changes: what is in it, in which order, and what `changed` makes of it. Statuses are
// worked out by hand.

import Grove
import TestKit
import Testing

@Suite("The feed of changes")
struct ChangeFeedTests {
  /// From 0 to 100 over 100 days from 1 January 2026, so that each day expects one point more:
  /// 10 on day 10 (on track), at risk from day 11, off track from day 36, a target of 50 from day 40.
  private var session: Session {
    let graph = GraphFixture()
      .person("ana")
      .objective("O", start: "2026-01-01", due: "2026-04-11")
      .keyResult("K", of: "O", from: 0, to: 50)
      .checkIn("K", on: "2026-01-11", value: 10, recorded: "2026-01-12", confidence: 0.5)
      .checkIn("K", on: "2026-02-20", value: 10, confidence: 0.5)
      .kpi("P", target: 10).checkIn("P", on: "2026-01-05", value: 10)
      .checkIn("P", on: "2026-02-05", value: 5)
      .row(
        .changes,
        [
          "goal": .text("K"), "field": .text("target"), "date": .date(.on("2026-02-10")),
          "old": .number(100), "new": .number(50), "author": .text("ana"),
        ]
      )
      .graph()
    return Session(graph: graph, today: .on("2026-03-01"))
  }

  private func cells(_ text: String, _ session: Session? = nil) throws -> [[Value]] {
    guard case .table(let table)? = try (session ?? self.session).run(text).first else { return [] }
    return table.cells
  }

  @Test("values, targets and statuses of a key result, in the order of their days")
  func ofKeyResult() throws {
    let rows = try cells("changes of @K | show date, field, old, new")
    let on: (String) -> Value = { .date(.on($0)) }
    #expect(
      rows == [
        [on("2026-01-11"), .text("current"), .missing, .number(10)],
        [on("2026-01-11"), .text("confidence"), .missing, .ratio(0.5)],
        [on("2026-01-11"), .text("status"), .text("not started"), .text("on track")],
        [on("2026-01-12"), .text("status"), .text("on track"), .text("at risk")],
        // 36 days gone and 10 % done: 26 points behind.
        [on("2026-02-06"), .text("status"), .text("at risk"), .text("off track")],
        // 40 days gone, 20 % done of the new target: 20 points behind, until the 46th day.
        [on("2026-02-10"), .text("target"), .number(100), .number(50)],
        [on("2026-02-10"), .text("status"), .text("off track"), .text("at risk")],
        [on("2026-02-16"), .text("status"), .text("at risk"), .text("off track")],
      ])
  }

  @Test("the value of a KPI and its health; a value that stays is no change")
  func ofKPI() throws {
    #expect(
      try cells("changes of @P | show field, old, new")
        == [
          [.text("value"), .missing, .number(10)], [.text("value"), .number(10), .number(5)],
          [.text("health"), .text("green"), .text("red")],
        ])
  }

  @Test("`changed` finds a change by field, values and day")
  func changed() throws {
    #expect(try cells("goals changed target | show id") == [[.text("K")]])
    #expect(try cells("goals changed target from 100 to (40, 50) | show id") == [[.text("K")]])
    #expect(try cells("goals changed target since 2026-02-11").isEmpty)
    #expect(try cells("goals changed target to 60").isEmpty)
    #expect(try cells("goals changed current from missing to 10 | show id") == [[.text("K")]])
    #expect(
      try cells("goals changed status to \"off track\" during 2026-02 | show id")
        == [[.text("O")], [.text("K")]])
    #expect(try cells("goals not changed status | count") == [[.number(1)]])
  }

  @Test("changes as of a day end with it, and by what was known with what was entered")
  func views() throws {
    #expect(try cells("changes of @K as of 2026-01-31 | count") == [[.number(4)]])
    #expect(
      try cells("changes as known on 2026-01-11 where goal = @K and field = \"current\"").isEmpty)
  }

  @Test("a run that may not take so many steps says so")
  func budget() throws {
    var session = session
    session.limits = Limits(ticks: 50)
    do {
      _ = try session.run("changes")
      Issue.record("the feed is made without being paid for")
    } catch {
      #expect(error.kind == .limit)
    }
    #expect(try cells("changes | count").count == 1)
  }
}
