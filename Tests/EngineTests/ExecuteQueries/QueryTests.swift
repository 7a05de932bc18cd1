// Operators over rows: what is kept, in which order, and what the answer says beside its rows.

import Grove
import TestKit
import Testing

@Suite("Queries") struct QueryTests {
  /// Six key results with progress 10, 50, 30, 30, 90 % and none.
  private let graph = GraphFixture().person("ana").person("ben")
    .keyResult("K1", from: 0, to: 10, now: 1, owner: "ben", due: "2026-05-01")
    .keyResult("K2", from: 0, to: 10, now: 5, owner: "ana", due: "2026-06-01")
    .keyResult("K3", from: 0, to: 10, now: 3, owner: "ana")
    .keyResult("K4", from: 0, to: 10, now: 3, owner: "ben", due: "2026-04-01")
    .keyResult("K5", from: 0, to: 10, now: 9)
    .keyResult("K6", from: 0, to: 10, owner: "ana").graph()

  private func below(_ fixture: PlanFixture, _ ratio: Double) -> ExpressionID {
    fixture.compare(fixture.field("progress"), .before, fixture.ratio(ratio))
  }

  @Test("a row with a missing condition is dropped and counted once")
  func missingConditions() throws {
    let fixture = PlanFixture()
    let due = fixture.compare(fixture.field("due"), .before, fixture.day("2026-05-15"))
    let query = fixture.query(.kind(.keyResults), [fixture.filter(below(fixture, 0.5), due)])
    let answer = try fixture.executor(graph).run(query)
    #expect(answer.nodes.compactMap { $0 }.map { graph.id(of: $0) } == ["K1", "K4"])
    // K3 and K6 have no due day; K5 is dropped by its progress, so its due day does not matter.
    #expect(answer.skippedMissing == 2)
    #expect(answer.rowCounts == [6, 2])
  }

  @Test("not drops rows without the value as well")
  func notMissing() throws {
    let fixture = PlanFixture()
    let query = fixture.query(
      .kind(.keyResults), [fixture.filter(fixture.add(.not(below(fixture, 0.5))))])
    #expect(try fixture.ids(query, graph) == ["K2", "K5"])
  }

  @Test("an empty answer names the condition, in written order, that took the last rows")
  func removedBy() throws {
    let fixture = PlanFixture()
    let first = below(fixture, 0.5)
    let second = below(fixture, 0.05)
    let query = fixture.query(.kind(.keyResults), [fixture.filter(first, second, first)])
    let answer = try fixture.executor(graph).run(query)
    #expect(answer.cells.isEmpty)
    #expect(answer.removedBy?.conjunct.words == "c\(second.index)")
    #expect(answer.removedBy?.rowsBefore == 3)
  }

  @Test("sorting keeps the order of equal rows and puts missing last, also when descending")
  func sorting() throws {
    let fixture = PlanFixture()
    let up = fixture.query(.kind(.keyResults), [fixture.sort(fixture.field("progress"))])
    let down = fixture.query(
      .kind(.keyResults), [fixture.sort(fixture.field("progress"), descending: true)])
    #expect(try fixture.ids(up, graph) == ["K1", "K3", "K4", "K2", "K5", "K6"])
    #expect(try fixture.ids(down, graph) == ["K5", "K2", "K3", "K4", "K1", "K6"])
    let owner = fixture.query(
      .kind(.keyResults), [fixture.sort(fixture.field("owner"), descending: true)])
    #expect(try fixture.ids(owner, graph) == ["K1", "K4", "K2", "K3", "K6", "K5"])
  }

  @Test("take, skip and last count rows, and a count must be whole")
  func counts() throws {
    let fixture = PlanFixture()
    func ids(_ step: Operator) throws -> [String] {
      try fixture.ids(fixture.query(.kind(.keyResults), [step]), graph)
    }
    #expect(try ids(.take(fixture.number(2))) == ["K1", "K2"])
    #expect(try ids(.skip(fixture.number(4))) == ["K5", "K6"])
    #expect(try ids(.last(fixture.number(1))) == ["K6"])
    #expect(try ids(.take(fixture.number(99))).count == 6)
    #expect(throws: RunFailure.self) { try ids(.take(fixture.number(1.5))) }
    #expect(throws: RunFailure.self) { try ids(.take(fixture.number(-1))) }
  }

