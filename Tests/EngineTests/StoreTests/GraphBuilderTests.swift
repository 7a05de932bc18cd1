// What loaders may hand over, and what becomes of it.

import Grove
import TestKit
import Testing

@Suite struct GraphBuilderTests {
  @Test("an empty graph answers everything with nothing")
  func empty() {
    let (graph, problems) = GraphBuilder(name: "empty").build()
    #expect(problems.isEmpty)
    for definition in Schema.standard.kinds {
      #expect(graph.count(definition.kind) == 0)
      #expect(graph.nodes(definition.kind).isEmpty)
    }
    #expect(graph.nodes(id: "O1").isEmpty)
    #expect(graph.nodes(titled: "x", kinds: [.goals, .people]).isEmpty)
    #expect(graph.value("title", of: .init(table: .goals, row: 3)) == .missing)
    let measures = MeasureCache(graph: graph, viewpoint: Viewpoint(today: .on("2026-05-15")))
    for measure in Measure.allCases {
      switch measures.column(measure) {
      case .numbers(let cells): #expect(cells.isEmpty)
      case .flags(let cells), .words(let cells): #expect(cells.isEmpty)
      case .rows(let cells): #expect(cells.isEmpty)
      case .lists(let cells): #expect(cells.isEmpty)
      }
    }
  }

  @Test("whole columns and single cells give the same graph")
  func bulk() {
    var builder = GraphBuilder(name: "bulk")
    let file = builder.addSource("fixture")
    let objectives = builder.addRows(kind: .objectives, source: file, lines: [1])
    builder.setTexts("id", objectives, CellSpans(["O1"]))
    builder.setTexts("title", objectives, CellSpans(["Grow"]))
    builder.setDays("start", objectives, [CivilDate.on("2026-04-01").dayNumber])
    builder.setDays("due", objectives, [CivilDate.on("2026-06-30").dayNumber])
    let keyResults = builder.addRows(kind: .keyResults, source: file, lines: [2, 3])
    builder.setTexts("id", keyResults, CellSpans(["K1", "K2"]))
    builder.setTexts("title", keyResults, CellSpans(["Users", "Churn"]))
    builder.setReferences("objective", keyResults, CellSpans(["O1", "O1"]), separator: nil)
    builder.setNumbers("baseline", keyResults, [0, 10])
    builder.setNumbers("target", keyResults, [10, 5])
    builder.setNumbers("current", keyResults, [5, .infinity])
    builder.setReferences("owner", keyResults, CellSpans(["ana; ben", ""]), separator: 0x3B)
    let (graph, problems) = builder.build()

    let fixture = GraphFixture()
      .objective("O1", "Grow", start: "2026-04-01", due: "2026-06-30")
      .keyResult("K1", "Users", of: "O1", from: 0, to: 10, now: 5)
      .with("owners", .list([.text("ana"), .text("ben")]))
      .keyResult("K2", "Churn", of: "O1", from: 10, to: 5)
    #expect(problems.isEmpty)
    #expect(listing(graph) == listing(fixture.graph()))
    #expect(graph.value("progress", of: "K2", on: "2026-05-15") == .missing)
  }

  @Test("cells set twice keep the last, rows added later leave earlier ones as they are")
  func laterCells() {
    var builder = GraphBuilder(name: "cells")
    let first = builder.addRow(kind: .keyResults, source: -1, line: 0)
    builder.set("id", first, .text("K1"))
    builder.set("title", first, .text("old"))
    builder.set("target", first, .number(1))
    let second = builder.addRow(kind: .keyResults, source: -1, line: 0)
    builder.set("target", second, .number(2))
    builder.set("title", second, .text("second"))
    builder.set("title", first, .text("new"))
    builder.set("target", first, .number(3))
    let graph = builder.build().graph
    #expect(graph.value("title", of: "K1", on: "2026-01-01") == .text("new"))
    #expect(graph.value("target", of: "K1", on: "2026-01-01") == .number(3))
    #expect(graph.value("target", of: "second", on: "2026-01-01") == .number(2))
    #expect(graph.source(of: graph.nodes(.keyResults)[0]) == nil)
  }

