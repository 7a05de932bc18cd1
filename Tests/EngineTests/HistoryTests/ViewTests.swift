// The graph from other days: what follows from changed fields, links, goals that did not exist, and
// values that were not known.

import Grove
import TestKit
import Testing

@Suite struct ViewTests {
  @Test("what key results take from their objective follows the objective's changes")
  func effectiveFields() {
    let graph = GraphFixture()
      .cycle("Q1", from: "2026-01-01", through: "2026-03-31")
      .cycle("Q2", from: "2026-04-01", through: "2026-06-30")
      .team("growth").team("sales")
      .objective("O", cycle: "Q2", team: "sales").keyResult("K", of: "O", from: 0, to: 10)
      .keyResult("L", of: "O", to: 5, due: "2026-05-15")
      .change("O", on: "2026-04-01", "cycle", from: .text("Q1"))
      .change("O", on: "2026-02-01", "team", from: .text("growth"))
      .graph()
    func name(_ field: String, _ id: String, _ day: String) -> String {
      guard case .node(let node) = graph.value(field, of: id, on: day) else { return "-" }
      return graph.id(of: node)
    }
    #expect(name("cycle", "K", "2026-03-31") == "Q1")
    #expect(name("cycle", "K", "2026-04-01") == "Q2")
    #expect(name("team", "K", "2026-01-31") == "growth")
    #expect(name("team", "K", "2026-02-01") == "sales")
    #expect(graph.value("due", of: "K", on: "2026-03-31") == .date(.on("2026-03-31")))
    #expect(graph.value("due", of: "K", on: "2026-04-01") == .date(.on("2026-06-30")))
    // Its own day stays.
    #expect(graph.value("due", of: "L", on: "2026-03-31") == .date(.on("2026-05-15")))
    let before = graph.seen(from: .past("2026-01-31"))
    #expect(before.inverse("cycle", of: .goals)?[0].count == 3)
    #expect(before.inverse("cycle", of: .goals)?[1].isEmpty == true)
  }

  @Test("a direction that was told from baseline and target is told anew")
  func directions() {
    let graph = GraphFixture()
      .keyResult("K", from: 10, to: 20, now: 8)
      .change("K", on: "2026-04-10", "target", from: .number(5))
      .graph()
    #expect(graph.value("direction", of: "K", on: "2026-04-09") == .text("decrease"))
    #expect(graph.value("progress", of: "K", on: "2026-04-09") == .ratio(0.4))
    #expect(graph.value("direction", of: "K", on: "2026-04-10") == .text("increase"))
    #expect(graph.value("progress", of: "K", on: "2026-04-10") == .ratio(-0.2))
  }

  @Test("a link counts from the day it was added until the day before it was removed")
  func links() {
    let graph = GraphFixture()
      .objective("C").objective("O").supporting("C")
      .keyResult("K", of: "O", from: 0, to: 10, now: 5)
      .objective("P").row(.links, ["child": .text("P"), "parent": .text("C")])
      .with("added", .date(.on("2026-04-10"))).with("removed", .date(.on("2026-05-01")))
      .row(.links, ["child": .text("P"), "parent": .text("C")])
      .with("added", .date(.on("2026-06-01")))
      .keyResult("L", of: "P", from: 0, to: 10, now: 10)
      .graph()
    func progress(_ day: String) -> Value { graph.value("progress", of: "C", on: day) }
    #expect(progress("2026-04-09") == .ratio(0.5))
    #expect(progress("2026-04-10") == .ratio(0.75))
    #expect(progress("2026-04-30") == .ratio(0.75))
    #expect(progress("2026-05-01") == .ratio(0.5))
    #expect(progress("2026-06-01") == .ratio(0.75))
    // A link cut and added again is two; a link is listed while it is there.
    let counts = ["2026-04-09", "2026-04-10", "2026-05-01", "2026-06-01"].map {
      graph.seen(from: Viewpoint(today: .on($0))).nodes(.links).count
    }
    #expect(counts == [3, 4, 3, 4])
    let known = graph.seen(from: .on("2026-04-20", knownOn: "2026-04-05"))
    #expect(known.nodes(.links).count == 3)
  }

