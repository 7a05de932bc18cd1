// Sets, joins, pairs and pivots, on tables small enough to see through.

import Grove
import TestKit
import Testing

@Suite("Sets, joins, pairs, pivots") struct CombiningTests {
  private let asked = AskedGraph(
    GraphFixture().team("t").team("u").person("ana").with("team", .text("t"))
      .person("ben").with("team", .text("u"))
      .objective("O1", team: "t").objective("O2", team: "u").objective("O3")
      .keyResult("K1", of: "O1", from: 0, to: 10, now: 10, owner: "ana")
      .keyResult("K2", of: "O1", from: 0, to: 10, now: 2, owner: "ben")
      .keyResult("K3", of: "O2", from: 0, to: 10, owner: "ben")
      .keyResult("K4", from: 0, to: 10, now: 5))

  @Test("sets of things go by identity, in the order of the first side, each once")
  func nodes() throws {
    let ofO1 = "key results of @O1"
    #expect(
      try asked.ids("\(ofO1) | union (key results owned by @ben)") == ["K1", "K2", "K3"])
    #expect(try asked.ids("key results | intersect (key results owned by @ben)") == ["K2", "K3"])
    #expect(try asked.ids("key results | except (\(ofO1))") == ["K3", "K4"])
    #expect(try asked.ids("objectives of @t | union (\(ofO1))") == ["O1", "K1", "K2"])
  }

  @Test("intersect and except keep added columns, union needs the same on both sides")
  func nodesWithColumns() throws {
    let added = "key results | add w = progress"
    #expect(
      try asked.lines("\(added) | except (key results of @O1) | show id, w") == [
        "K3 -", "K4 0.5",
      ])
    #expect(
      try asked.lines("\(added) | take 1 | union (\(added) | drop w | add w = 7%) | show id, w")
        == [
          "K1 1", "K2 0.07", "K3 0.07", "K4 0.07",
        ])
    #expect(
      asked.messages("\(added) | union (key results)") == [
        "GRV0228 the two sides of `union` have other columns: `w` is only on the left"
      ])
  }

  @Test("sets of tables go by equal cells, where missing equals missing")
  func tables() throws {
    #expect(
      try asked.lines("key results | show owner | union (people | show owner = this)")
        == ["ana", "ben", "-"])
    #expect(
      try asked.lines("key results | show owner | except (people | show owner = this)") == ["-"])
    #expect(
      try asked.lines(
        "key results | show o = owner, p = 1 | intersect (people | show p = 1, o = this)")
        == ["ana 1", "ben 1"])
  }

  @Test("columns that do not go together are named")
  func incompatible() {
    #expect(
      asked.messages("key results | show x = progress | union (people | show x = name)") == [
        "GRV0228 the two sides of `union` have other columns: `x` is a ratio on the left and text "
          + "on the right"
      ])
    #expect(
      asked.messages("people | except (teams)") == [
        "GRV0228 `except` compares rows of the same sort, found people and teams"
      ])
    #expect(
      asked.messages("people | except (people | show name)") == [
        "GRV0228 `except` compares rows of the same sort: its left side holds people, the other a "
          + "table of columns"
      ])
  }

  @Test("a join keeps pairs, once for each partner, and missing keys have none")
  func join() throws {
    #expect(
      try asked.lines(
        "people | join (key results | show owner, id) on id = owner | show name, id_2") == [
          "ana K1", "ben K2", "ben K3",
        ])
    #expect(
      try asked.lines(
        "key results | group by owner | summarize n = count() | join (people | show owner = this, "
          + "team) on owner") == ["ana 1 t", "ben 2 u"])
  }

  @Test("a column that both sides have gets a number, and the key stands once")
  func clashes() throws {
    let table = try asked.ask(
      "key results | show id, objective | join (key results | show id, objective) on objective")
    #expect(table.columns.map(\.name) == ["id", "objective", "id_2"])
    #expect(table.rowCount == 5)
  }

  @Test("id stands for the row itself where the other key is a thing")
  func rowAsKey() throws {
    #expect(
      try asked.lines("key results | join (objectives) on objective = id | show id, id_2, title_2")
        == ["K1 O1 O1", "K2 O1 O1", "K3 O2 O2"])
    #expect(
      asked.messages("key results | join (objectives) on progress = title").first
        == "GRV0209 a join needs keys of one type: `progress` is a ratio here, `title` is text there"
    )
  }

  @Test("pairs are n times n less one, halved, and named by $ and by column")
  func pairs() throws {
    #expect(
      try asked.lines("objectives | pairs as $a, $b | show $a, other = b.id") == [
        "O1 O2", "O1 O3", "O2 O3",
      ])
    #expect(
      try asked.lines(
        "teams | pairs as $a, $b | add n = count(people of $a), m = count(people of $b)") == [
          "t u 1 1"
        ])
    #expect(try asked.ids("@O1 | pairs as $a, $b") == [])
    #expect(asked.messages("teams | pairs as $a, $a").first?.hasPrefix("GRV0229") == true)
    #expect(
      asked.messages("goals | count | pairs as $a, $b") == [
        "GRV0228 `pairs` takes rows that stand for things, and these are a table"
      ])
  }

  @Test("pairs charge before they are made")
  func pairsBudget() {
    let few = AskedGraph(asked.session.graph, limits: Limits(bytes: 64))
    #expect(few.messages("goals | pairs as $a, $b").first?.hasPrefix("GRV0611") == true)
  }

  @Test("a pivot has a row a group, a column a value, and fills what is absent by the aggregate")
  func pivot() throws {
    let table = try asked.ask("key results | group by objective | pivot owner, count()")
    #expect(table.columns.map(\.name) == ["objective", "ana", "ben", "(none)"])
    #expect(
      try asked.lines("key results | group by objective | pivot owner, count()") == [
        "O1 1 1 0", "O2 0 1 0", "- 0 0 1",
      ])
    #expect(
      try asked.lines("key results | group by objective | pivot owner, avg(progress)") == [
        "O1 1 0.2 -", "O2 - - -", "- - - 0.5",
      ])
  }

  @Test("a key of the groups may go across, and the others stay down")
  func pivotKey() throws {
    #expect(
      try asked.lines("key results | group by objective, owner | pivot owner, count()")
        == asked.lines("key results | group by objective | pivot owner, count()"))
    #expect(try asked.lines("key results | group by owner | pivot owner, count()") == ["1 2 1"])
  }

  @Test("the words of a closed set stand across in their own order")
  func closedSet() throws {
    let table = try asked.ask("key results | pivot status, count()")
    #expect(table.columns.map(\.name) == ["done", "not started", "unknown"])
    #expect(asked.messages("key results | pivot status, count() | where `at rsik` > 1").count == 1)
    #expect(
      try asked.lines("key results | pivot status, count() | add n = `at risk`") == ["1 1 2 -"])
  }

  @Test("columns across are sorted by, added to, totalled and named")
  func afterPivot() throws {
    let query = "key results | group by objective | pivot owner, count()"
    #expect(
      try asked.lines("\(query) | sort by ben | take 1 | add twice = ben * 2") == ["- 0 0 1 0"])
    let totals = try asked.ask("\(query) | total").totals
    #expect(totals == [.missing, .number(1), .number(2), .number(1)])
    #expect(
      try asked.ask("\(query) | drop objective").columns.map(\.name) == ["ana", "ben", "(none)"])
    #expect(
      asked.messages("\(query) | where cyd > 1") == [
        "GRV0305 `pivot` made no column `cyd`"
      ])
  }

  @Test("a key of too many values is refused")
  func tooManyColumns() {
    var fixture = GraphFixture()
    for place in 0..<201 { fixture = fixture.objective("O\(place)") }
    #expect(
      AskedGraph(fixture).messages("objectives | pivot id, count()") == [
        "GRV0306 `pivot` would make 201 columns, and 200 is the most"
      ])
  }

  @Test("a pivot fills its cells with an aggregate")
  func notAnAggregate() {
    #expect(
      asked.messages("key results | group by owner | pivot status, owner") == [
        "GRV0228 `pivot` fills its cells with an aggregate, found a person"
      ])
  }
}