  @Test("short and long columns, and cells outside their buffer, do no harm")
  func oddColumns() {
    var builder = GraphBuilder(name: "odd")
    let batch = builder.addRows(kind: .keyResults, source: 7, lines: [1, 2, 3])
    builder.setNumbers("target", batch, [1])
    builder.setNumbers("baseline", batch, [1, 2, 3, 4, 5])
    builder.setDays("due", batch, [.max, .min, 0])
    builder.setTexts(
      "title", batch,
      CellSpans(bytes: [0x61, 0xFF], starts: [0, -4, 1], lengths: [99, 1, 1]))
    let graph = builder.build().graph
    let nodes = graph.nodes(.keyResults)
    #expect(nodes.map { graph.value("target", of: $0) } == [.number(1), .missing, .missing])
    #expect(graph.value("baseline", of: nodes[2]) == .number(3))
    #expect(graph.value("due", of: nodes[0]) == .date(.latest))
    #expect(graph.value("title", of: nodes[2]) == .text("\u{FFFD}"))
  }

  @Test("what a kind does not have is left out and told once")
  func unknownFields() {
    var builder = GraphBuilder(name: "unknown")
    let row = builder.addRow(kind: .teams, source: -1, line: 0)
    builder.set("name", row, .text("x"))
    builder.set("budget", row, .number(5))
    builder.set("budget", row, .number(6))
    builder.set("name", row, .number(7))
    builder.setNumbers("progress", builder.addRows(kind: .keyResults, source: -1, lines: []), [])
    let (graph, problems) = builder.build()
    #expect(graph.name(of: graph.nodes(.teams)[0]) == "x")
    #expect(problems.map(\.code) == [.wrongType, .wrongType, .wrongType])
  }

  @Test("the second row of an id is kept under another")
  func duplicateIDs() {
    let fixture = GraphFixture()
      .objective("O1", "first").objective("O1", "second").keyResult("O1", "third")
      .keyResult("K1", of: "O1")
    let graph = fixture.graph()
    #expect(graph.nodes(.objectives).map { graph.id(of: $0) } == ["O1", "O1-2"])
    #expect(graph.nodes(.keyResults).map { graph.id(of: $0) } == ["O1-3", "K1"])
    #expect(graph.nodes(id: "O1").count == 1)
    let problems = fixture.problems()
    #expect(problems.map(\.code) == [.duplicateID, .duplicateID])
    #expect(problems.map(\.line) == [2, 3])
  }

