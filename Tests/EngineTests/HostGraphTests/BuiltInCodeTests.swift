// Graphs that a host builds in code: rows, what is wrong with them and where, kinds of its own.

import Grove
import TestKit
import Testing

@Suite("A graph built in code") struct BuiltInCodeTests {
  private func place(_ problem: GraphProblem, _ graph: GoalGraph) -> String {
    graph.place(of: problem).map { "\($0.source):\($0.line)" } ?? "-"
  }

  private func words(_ built: (graph: GoalGraph, problems: [GraphProblem])) -> [String] {
    built.problems.map { "\(place($0, built.graph)) \($0.code.id) \($0.field ?? "-")" }
  }

  @Test("answers like one from files")
  func answers() throws {
    var builder = GraphBuilder(name: "acme")
    builder.addTeam(id: "sales", name: "Sales", lead: "ana")
    builder.addPerson(id: "ana", name: "Ana Lima", team: "sales")
    builder.addCycle(name: "Q2 2026")
    let growth = builder.addObjective(
      id: "O1", title: "Grow in Europe", owner: "ana", team: "sales", cycle: "Q2 2026")
    let users = builder.addKeyResult(
      title: "Monthly users", of: .row(growth), from: 2_000, to: 5_000)
    builder.addCheckIn(of: .row(users), on: .on("2026-05-01"), value: 3_500, author: "ana")
    builder.addKPI(id: "nps", title: "NPS", value: 40, target: 50, supports: ["O1"])
    builder.addInitiative(id: "I1", title: "Open a shop in Lyon", supports: [.row(users)])
    builder.addLink(from: "I1", to: "nps", kind: "aligns", weight: 0)
    builder.addChange(
      of: "O1", on: .on("2026-04-20"), field: "title", from: .text("Grow"), to: .missing)
    builder.set("tags", growth, .list([.text("europe")]))
    let built = builder.build()
    #expect(built.problems == [])
    let asked = AskedGraph(built.graph)
    #expect(
      try asked.lines("key results | show id, progress, due, owner")
        == ["O1-monthly-users 0.5 ? -"])
    #expect(try asked.ids("goals under @nps") == ["I1"])
    #expect(try asked.ids("objectives tagged \"europe\" owned by @ana in Q2 2026") == ["O1"])
    #expect(
      built.graph.value("title", of: "O1", from: .past("2026-04-10")) == .text("Grow"))
    #expect(built.graph.nodes(.people).compactMap { built.graph.source(of: $0)?.line } == [2])
    #expect(built.graph.sources == ["acme"])
  }

  @Test("tells what does not fit, at the row's number or the place the host gives")
  func problems() {
    var builder = GraphBuilder(name: "acme")
    builder.addObjective(id: "O1", title: "One", supports: ["O9"])
    builder.addObjective(id: "O1", title: "Again", at: RowPlace(source: "crm", line: 71))
    let row = builder.addKeyResult(title: "Users", of: "O7", to: 3)
    builder.set("target", row, .text("many"))
    builder.set("targt", row, .number(2))
    builder.set("cadence", row, .text("weekly"))
    builder.set("owner", row, .list([.number(3)]))
    builder.add(.goals)
    builder.addCheckIn(of: "nobody", on: .on("2026-05-01"), value: 3)
    let built = builder.build()
    #expect(
      words(built) == [
        "acme:1 GRV0431 parent", "acme:2 GRV0444 target", "acme:2 GRV0444 targt",
        "acme:2 GRV0444 cadence", "acme:2 GRV0444 owner", "acme:2 GRV0431 objectives",
        "acme:3 GRV0432 -", "acme:4 GRV0431 goal", "crm:71 GRV0430 id",
      ])
    #expect(built.graph.nodes(.objectives).map { built.graph.id(of: $0) } == ["O1", "O1-2"])
    #expect(built.graph.count(.keyResults) == 1)
  }

  @Test("a loop is kept and told, and its progress is missing")
  func loop() {
    var builder = GraphBuilder(name: "acme")
    builder.addObjective(id: "A", title: "A", supports: ["B"])
    builder.addObjective(id: "B", title: "B", supports: ["A"])
    let built = builder.build()
    #expect(words(built) == ["acme:1 GRV0435 -"])
    #expect(built.graph.value("progress", of: "A", on: "2026-05-15") == .missing)
  }

  @Test("kinds, fields, words and links of one's own are asked like the others")
  func own() throws {
    var builder = GraphBuilder(name: "acme")
    let declared = builder.schema.addKind(
      plural: "risks", singular: "risk",
      fields: [
        FieldDefinition(name: "severity", type: .number),
        FieldDefinition(name: "area", type: .text, closedSet: ["market", "staff"]),
      ])
    let risks = try #require(declared)
    builder.schema.addField(FieldDefinition(name: "budget", type: .number), to: .objectives)
    builder.schema.addLinkKind(LinkKind(name: "threatens", effect: .nothing))
    builder.schema.setLevels(["group", "squad"])
    let objective = builder.addObjective(id: "O1", title: "Grow")
    builder.set("budget", objective, .number(900))
    builder.set("level", objective, .text("squad"))
    let risk = builder.add(risks, id: "R1")
    builder.set("title", risk, .text("Prices fall"))
    builder.set("severity", risk, .number(4))
    builder.set("area", risk, .text("Market"))
    builder.addLink(from: "R1", to: "O1", kind: "threatens")
    let built = builder.build()
    #expect(built.problems == [])
    let asked = AskedGraph(built.graph)
    #expect(try asked.ids("risks market where severity > 3") == ["R1"])
    #expect(try asked.ids("objectives squad budget above 500") == ["O1"])
    #expect(try asked.lines("links | show child, kind, parent") == ["R1 threatens O1"])
  }

  @Test("rows of another builder, of a kind that was taken away or nested too deep are left out")
  func refused() {
    var other = GraphBuilder(name: "other")
    for number in 0..<5 { other.addObjective(title: "Other \(number)") }
    let stranger = other.addObjective(title: "Stranger")
    var builder = GraphBuilder(name: "acme")
    let kind = builder.schema.addKind(plural: "risks", singular: "risk") ?? .goals
    builder.add(kind, id: "R1")
    builder.schema = .standard
    builder.add(kind, id: "R2")
    builder.addKeyResult(id: "K1", title: "Users", of: .row(stranger))
    builder.set("title", stranger, .text("Mine"))
    let row = builder.addKeyResult(id: "K2", title: "Steps")
    var deep = Value.list([])
    for _ in 0..<100 { deep = .list([deep]) }
    builder.set("milestones", row, deep)
    builder.set("milestones", row, .list([.node(Node(table: .goals, row: 7))]))
    builder.set("target", row, .number(.infinity))
    let built = builder.build()
    #expect(built.graph.nodes(.goals).map { built.graph.id(of: $0) } == ["K1", "K2"])
    #expect(built.graph.value("target", of: built.graph.nodes(id: "K2")[0]) == .missing)
    #expect(
      words(built) == [
        "- GRV0431 -", "- GRV0431 -", "acme:1 GRV0432 -", "acme:2 GRV0432 -",
        "acme:4 GRV0444 milestones", "acme:4 GRV0444 milestones",
      ])
  }

  @Test("whatever is set of whatever row, a graph comes of it", arguments: 0..<40)
  func anything(seed: UInt64) {
    var dice = Dice(seed: seed)
    var builder = GraphBuilder(name: "any", schema: RandomWorld.schema)
    var rows: [RowHandle] = []
    let kinds = builder.schema.kinds.map(\.kind)
    let fields = Set(builder.schema.kinds.flatMap { $0.fields.map(\.name) }).sorted()
    let ids = ["a", "b", "", "\u{1E}0:1", "\u{1E}9:99999999999", "x\u{1F}y", "é", "Q2 2026"]
    func value() -> Value {
      switch dice.number(0...11) {
      case 0: .number(Double(dice.number(-3...300)))
      case 1: .number(.nan)
      case 2: .ratio(-1e300)
      case 3: .date(dice.chance(50) ? .earliest : .on("2026-05-01"))
      case 4: .flag(true)
      case 5: .duration(CalendarDuration(months: -4))
      case 6: .list([.text(dice.pick(ids)), .text(dice.pick(ids))])
      case 7: .record(Record([.init(name: "name", value: .missing)]))
      case 8: .list([.record(Record([.init(name: "weight", value: .number(-1))])), .missing])
      default: .text(dice.pick(ids + ["active", "increase", "state", "supports", "owner"]))
      }
    }
    for _ in 0..<dice.number(0...30) {
      let place =
        dice.chance(30) ? RowPlace(source: dice.pick(ids), line: dice.number(-5...9)) : nil
      let row = builder.add(
        dice.pick(kinds, else: .goals), id: dice.chance(60) ? dice.pick(ids) : nil, at: place)
      for _ in 0..<dice.number(0...9) { builder.set(dice.pick(fields), row, value()) }
      rows.append(row)
    }
    let graph = builder.build().graph
    let session = Session(graph: graph, today: .on("2026-05-15"))
    for query in ["goals", "key results | show all", "changes", "check-ins", "why @a", "risks"] {
      _ = session.everything(query)
    }
    #expect(graph.view { $0.row % 2 == 0 }.count(.goals) <= graph.count(.goals))
  }
}
