// Conditions about what a row is tied to: under, owned by, of, reporting to, in.

import Grove
import TestKit
import Testing

@Suite("Membership") struct MembershipTests {
  // C <- O1, O2 <- K (diamond); a loop of L1 and L2; O1 <- I.
  private let graph = GraphFixture()
    .objective("C")
    .objective("O1").supporting("C").objective("O2").supporting("C")
    .objective("L1").supporting("L2").objective("L2").supporting("L1")
    .keyResult("K", of: "O1").supporting("O2")
    .initiative("I").supporting("O1").graph()

  private func node(_ id: String, _ graph: GoalGraph) -> Value {
    graph.nodes(id: id).first.map { .node($0) } ?? .missing
  }

  private func goals(
    _ graph: GoalGraph, _ kind: Kind = .goals, _ form: (PlanFixture) -> PlanExpression.Form
  ) throws -> Set<String> {
    let fixture = PlanFixture()
    let query = fixture.query(.kind(kind), [fixture.filter(fixture.add(form(fixture), .flag))])
    return Set(try fixture.ids(query, graph))
  }

  @Test("under reaches through every link and kind, each once, and not the target itself")
  func under() throws {
    func under(_ id: String, depth: Int? = nil, _ reach: Reach = .under) throws -> Set<String> {
      try goals(graph) {
        .reaches(reach, targets: $0.constant(node(id, graph)), depth: depth)
      }
    }
    #expect(try under("C") == ["O1", "O2", "K", "I"])
    #expect(try under("C", depth: 1) == ["O1", "O2"])
    #expect(try under("L1") == ["L1", "L2"])
    #expect(try under("I") == [])
    #expect(try under("K", .supportedBy) == ["O1", "O2", "C"])
  }

  @Test("under the row outside costs what stands below it, not the graph")
  func underThis() throws {
    var builder = GraphFixture().objective("T").keyResult("below", of: "T")
    for place in 0..<500 { builder = builder.keyResult("K\(place)") }
    let graph = builder.graph()
    let fixture = PlanFixture()
    let reaches = fixture.add(.reaches(.under, targets: fixture.row(1), depth: nil), .flag)
    let inner = fixture.query(.kind(.keyResults), [fixture.filter(reaches)])
    let count = fixture.add(.aggregateList(.count, [fixture.query(inner)]))
    let query = fixture.query(.kind(.objectives), show: [count])
    let budget = Budget(Limits(ticks: 10))
    let executor = Executor(
      over: ViewCache(graph: graph, today: .earliest), plan: fixture.plan, budget: budget)
    #expect(try executor.run(query).cells == [[.number(1)]])
  }

  @Test("a key result without an owner is owned by its objective's; who has none is unknown")
  func owners() throws {
    let graph = GraphFixture().person("ana").person("ben")
      .objective("O", owner: "ana").keyResult("K1", of: "O")
      .keyResult("K2", of: "O", owner: "ben").objective("P").graph()
    let fixture = PlanFixture()
    let owned = fixture.add(.ownedBy(fixture.constant(node("ana", graph))), .flag)
    let query = fixture.query(.kind(.goals), show: [fixture.field("id", .goals), owned])
    let cells = try fixture.cells(query, graph)
    #expect(
      Set(cells) == [
        [.text("O"), .flag(true)], [.text("K1"), .flag(true)], [.text("K2"), .flag(false)],
        [.text("P"), .missing],
      ])
  }

  @Test("what belongs to a team belongs to the teams above it")
  func teams() throws {
    let graph = GraphFixture().team("sales").team("north", in: "sales").team("hr")
      .objective("O1", team: "north").objective("O2", team: "hr").objective("O3", team: "sales")
      .graph()
    #expect(
      try goals(graph) { .belongsTo($0.constant(node("sales", graph))) } == ["O1", "O3"])
    #expect(
      try goals(graph, .teams) { .belongsTo($0.constant(node("sales", graph))) } == ["north"])
  }

  @Test("check-ins belong to the cycle of their goal, and are unknown when it has none")
  func checkIns() throws {
    let graph = GraphFixture().cycle("Q", from: "2026-04-01", through: "2026-06-30")
      .keyResult("K1", cycle: "Q").keyResult("K2")
      .checkIn("K1", on: "2026-04-10", value: 1).checkIn("K2", on: "2026-04-11", value: 2).graph()
    let fixture = PlanFixture()
    let belongs = fixture.add(.belongsTo(fixture.constant(node("Q", graph))), .flag)
    let query = fixture.query(
      .kind(.checkIns), show: [fixture.field("value", .checkIns), belongs])
    #expect(
      try fixture.cells(query, graph) == [
        [.number(1), .flag(true)], [.number(2), .missing],
      ])
  }

  @Test("people report to a manager through others, down to a depth")
  func reports() throws {
    let graph = GraphFixture().person("ana").person("ben", manager: "ana")
      .person("cy", manager: "ben").person("dee").graph()
    let ana = node("ana", graph)
    #expect(
      try goals(graph, .people) { .reportsTo($0.constant(ana), depth: nil) } == ["ben", "cy"])
    #expect(try goals(graph, .people) { .reportsTo($0.constant(ana), depth: 1) } == ["ben"])
  }

  @Test("filed in a cycle: by the cycle and the cycles above, without one by the due day")
  func filed() throws {
    let graph = GraphFixture()
      .cycle("Y", from: "2026-01-01", through: "2026-12-31")
      .cycle("Q2", from: "2026-04-01", through: "2026-06-30", in: "Y").cycle("backlog")
      .objective("O1", cycle: "Q2").objective("O2", cycle: "Y").objective("O3", due: "2026-05-01")
      .objective("O4", cycle: "backlog", due: "2026-05-01").objective(
        "O5", cycle: "Q2", due: "2027-01-01"
      )
      .graph()
    func filed(_ target: Value) throws -> Set<String> {
      try goals(graph) { .filedIn($0.constant(target)) }
    }
    #expect(try filed(node("Q2", graph)) == ["O1", "O3", "O5"])
    #expect(try filed(node("Y", graph)) == ["O1", "O2", "O3", "O5"])
    let quarter = Period(start: .on("2026-04-01"), end: .on("2026-07-01")).map { Value.period($0) }
    #expect(try filed(quarter ?? .missing) == ["O1", "O3", "O5"])
    #expect(
      try filed(.list([node("backlog", graph), node("Q2", graph)])) == ["O1", "O3", "O4", "O5"])
  }
}