  @Test("operators on groups keep, order and cut them; on rows they work inside each")
  func groups() throws {
    let fixture = PlanFixture()
    let group = Operator.group(fixture.columns(fixture.field("owner")))
    func ids(_ steps: Operator...) throws -> [String] {
      try fixture.ids(fixture.query(.kind(.keyResults), [group] + steps), graph)
    }
    // Groups: ben (K1 K4), ana (K2 K3 K6), missing (K5).
    #expect(try ids() == ["K1", "K4", "K2", "K3", "K6", "K5"])
    #expect(try ids(.take(fixture.number(1))) == ["K1", "K2", "K5"])
    #expect(try ids(.last(fixture.number(1))) == ["K4", "K6", "K5"])
    #expect(try ids(.takeGroups(fixture.number(1))) == ["K1", "K4"])
    #expect(try ids(.skipGroups(fixture.number(1))) == ["K2", "K3", "K6", "K5"])
    #expect(try ids(.lastGroups(fixture.number(1))) == ["K5"])
    let size = fixture.add(.aggregateRows(.count, []))
    #expect(
      try ids(.sortGroups([OrderKey(expression: size, descending: false)]))
        == ["K5", "K1", "K4", "K2", "K3", "K6"])
    let many = fixture.compare(size, .after, fixture.number(1))
    let conjunct = Conjunct(condition: many, words: "", range: .none)
    #expect(try ids(.filterGroups([conjunct])) == ["K1", "K4", "K2", "K3", "K6"])
    let key = OrderKey(expression: fixture.field("progress"), descending: true)
    #expect(try ids(.top(fixture.number(1), [key])) == ["K4", "K2", "K5"])
    #expect(try ids(.sort([key])) == ["K4", "K1", "K2", "K3", "K6", "K5"])
  }

  @Test("added columns see those before them; shown ones replace them and keep the nodes")
  func columns() throws {
    let fixture = PlanFixture()
    let double = fixture.add(
      .arithmetic(.multiply, fixture.field("current"), fixture.number(2)), .number)
    let again = fixture.add(.arithmetic(.add, fixture.column(0), fixture.number(1)), .number)
    let query = fixture.query(
      .kind(.keyResults),
      [
        .extend(fixture.columns(double, again)), .project(fixture.columns(fixture.column(1))),
        .take(fixture.number(2)),
      ], show: [fixture.column(0), fixture.field("id")])
    #expect(
      try fixture.cells(query, graph) == [
        [.number(3), .text("K1")], [.number(11), .text("K2")],
      ])
  }

  @Test("distinct rows: missing is the same as missing, and a total sums numbers and means ratios")
  func distinctAndTotal() throws {
    let fixture = PlanFixture()
    let owners = fixture.query(
      .kind(.keyResults), [.project(fixture.columns(fixture.field("owner"))), .distinct],
      show: [fixture.column(0)])
    #expect(try fixture.cells(owners, graph).count == 3)
    let total = fixture.query(
      .kind(.keyResults), [.total],
      show: [fixture.field("current"), fixture.field("progress"), fixture.field("title")])
    #expect(
      try fixture.executor(graph).run(total).totals == [.number(21), .ratio(0.42), .missing])
  }

  @Test("a query reads the row outside it, and of one that does not the rows are found once")
  func nestedQueries() throws {
    let graph = GraphFixture()
      .objective("O1").keyResult("A", of: "O1", from: 0, to: 10, now: 1)
      .keyResult("B", of: "O1", from: 0, to: 10, now: 9)
      .objective("O2").keyResult("C", of: "O2", from: 0, to: 10, now: 2)
      .objective("O3").graph()
    let fixture = PlanFixture()
    let own = fixture.related(fixture.row(), "key_results", .objectives)
    let low = fixture.query(.nodes(own), [fixture.filter(below(fixture, 0.5))])
    let count = fixture.add(.aggregateList(.count, [fixture.query(low)]), .number)
    let progress = fixture.add(
      .aggregateList(.avg, [fixture.member(own, "progress", .keyResults)]), .ratio)
    let all = fixture.query(.kind(.keyResults))
    let whole = fixture.add(.aggregateList(.count, [fixture.query(all)]), .number)
    let query = fixture.query(.kind(.objectives), show: [count, progress, whole])
    #expect(
      try fixture.cells(query, graph) == [
        [.number(1), .ratio(0.5), .number(3)], [.number(1), .ratio(0.2), .number(3)],
        [.number(0), .missing, .number(3)],
      ])
    // objectives with (key results where title != outer.title and progress < 50%)
    let other = fixture.compare(
      fixture.field("title"), .notEqual, fixture.field("title", .objectives, frame: 1))
    let inner = fixture.query(.nodes(own), [fixture.filter(other, below(fixture, 0.5))])
    let some = fixture.compare(
      fixture.add(.aggregateList(.count, [fixture.query(inner)])), .after, fixture.number(0))
    let outer = fixture.query(.kind(.objectives), [fixture.filter(some)])
    #expect(try fixture.ids(outer, graph) == ["O1", "O2"])
  }

  @Test("of mixed kinds, a field that only some have is missing on the others")
  func mixedKinds() throws {
    let graph = GraphFixture().objective("O").keyResult("K", from: 0, to: 4, now: 1)
      .kpi("P", target: 2, now: 1).graph()
    let fixture = PlanFixture()
    let query = fixture.query(
      .kind(.goals),
      show: [
        fixture.field("id", .goals), fixture.field("current", .goals),
        fixture.field("kind", .goals),
      ])
    #expect(
      try fixture.cells(query, graph) == [
        [.text("O"), .missing, .text("objective")], [.text("K"), .number(1), .text("key result")],
        [.text("P"), .missing, .text("kpi")],
      ])
  }

  @Test("sorting and taking is what top does, for any key, count and order")
  func topEqualsSortAndTake() throws {
    var random = SeededGenerator(seed: 3)
    var fixture = GraphFixture()
    for place in 0..<300 {
      let weight: Double? =
        place % 7 == 0 ? nil : Double(Int.random(in: 0...9, using: &random))
      fixture = fixture.keyResult("K\(Int.random(in: 0...99_999, using: &random))", weight: weight)
    }
    let graph = fixture.graph()
    for name in ["weight", "id"] {
      for descending in [false, true] {
        for count in [0, 1, 7, 74, 75, 299, 1000] {
          let plan = PlanFixture()
          let key = OrderKey(expression: plan.field(name), descending: descending)
          let limit = plan.number(Double(count))
          let top = plan.query(.kind(.keyResults), [.top(limit, [key])])
          let both = plan.query(.kind(.keyResults), [.sort([key]), .take(limit)])
          #expect(try plan.ids(top, graph) == plan.ids(both, graph), "\(name) \(count)")
        }
      }
    }
  }

  @Test("outside all rows a field, a row and a running total are missing, and a count is 0")
  func outsideRows() throws {
    let fixture = PlanFixture()
    let ids = [
      fixture.field("progress"), fixture.row(), fixture.column(0), fixture.field("title", frame: 3),
      fixture.add(.cumulative(fixture.field("current"))),
    ]
    for id in ids { #expect(try fixture.value(id, graph) == .missing) }
    #expect(try fixture.value(fixture.add(.aggregateRows(.count, [])), graph) == .number(0))
  }

  @Test("rows of values: the members of a list, with their own column")
  func valueRows() throws {
    let fixture = PlanFixture()
    let list = fixture.constant(.list([.number(3), .missing, .number(1)]))
    let query = fixture.query(
      .values(list), [fixture.sort(fixture.column(0))], show: [fixture.column(0)])
    #expect(try fixture.cells(query, graph) == [[.number(1)], [.number(3)], [.missing]])
    #expect(
      try fixture.value(fixture.query(query), graph) == .list([.number(1), .number(3), .missing]))
  }

  @Test("a template, an index and a record hold values in words, places and names")
  func made() throws {
    let fixture = PlanFixture()
    let template = fixture.add(
      .template([
        .text("at "), .value(fixture.ratio(0.375)), .text(" of "),
        .value(fixture.constant(.missing)),
      ]))
    #expect(try fixture.value(template) == .text("at 37.5% of –"))
    let list = fixture.add(.list([fixture.number(1), fixture.number(2)]))
    #expect(try fixture.value(fixture.add(.index(list, fixture.number(1)))) == .number(2))
    #expect(try fixture.value(fixture.add(.index(list, fixture.number(2)))) == .missing)
    let record = fixture.add(.record([("a", fixture.number(1))]))
    #expect(try fixture.value(fixture.add(.recordMember(record, "a"))) == .number(1))
    #expect(try fixture.value(fixture.add(.recordMember(record, "b"))) == .missing)
  }

  @Test("counting tied rows takes the same ticks and gives the same counts as a query a row")
  func relatedCounts() throws {
    var builder = GraphFixture()
    for place in 0..<40 {
      builder = builder.objective("O\(place)")
      for part in 0..<(place % 4) {
        builder = builder.keyResult(
          "K\(place)_\(part)", of: "O\(place)", from: 0, to: 4, now: Double(part))
      }
    }
    let graph = builder.graph()
    let fixture = PlanFixture()
    let own = fixture.related(fixture.row(), "key_results", .objectives)
    let low = fixture.query(.nodes(own), [fixture.filter(below(fixture, 0.5))])
    let shown = [own, fixture.query(low)].map { fixture.add(.aggregateList(.count, [$0])) }
    let query = fixture.query(.kind(.objectives), show: shown)
    var ticks: [Int] = []
    var cells: [[[Value]]] = []
    for isPlain in [false, true] {
      let budget = Budget(.standard)
      let executor = Executor(
        over: ViewCache(graph: graph, today: .earliest), plan: fixture.plan, budget: budget,
        isPlain: isPlain)
      cells.append(try executor.run(query).cells)
      ticks.append(budget.ticks)
    }
    #expect(ticks[0] == ticks[1])
    #expect(cells[0] == cells[1])
    #expect(
      cells[0].prefix(4) == [
        [.number(0), .number(0)], [.number(1), .number(1)], [.number(2), .number(2)],
        [.number(3), .number(2)],
      ])
  }
}