  @Test("a key result that changed its objective measured the other one before")
  func movedKeyResult() {
    let graph = GraphFixture()
      .objective("A").objective("B").keyResult("K", of: "B", from: 0, to: 10, now: 4)
      .keyResult("L", of: "A", from: 0, to: 10, now: 10)
      .change("K", on: "2026-05-01", "objective", from: .text("A"))
      .graph()
    #expect(graph.value("progress", of: "A", on: "2026-04-30") == .ratio(0.7))
    #expect(graph.value("progress", of: "B", on: "2026-04-30") == .missing)
    #expect(graph.value("progress", of: "A", on: "2026-05-01") == .ratio(1))
    #expect(graph.value("progress", of: "B", on: "2026-05-01") == .ratio(0.4))
    #expect(graph.nodes(.links).count == 2)
    #expect(graph.seen(from: .past("2026-04-30")).nodes(.links).count == 2)
    #expect(graph.value("objective", of: "K", on: "2026-04-30") == .node(Node.goal(0)))
  }

  @Test("a loop of links is one only on the days when all of it is there")
  func loops() {
    let graph = GraphFixture()
      .objective("A").objective("B").supporting("A")
      .row(.links, ["child": .text("A"), "parent": .text("B")])
      .with("removed", .date(.on("2026-05-01")))
      .graph()
    #expect(graph.value("circular", of: "A", on: "2026-04-30") == .flag(true))
    #expect(graph.value("circular", of: "A", on: "2026-05-01") == .flag(false))
    #expect(graph.value("depth", of: "B", on: "2026-05-01") == .number(1))
  }

  @Test("in a view of an earlier day a goal created later is not there, and nothing refers to it")
  func existence() {
    let graph = GraphFixture()
      .objective("O").with("created", .date(.on("2026-05-01")))
      .keyResult("K", of: "O", to: 10, now: 5).with("created", .date(.on("2026-04-01")))
      .objective("P").with("continues", .text("O"))
      .checkIn("O", on: "2026-04-02", confidence: 0.5)
      .graph()
    let before = graph.seen(from: .past("2026-04-15"))
    #expect(before.absent(.goals) == [1, 0, 0])
    #expect(before.nodes(.goals).map { graph.id(of: $0) } == ["K", "P"])
    #expect(before.count(.objectives) == 1)
    #expect(before.value("objective", of: .goal(2)) == .missing)
    #expect(before.value("continues", of: .goal(1)) == .missing)
    #expect(before.nodes(.checkIns).isEmpty)
    #expect(before.nodes(.links).isEmpty)
    #expect(graph.value("unaligned", of: "K", from: .past("2026-04-15")) == .flag(true))
    // Today it is there whatever its day says.
    #expect(graph.seen(from: Viewpoint(today: .on("2026-04-15"))) === graph)
    #expect(graph.seen(from: .on("2026-06-01", knownOn: "2026-04-15")).absent(.goals) == [1, 0, 0])
  }

  @Test("of several objectives the first that is there gives cycle and days")
  func firstObjectiveThere() {
    let graph = GraphFixture()
      .cycle("Q1", from: "2026-01-01", through: "2026-03-31")
      .cycle("Q2", from: "2026-04-01", through: "2026-06-30")
      .objective("O", cycle: "Q2").with("created", .date(.on("2026-04-10")))
      .objective("P", cycle: "Q1")
      .keyResult("K").with("objectives", .list([.text("O"), .text("P")]))
      .graph()
    let before = graph.seen(from: .past("2026-04-01"))
    let key = graph.nodes(id: "K")[0]
    #expect(before.value("objective", of: key) == .node(graph.nodes(id: "P")[0]))
    #expect(before.value("due", of: key) == .date(.on("2026-03-31")))
    #expect(graph.value("due", of: key) == .date(.on("2026-06-30")))
  }

