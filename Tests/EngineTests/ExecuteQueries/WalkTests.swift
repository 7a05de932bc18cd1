// The stages that walk: each goal once, nearest first, through diamonds and loops.

import Grove
import TestKit
import Testing

@Suite("Walks") struct WalkTests {
  // C <- O1, O2 <- K (diamond), K <- I; a loop of L1, L2, with L2 below C; K blocked by I.
  private var asked: AskedGraph {
    AskedGraph(
      GraphFixture().team("t").team("u", in: "t").person("ana").with("team", .text("u"))
        .objective("C")
        .objective("O2").supporting("C").objective("O1").supporting("C")
        .objective("L1").supporting("L2").objective("L2").supporting("L1", "C")
        .keyResult("K", of: "O1").supporting("O2")
        .initiative("I").supporting("K").supporting("K", kind: "blocks"))
  }

  @Test("a walk gives each goal once, nearest first, then in workspace order")
  func order() throws {
    let asked = asked
    #expect(try asked.ids("@C | children") == ["O2", "O1", "L2"])
    #expect(try asked.ids("@C | descendants") == ["O2", "O1", "L2", "L1", "K", "I"])
    #expect(try asked.ids("@I | ancestors") == ["K", "O2", "O1", "C"])
    #expect(try asked.ids("@K | parents") == ["O2", "O1"])
    #expect(try asked.ids("goals | parents") == ["C", "O2", "O1", "L1", "L2", "K"])
  }

  @Test("a depth counts links, for one step as for many")
  func depth() throws {
    let asked = asked
    #expect(try asked.ids("@C | descendants to depth 2") == ["O2", "O1", "L2", "L1", "K"])
    #expect(try asked.ids("@C | children to depth 2") == ["O2", "O1", "L2", "L1", "K"])
    #expect(try asked.ids("@I | ancestors to depth 1") == ["K"])
  }

  @Test("a row that is walked from is in the answer when a link leads back to it, and a loop ends")
  func loops() throws {
    let asked = asked
    #expect(try asked.ids("@L1 | ancestors") == ["L2", "C", "L1"])
    #expect(try asked.ids("from [@O1, @C] | ancestors") == ["C"])
  }

  @Test("follow takes relations by name and kinds of links from child to parent")
  func follow() throws {
    let asked = asked
    #expect(try asked.ids("@I | follow blocks") == ["K"])
    #expect(try asked.ids("@K | follow blockers") == ["I"])
    #expect(try asked.ids("@K | follow measures") == ["O1"])
    #expect(try asked.ids("@I | follow supports") == ["K", "O2", "C"])
    #expect(try asked.ids("@I | follow supports to depth 2") == ["K", "O2"])
    #expect(try asked.ids("teams | follow teams") == ["u"])
    #expect(try asked.ids("@t | follow members") == [])
    #expect(try asked.ids("@u | follow members | follow team") == ["u"])
  }

  @Test("follow takes the links that a workspace declares")
  func ownLinks() throws {
    var schema = Schema.standard
    schema.addLinkKind(LinkKind(name: "causes", effect: .nothing))
    let asked = AskedGraph(
      GraphFixture(schema: schema).objective("A").objective("B").supporting("A", kind: "causes")
        .objective("D").supporting("B", kind: "causes"))
    #expect(try asked.ids("@D | follow causes") == ["B", "A"])
    #expect(try asked.ids("@D | ancestors") == [])
  }

  @Test("after a walk rows are goals: their fields are there, columns made before are not")
  func after() throws {
    let asked = asked
    #expect(try asked.lines("@I | parents | show id, kind") == ["K key result"])
    #expect(try asked.ids("from (@C | children) named \"O1\"") == ["O1"])
    #expect(
      asked.messages("goals | add n = 1 | parents | where n > 0")
        == ["GRV0201 a goal has no field `n`"])
  }

  @Test("what cannot be walked is refused with a way out")
  func refused() {
    let asked = asked
    #expect(
      asked.messages("teams | parents") == [
        "GRV0228 `parents` walks from goal to goal, found teams"
      ])
    #expect(
      asked.messages("goals | follow suports") == [
        "GRV0201 a goal has no relation or link `suports`"
      ])
    #expect(
      asked.messages("goals | count | parents") == [
        "GRV0228 `parents` walks from goals, and these rows stand for none"
      ])
    #expect(
      asked.messages("goals | group by kind | parents") == [
        "GRV0228 `parents` does not work on groups"
      ])
  }

  @Test("edges that are walked are counted: 3 below C, 6 in all")
  func ticks() throws {
    #expect(
      try AskedGraph(asked.session.graph, limits: Limits(ticks: 20)).ids("@C | children") != [])
    #expect(
      AskedGraph(asked.session.graph, limits: Limits(ticks: 3)).messages("@C | descendants")
        == ["GRV0610 it takes more than the 3 steps that are allowed"])
  }
}
