// Recorded changes: how they are completed, compared with the goal's own cells, and replayed.

import Grove
import GroveSyntax
import TestKit
import Testing

@Suite struct ChangeTests {
  private let raised = GraphFixture()
    .keyResult("K", from: 0, to: 100, now: 40)
    .change("K", on: "2026-04-20", "target", from: .number(80), to: .number(90))
    .change("K", on: "2026-05-10", "target", to: .number(100), recorded: "2026-05-12")
    .graph()

  @Test(
    "a field is what the last change up to the day made it, and before all of them the old value")
  func replay() {
    #expect(raised.value("target", of: "K", on: "2026-04-19") == .number(80))
    #expect(raised.value("target", of: "K", on: "2026-04-20") == .number(90))
    #expect(raised.value("target", of: "K", on: "2026-05-09") == .number(90))
    #expect(raised.value("target", of: "K", on: "2026-05-10") == .number(100))
    #expect(raised.value("progress", of: "K", on: "2026-04-19") == .ratio(0.5))
  }

  @Test("a change that was not recorded yet was not known")
  func recorded() {
    #expect(
      raised.value("target", of: "K", from: .on("2026-05-20", knownOn: "2026-05-11"))
        == .number(90))
    #expect(
      raised.value("target", of: "K", from: .on("2026-05-20", knownOn: "2026-05-12"))
        == .number(100))
  }

  @Test("from the day of the last change on the graph is the loaded one itself")
  func identity() {
    #expect(raised.seen(from: Viewpoint(today: .on("2026-05-10"))) === raised)
    let earlier = raised.seen(from: .past("2026-05-01"))
    #expect(earlier !== raised)
    #expect(earlier.seen(from: Viewpoint(today: .on("2026-06-01"))) === raised)
  }

  @Test("what a change leaves out its neighbours say, and the newest value the goal itself")
  func completed() throws {
    let graph = GraphFixture()
      .keyResult("K", to: 100)
      .change("K", on: "2026-05-01", "target")
      .change("K", on: "2026-04-01", "target", from: .number(60))
      .change("K", on: "2026-04-15", "target", from: .number(70))
      .graph()
    #expect(graph.changes(of: 0) == 0..<3)
    let rows = graph.nodes(.changes).map {
      [graph.value("date", of: $0), graph.value("old", of: $0), graph.value("new", of: $0)]
    }
    #expect(
      rows == [
        [.date(.on("2026-04-01")), .number(60), .number(70)],
        [.date(.on("2026-04-15")), .number(70), .missing],
        [.date(.on("2026-05-01")), .missing, .number(100)],
      ])
    #expect(graph.value("target", of: "K", on: "2026-04-20") == .missing)
  }

  @Test("a cell that the goal leaves empty takes the newest change's value")
  func emptyCell() {
    let graph = GraphFixture()
      .objective("O").keyResult("K", of: "O", to: 10)
      .change("K", on: "2026-04-01", "due", to: .date(.on("2026-06-30")))
      .change("O", on: "2026-04-01", "owner", to: .text("ana"))
      .graph()
    #expect(graph.value("due", of: "K", on: "2026-04-02") == .date(.on("2026-06-30")))
    #expect(graph.value("due", of: "K", on: "2026-03-31") == .missing)
    let ana = graph.nodes(id: "ana").first
    #expect(graph.value("owner", of: "O", on: "2026-04-02") == ana.map { .node($0) })
    #expect(graph.value("owner", of: "O", on: "2026-03-02") == .missing)
    #expect(graph.seen(from: .past("2026-03-02")).inverse("owner", of: .goals)?[0].isEmpty == true)
  }

  @Test("a goal whose own value differs from the newest change keeps it, and it is told")
  func disagreement() {
    let fixture = GraphFixture()
      .keyResult("K", to: 100)
      .change("K", on: "2026-04-20", "target", from: .number(80), to: .number(90))
    #expect(fixture.graph().value("target", of: "K", on: "2026-05-01") == .number(100))
    #expect(fixture.graph().value("target", of: "K", on: "2026-04-01") == .number(80))
    #expect(fixture.problems().map(\.code) == [.changeDisagrees])
  }

  @Test("changes without goal, day or a field of the goal are left out and told")
  func incomplete() {
    let fixture = GraphFixture()
      .keyResult("K", to: 100)
      .change("", on: "2026-04-20", "target", to: .number(90))
      .change("K", on: "", "target", to: .number(90))
      .change("K", on: "2026-04-20", "", to: .number(90))
      .change("K", on: "2026-04-20", "colour", to: .text("red"))
      .change("K", on: "2026-04-20", "progress", to: .ratio(0.5))
      .change("nowhere", on: "2026-04-20", "target", to: .number(90))
      .change("K", on: "2026-04-21", "target", from: .text("much"), to: .number(100))
    #expect(
      fixture.problems().map(\.code) == [
        .incompleteChange, .incompleteChange, .incompleteChange, .incompleteChange,
        .incompleteChange, .danglingReference, .wrongType,
      ])
    #expect(fixture.graph().count(.changes) == 1)
  }

  @Test("a change of several owners is a list, of one a node; ids that lead nowhere are told once")
  func references() throws {
    let fixture = GraphFixture()
      .person("ana").person("ben").keyResult("K", to: 1).with("owners", .text("ben"))
      .change("K", on: "2026-04-01", "owners", from: .list([.text("ana"), .text("ben")]))
      .change("K", on: "2026-05-01", "continues", from: .text("K9"), to: .text("K9"))
    let graph = fixture.graph()
    let ana = try #require(graph.nodes(id: "ana").first)
    let ben = try #require(graph.nodes(id: "ben").first)
    let change = try #require(graph.nodes(.changes).first)
    #expect(graph.value("field", of: change) == .text("owner"))
    #expect(graph.value("old", of: change) == .list([.node(ana), .node(ben)]))
    #expect(graph.value("new", of: change) == .node(ben))
    let before = graph.seen(from: .past("2026-03-31"))
    let key = try #require(graph.nodes(id: "K").first)
    #expect(before.value("owners", of: key) == .list([.node(ana), .node(ben)]))
    #expect(before.value("owner", of: key) == .node(ana))
    #expect(before.inverse("owners", of: .goals)?[Int(ana.row)].count == 1)
    #expect(fixture.problems().map(\.code) == [.danglingReference])
  }

  @Test("words of a closed set and words that no goal has now are replayed")
  func words() {
    let graph = GraphFixture()
      .objective("O", state: "active").with("tags", .list([.text("new")]))
      .change("O", on: "2026-04-10", "state", from: .text("Draft"), to: .text("active"))
      .change("O", on: "2026-04-10", "tags", from: .list([.text("old"), .text("new")]))
      .change("O", on: "2026-04-11", "title", from: .text("First"))
      .graph()
    #expect(graph.value("state", of: "O", on: "2026-04-09") == .text("draft"))
    #expect(graph.value("draft", of: "O", on: "2026-04-09") == .flag(true))
    #expect(graph.value("state", of: "O", on: "2026-04-10") == .text("active"))
    #expect(graph.value("tags", of: "O", on: "2026-04-09") == .list([.text("old"), .text("new")]))
    #expect(graph.value("title", of: "O", on: "2026-04-10") == .text("First"))
    #expect(graph.value("title", of: "O", on: "2026-04-11") == .text("O"))
    let before = graph.seen(from: .past("2026-04-09"))
    #expect(before.nodes(titled: "first", kinds: [.objectives]).count == 1)
  }

  @Test("which fields have a history, and since when anything is known")
  func whatIsKnown() {
    let graph = GraphFixture()
      .objective("O").keyResult("K", of: "O", to: 5, start: "2026-04-01")
      .checkIn("K", on: "2026-03-20", value: 1)
      .change("K", on: "2026-03-10", "target", from: .number(4))
      .graph()
    #expect(graph.hasHistory(of: "target", kind: .keyResults))
    #expect(!graph.hasHistory(of: "target", kind: .kpis))
    #expect(!graph.hasHistory(of: "weight", kind: .keyResults))
    #expect(graph.hasHistory(of: "current", kind: .keyResults))
    #expect(graph.firstDay == .on("2026-03-10"))
  }
}