  @Test("a value of a goal is missing on a day when the goal was not there")
  func valuesBeforeCreation() throws {
    let graph = AskedGraph(
      GraphFixture()
        .keyResult("K", from: 0, to: 10, start: "2026-04-01", due: "2026-04-11")
        .with("created", .date(.on("2026-04-10"))).keyResult(
          "L", from: 0, to: 10, start: "2026-04-01", due: "2026-04-11"))
    #expect(
      try graph.lines("key results | show id, was = elapsed as of 2026-04-06") == ["K -", "L 0.5"])
    #expect(
      try graph.lines("key results where (elapsed as of created) is missing | show id") == ["L"])
    #expect(try graph.value("@K.elapsed as of 2026-04-06") == .missing)
  }

  @Test("a date that is an adjective is judged by the day of the view")
  func dateAdjectives() throws {
    let graph = AskedGraph(
      GraphFixture().team("t").with("closed", .date(.on("2026-04-10")))
        .person("p").with("left", .date(.on("2026-05-01"))))
    #expect(try graph.ids("teams closed") == ["t"])
    #expect(try graph.ids("teams closed as of 2026-04-09") == [])
    #expect(try graph.ids("teams closed as of 2026-04-10") == ["t"])
    #expect(try graph.ids("people not left as of 2026-04-30") == ["p"])
  }

  @Test("a value that the files give without a day is not known on an earlier one")
  func undatedValues() {
    let graph = GraphFixture()
      .keyResult("K", from: 0, to: 10, now: 5)
      .keyResult("L", from: 0, to: 10, now: 6).with("updated", .date(.on("2026-04-10")))
      .keyResult("M", from: 0, to: 10, now: 7).with("confidence", .ratio(0.9))
      .checkIn("M", on: "2026-04-01", value: 2).checkIn("M", on: "2026-05-01", value: 3)
      .graph()
    func progress(_ id: String, _ day: String) -> Value {
      graph.value("progress", of: id, from: .past(day))
    }
    #expect(progress("K", "2026-04-20") == .missing)
    #expect(progress("L", "2026-04-09") == .missing)
    #expect(progress("L", "2026-04-10") == .ratio(0.6))
    #expect(progress("M", "2026-03-31") == .missing)
    #expect(progress("M", "2026-04-01") == .ratio(0.2))
    #expect(progress("M", "2026-05-01") == .ratio(0.3))
    #expect(graph.value("status", of: "K", from: .past("2026-04-20")) == .text("not started"))
    #expect(graph.value("confidence", of: "M", from: .past("2026-04-20")) == .missing)
    #expect(graph.value("confidence", of: "M", on: "2026-04-20") == .ratio(0.9))
    #expect(graph.value("progress", of: "K", on: "2026-04-20") == .ratio(0.5))
    #expect(
      graph.value("progress", of: "K", from: .on("2026-05-20", knownOn: "2026-05-20"))
        == .ratio(0.5))
    #expect(
      graph.value("progress", of: "K", from: .on("2026-05-20", knownOn: "2026-05-19")) == .missing)
  }

  @Test("steps that are only said to be reached were not known to be on an earlier day")
  func undatedSteps() {
    func step(_ reached: Value) -> Value {
      .record(Record([.init(name: "reached", value: reached)]))
    }
    let graph = GraphFixture()
      .keyResult("K").with(
        "milestones",
        .list([step(.flag(true)), step(.date(.on("2026-04-10"))), step(.flag(false))])
      )
      .graph()
    #expect(graph.value("progress", of: "K", on: "2026-05-01") == .ratio(0.666666667))
    #expect(graph.value("progress", of: "K", from: .past("2026-05-01")) == .ratio(0.333333333))
    #expect(graph.value("progress", of: "K", from: .past("2026-04-09")) == .ratio(0))
  }

  @Test("check-ins recorded later were not known, wherever they stand among others")
  func knownCheckIns() {
    let graph = GraphFixture()
      .keyResult("K", from: 0, to: 10, start: "2026-04-01", due: "2026-04-28")
      .checkIn("K", on: "2026-04-02", value: 1)
      .checkIn("K", on: "2026-04-09", value: 2, recorded: "2026-05-05")
      .checkIn("K", on: "2026-04-16", value: 3)
      .checkIn("K", on: "2026-04-23", value: 4, recorded: "2026-04-30")
      .graph()
    func value(_ field: String, _ known: String) -> Value {
      graph.value(field, of: "K", from: .on("2026-05-20", knownOn: known))
    }
    #expect(value("current", "2026-04-30") == .number(4))
    #expect(value("current", "2026-04-29") == .number(3))
    #expect(value("check_ins_made", "2026-04-29") == .number(2))
    #expect(value("check_ins_made", "2026-05-05") == .number(4))
    #expect(value("last_check_in", "2026-04-29") == .node(Node(table: .checkIns, row: 2)))
    let seen = graph.seen(from: .on("2026-05-20", knownOn: "2026-04-29"))
    #expect(seen.absent(.checkIns) == [0, 1, 0, 1])
    let measures = MeasureCache(
      graph: seen, viewpoint: .on("2026-05-20", knownOn: "2026-04-29"))
    #expect(measures.rows(.previous)[2] == 0)
    #expect(graph.seen(from: .past("2026-04-16")).absent(.checkIns) == [0, 0, 0, 1])
    #expect(graph.absent(.checkIns) == nil)
  }

  @Test("changes later than the day of a view are not listed in it")
  func laterChanges() {
    let graph = GraphFixture()
      .keyResult("K", to: 10)
      .change("K", on: "2026-04-10", "target", from: .number(5))
      .change("K", on: "2026-05-10", "target", from: .number(8))
      .graph()
    #expect(graph.seen(from: .past("2026-04-20")).nodes(.changes).count == 1)
    #expect(graph.nodes(.changes).count == 2)
  }
}

extension Node {
  fileprivate static func goal(_ row: Int32) -> Node { Node(table: .goals, row: row) }
}