  @Test("a row without an id gets one from its title, within its objective")
  func madeIDs() {
    var builder = GraphBuilder(name: "titles")
    let file = builder.addSource("f")
    let objective = builder.addRow(kind: .objectives, source: file, line: 1)
    builder.set("title", objective, .text("Réduire la fuite!"))
    for line in 2...3 {
      let keyResult = builder.addRow(kind: .keyResults, source: file, line: Int32(line))
      builder.set("title", keyResult, .text("Daily page views"))
      builder.setReference("objective", keyResult, to: objective)
      let checkIn = builder.addRow(kind: .checkIns, source: file, line: Int32(line))
      builder.setReference("goal", checkIn, to: keyResult)
      builder.set("date", checkIn, .date(.on("2026-04-14")))
    }
    _ = builder.addRow(kind: .keyResults, source: file, line: 4)
    let (graph, problems) = builder.build()
    #expect(graph.id(of: graph.nodes(.objectives)[0]) == "reduire-la-fuite")
    #expect(
      graph.nodes(.keyResults).map { graph.id(of: $0) } == [
        "reduire-la-fuite-daily-page-views", "reduire-la-fuite-daily-page-views-2",
        "key-result-3",
      ])
    #expect(graph.checkIns(of: 2).count == 1)
    #expect(problems.map(\.code) == [.noID])
  }

  @Test("a reference that leads nowhere is left out, and told once however many rows hold it")
  func dangling() {
    let fixture = GraphFixture()
      .objective("O1").supporting("C9")
      .keyResult("K1", of: "O9").keyResult("K2", of: "O9").keyResult("K3", of: "K1")
      .checkIn("K9", on: "2026-04-01").checkIn("K1", on: "2026-04-02")
    let graph = fixture.graph()
    #expect(graph.count(.checkIns) == 1)
    #expect(graph.count(.links) == 0)
    let problems = fixture.problems()
    #expect(
      problems.map(\.code) == [
        .danglingReference, .danglingReference, .wrongKind, .danglingReference,
      ])
    #expect(problems[1].message == "none of the objectives has the id O9; 2 rows name it")
    #expect(problems[1].line == 2)
  }

  @Test("people, teams and cycles that are only named come to be")
  func named() {
    let fixture = GraphFixture()
      .objective("O1", cycle: "Q2 2026", owner: "ana", team: "growth")
      .objective("O2", cycle: "Backlog", owner: "Ana")
    let graph = fixture.graph()
    #expect(graph.nodes(.people).map { graph.id(of: $0) } == ["ana"])
    #expect(graph.count(.teams) == 1)
    #expect(graph.value("due", of: "O1", on: "2026-05-15") == .date(.on("2026-06-30")))
    #expect(graph.value("due", of: "O2", on: "2026-05-15") == .missing)
    #expect(fixture.problems().map(\.code) == [.cycleWithoutDates])
  }

  @Test("a name that is not in its list is told")
  func unlisted() {
    let fixture = GraphFixture()
      .person("P1", "Ana Silva").objective("O1", owner: "ANA SILVA").objective("O2", owner: "ben")
    let graph = fixture.graph()
    let owner = Value.node(graph.nodes(.people)[0])
    #expect(graph.value("owner", of: "O1", on: "2026-05-15") == owner)
    #expect(graph.nodes(.people).map { graph.id(of: $0) } == ["P1", "ben"])
    #expect(fixture.problems().map(\.code) == [.unlisted])
  }

  @Test("a cycle is found by another way of writing its label when the dates agree")
  func cycleLabels() {
    let fixture = GraphFixture()
      .cycle("2026-Q2", from: "2026-04-01", through: "2026-06-30")
      .objective("O1", cycle: "Q2 2026")
    let graph = fixture.graph()
    #expect(graph.count(.cycles) == 1)
    #expect(fixture.problems().isEmpty)
    guard case .node(let cycle) = graph.value("cycle", of: "O1", on: "2026-05-15") else {
      Issue.record("no cycle")
      return
    }
    #expect(graph.id(of: cycle) == "2026-Q2")
  }

  @Test("two people of one name are not guessed between")
  func ambiguous() {
    let fixture = GraphFixture()
      .person("P1", "Ana").person("P2", "ana").objective("O1", owner: "Ana")
    #expect(fixture.graph().value("owner", of: "O1", on: "2026-05-15") == .missing)
    #expect(fixture.problems().map(\.code) == [.ambiguousReference])
  }

  @Test("a cycle or goal that ends before it starts is told")
  func endBeforeStart() {
    let fixture = GraphFixture()
      .cycle("C", from: "2026-06-30", through: "2026-04-01")
      .objective("O1", start: "2026-06-30", due: "2026-04-01")
    let graph = fixture.graph()
    #expect(graph.value("start", of: "C", on: "2026-05-15") == .missing)
    #expect(graph.value("expected", of: "O1", on: "2026-05-15") == .missing)
    #expect(fixture.problems().map(\.code) == [.endBeforeStart, .endBeforeStart])
  }

  @Test("a word of a closed set is known in other letters; another word is kept and told")
  func closedSets() {
    let fixture = GraphFixture()
      .objective("O1", state: "Active").keyResult("K1", direction: "At-Least")
      .objective("O2", state: "cancled")
    let graph = fixture.graph()
    #expect(graph.value("state", of: "O1", on: "2026-05-15") == .text("active"))
    #expect(graph.value("direction", of: "K1", on: "2026-05-15") == .text("at_least"))
    #expect(graph.value("state", of: "O2", on: "2026-05-15") == .text("cancled"))
    let problems = fixture.problems()
    #expect(problems.map(\.code) == [.wordOutsideSet])
    #expect(problems.first?.message == "`state` has no word cancled: cancelled?")
  }

  @Test("a key result without a direction takes the one from baseline to target")
  func inferredDirection() {
    let fixture = GraphFixture()
      .keyResult("UP", from: 2, to: 5).keyResult("DOWN", from: 5, to: 2)
      .keyResult("BARE", to: 5).keyResult("KEPT", from: 5, to: 2, direction: "at_most")
      .keyResult("AIMLESS", from: 5).kpi("KPI", target: 2)
    let graph = fixture.graph()
    let ids = ["UP", "DOWN", "BARE", "KEPT", "AIMLESS", "KPI"]
    #expect(
      ids.map { graph.value("direction", of: $0, on: "2026-05-15") } == [
        .text("increase"), .text("decrease"), .text("increase"), .text("at_most"), .missing,
        .missing,
      ])
  }

  @Test("steps stay the measure of a key result that has a target besides")
  func milestonesBesideTarget() {
    let step = Record([.init(name: "name", value: .text("one"))])
    let steps = Value.list([.record(step)])
    let graph = GraphFixture().row(
      .keyResults, id: "STEPS", ["target": .number(5), "milestones": steps]
    ).graph()
    #expect(graph.value("direction", of: "STEPS", on: "2026-05-15") == .missing)
  }

  @Test("an objective in no cycle is told where others have one")
  func noCycle() {
    let with = GraphFixture().objective("O1", cycle: "Q2 2026").objective("O2")
    #expect(with.problems().map(\.code) == [.noCycle])
    #expect(GraphFixture().objective("O1").problems().isEmpty)
    #expect(
      GraphFixture().objective("O1", cycle: "2026").objective("O2", due: "2026-05-01")
        .problems().isEmpty)
  }

  @Test("check-ins are sorted by goal, then date, then place")
  func checkInOrder() {
    let graph = GraphFixture()
      .keyResult("K1").keyResult("K2")
      .checkIn("K2", on: "2026-04-02", value: 1).checkIn("K1", on: "2026-04-09", value: 2)
      .checkIn("K2", on: "2026-04-01", value: 3).checkIn("K1", on: "2026-04-09", value: 4)
      .checkIn("K1", on: "not a day", value: 5).graph()
    #expect(
      graph.nodes(.checkIns).map { graph.value("value", of: $0) } == [
        .number(2), .number(4), .number(3), .number(1),
      ])
    #expect(graph.checkIns(of: 0) == 0..<2)
    #expect(graph.checkIns(of: 1) == 2..<4)
    #expect(graph.source(of: graph.nodes(.checkIns)[2])?.line == 5)
    #expect(graph.inverse("goal", of: .checkIns)?[1] == [2, 3])
  }

  @Test("a check-in without a day or a goal is left out")
  func incompleteCheckIns() {
    let fixture = GraphFixture().keyResult("K1").checkIn("K1", on: "soon")
      .row(.checkIns, ["date": .date(.on("2026-04-01"))])
    #expect(fixture.graph().count(.checkIns) == 0)
    #expect(fixture.problems().map(\.code) == [.incompleteCheckIn, .incompleteCheckIn])
  }

  @Test("kinds of one's own share the goals' table and links")
  func ownKinds() throws {
    var schema = Schema.standard
    let added = schema.addKind(
      plural: "risks", singular: "risk",
      fields: [FieldDefinition(name: "severity", type: .number)])
    let risks = try #require(added)
    let graph = GraphFixture(schema: schema)
      .row(risks, id: "R1", ["title": .text("Fire"), "severity": .number(3)])
      .supporting("O1", kind: "blocks").objective("O1").graph()
    #expect(graph.value("severity", of: "R1", on: "2026-05-15") == .number(3))
    #expect(graph.value("kind", of: "R1", on: "2026-05-15") == .text("risk"))
    #expect(graph.count(.goals) == 1)
    #expect(graph.count(risks) == 1)
    #expect(graph.value("unaligned", of: "R1", on: "2026-05-15") == .flag(true))
  }

  @Test("tags are lists of words, sorted codes and all")
  func tags() {
    let graph = GraphFixture()
      .objective("O1").with("tags", .list([.text("b"), .text("a")]))
      .objective("O2").objective("O3").with("tags", .text("b")).graph()
    #expect(graph.value("tags", of: "O1", on: "2026-05-15") == .list([.text("b"), .text("a")]))
    #expect(graph.value("tags", of: "O2", on: "2026-05-15") == .missing)
    guard case .codes(_, let words)? = graph.table(.goals).column("tags") else {
      Issue.record("no column of words")
      return
    }
    #expect(words == ["a", "b"])
  }

  @Test("goals of all kinds come by file and line")
  func workspaceOrder() {
    let fixture = GraphFixture()
      .keyResult("K1").objective("O1").kpi("M1").keyResult("K2").initiative("I1").objective("O2")
    let graph = fixture.graph()
    #expect(
      graph.nodes(.goals).map { graph.id(of: $0) } == ["K1", "O1", "M1", "K2", "I1", "O2"])
  }

  @Test("titles are found whole, without case and accents")
  func titles() {
    let graph = GraphFixture()
      .objective("O1", "Réduire la Fuite").keyResult("K1", "reduire la fuite")
      .person("P1", "Łukasz Müller").graph()
    #expect(graph.nodes(titled: "REDUIRE LA FUITE", kinds: [.goals]).count == 2)
    #expect(graph.nodes(titled: "reduire", kinds: [.goals]).isEmpty)
    #expect(graph.nodes(titled: "lukasz muller", kinds: [.people]).count == 1)
    #expect(graph.nodes(titled: "", kinds: [.people]).isEmpty)
  }

  @Test(
    "folding drops case and Latin accents, composed or not",
    arguments: [
      ("ÀÉÎÕÜ", "aeiou"), ("e\u{301}", "e"), ("Straße", "strasse"), ("Ệ", "e"), ("ΑΒΓ", "αβγ"),
      ("×÷", "×÷"), ("日本", "日本"), ("I", "i"), ("", ""),
    ])
  func folding(text: String, folded: String) {
    #expect(TextFolding.fold(text) == folded)
  }

  @Test("the same calls give the same graph and the same problems")
  func determinism() {
    var generator = SeededGenerator(seed: 11)
    var fixture = GraphFixture()
    for number in 0..<60 {
      let parent = "O\(Int.random(in: 0..<60, using: &generator))"
      fixture =
        fixture
        .objective("O\(number)", cycle: ["Q1 2026", "Someday"].randomElement(using: &generator))
        .with("tags", .list([.text("t\(number % 7)"), .text("u\(number % 3)")]))
        .supporting(parent)
        .keyResult("K\(number % 50)", of: parent, owner: "p\(number % 9)")
    }
    #expect(listing(fixture.graph()) == listing(fixture.graph()))
    #expect(fixture.problems() == fixture.problems())
  }

  @Test("problems of one sort are listed up to a thousand and then counted")
  func manyProblems() {
    var fixture = GraphFixture()
    for number in 0..<1100 {
      let row = fixture.builder.addRow(kind: .keyResults, source: 0, line: Int32(number))
      fixture.builder.set("objective", row, .text("none-\(number)"))
      fixture.builder.set("title", row, .text("t\(number)"))
    }
    let problems = fixture.problems()
    #expect(problems.count == 1001)
    #expect(problems.last?.message.hasPrefix("100 more of the sort") == true)
  }
}

/// All that a graph stores, as text: two graphs with the same listing hold the same.
func listing(_ graph: GoalGraph) -> String {
  var lines: [String] = []
  for definition in graph.schema.kinds {
    for node in graph.nodes(definition.kind) {
      let cells = definition.fields.map { "\($0.name)=\(graph.value($0.name, of: node))" }
      lines.append("\(definition.coreName) \(node.row): " + cells.joined(separator: ", "))
    }
  }
  return lines.joined(separator: "\n")
}
