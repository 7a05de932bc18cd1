// Limits: counted exactly, and able to stop a run.

import Grove
import TestKit
import Testing

@Suite("Budget") struct BudgetTests {
  private var graph: GoalGraph {
    var fixture = GraphFixture()
    for place in 0..<100 {
      fixture = fixture.keyResult("K\(place)", from: 0, to: 100, now: Double(place))
    }
    return fixture.graph()
  }

  private func ticks(_ graph: GoalGraph, _ limit: Int?) throws -> Int {
    let fixture = PlanFixture()
    let low = fixture.compare(fixture.field("progress"), .before, fixture.ratio(0.5))
    let query = fixture.query(
      .kind(.keyResults), [fixture.filter(low), fixture.sort(fixture.field("progress"))],
      show: [fixture.field("id")])
    let budget = Budget(Limits(ticks: limit))
    let views = ViewCache(graph: graph, today: .earliest)
    _ = try Executor(over: views, plan: fixture.plan, budget: budget).run(query)
    return budget.ticks
  }

  @Test("a tick is a row that a step looks at: 100 filtered, 50 sorted, 50 shown")
  func exact() throws {
    let graph = graph
    #expect(try ticks(graph, nil) == 200)
    #expect(try ticks(graph, 200) == 200)
    #expect(throws: RunFailure.self) { try ticks(graph, 199) }
  }

  @Test("bytes and rows are limited, and a cancelled run stops at its next charge")
  func otherLimits() throws {
    let graph = graph
    func fails(_ limits: Limits, _ kind: LimitKind) throws {
      let fixture = PlanFixture()
      let query = fixture.query(.kind(.keyResults), show: [fixture.field("progress")])
      do {
        _ = try fixture.executor(graph, limits: limits).run(query)
        Issue.record("no failure")
      } catch RunFailure.limit(let hit) { #expect(hit == kind) }
    }
    try fails(Limits(bytes: 100), .bytes)
    try fails(Limits(rows: 99), .rows)
    let cancellation = Cancellation()
    let budget = Budget(.standard, cancellation: cancellation)
    try budget.charge(ticks: 1)
    cancellation.cancel()
    #expect(throws: RunFailure.self) { try budget.charge(ticks: 1) }
  }

  @Test("an expression nested too deeply is a limit, not a crash")
  func depth() throws {
    let fixture = PlanFixture()
    var id = fixture.field("progress")
    for _ in 0..<5000 { id = fixture.add(.negate(id), .ratio) }
    let query = fixture.query(.kind(.keyResults), show: [id])
    do {
      _ = try fixture.executor(graph).run(query)
      Issue.record("no failure")
    } catch RunFailure.limit(let hit) { #expect(hit == .depth) }
  }
}
