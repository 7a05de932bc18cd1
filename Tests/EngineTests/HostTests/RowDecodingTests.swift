// Rows read by column and as values of the host's own types.

import Grove
import TestKit
import Testing

@Suite("Rows") struct RowDecodingTests {
  private let asked = AskedGraph(
    GraphFixture().person("ana", "Ana").objective("O1", "Grow", owner: "ana", due: "2026-06-30")
      .keyResult("K1", "Visits", of: "O1", from: 0, to: 10, now: 5)
      .keyResult("K2", "Sales", of: "O1", from: 0, to: 10))

  private struct Goal: Decodable, Equatable {
    var id: String
    var title: String
    var progress: Double?
  }

  @Test("a row gives values by name and place, and the node it stands for")
  func rows() throws {
    let table = try asked.ask("key results | show title, progress")
    #expect(table.rows.count == 2)
    let row = try #require(table.rows.first)
    #expect(row["title"] == .text("Visits"))
    #expect(row[1] == .ratio(0.5))
    #expect(row["titel"] == nil)
    #expect(row[2] == nil)
    #expect(row.id == "K1")
    #expect(table.rows.map { $0.id ?? "" } == ["K1", "K2"])
  }

  @Test("rows are decoded; missing is nil")
  func decoding() throws {
    let goals = try asked.ask("key results | show id, title, progress").decode(Goal.self)
    #expect(
      goals == [
        Goal(id: "K1", title: "Visits", progress: 0.5),
        Goal(id: "K2", title: "Sales", progress: nil),
      ])
  }

  @Test("dates, nodes, lists, records and whole numbers have their types")
  func types() throws {
    struct Inner: Decodable, Equatable {
      var n: Int
      var words: [String]
    }
    struct Wide: Decodable, Equatable {
      var due: CivilDate
      var day: String
      var owner: String
      var node: Node
      var length: Double
      var exact: CalendarDuration
      var inner: Inner
      var any: Value
      var list: [Double?]
      var late: Bool
      var none: CivilDate?
    }
    let rows = try asked.ask(
      "objectives | show due, day = due, owner, node = this, length = 2 weeks, exact = 2 weeks, "
        + "inner = {n: 3, words: [\"a\", \"b\"]}, any = 5%, list = [1, missing], late = overdue, "
        + "none = missing"
    ).decode(Wide.self)
    let day = try #require(CivilDate(iso: "2026-06-30"))
    let node = try #require(asked.session.graph.nodes(id: "O1").first)
    #expect(
      rows == [
        Wide(
          due: day, day: "2026-06-30", owner: "ana", node: node, length: 14,
          exact: try #require(CalendarDuration(roundingDays: 14)),
          inner: Inner(n: 3, words: ["a", "b"]), any: .ratio(0.05), list: [1, nil], late: false,
          none: nil)
      ])
  }

  @Test("an error names the row, the column and what was found")
  func errors() throws {
    func error(_ query: String) throws -> RowDecodingError? {
      let table = try asked.ask(query)
      return #expect(throws: RowDecodingError.self) { try table.decode(Goal.self) }
    }
    let missing = try error("key results | show id, progress")
    #expect(missing?.row == 0)
    #expect(missing?.column == "title")
    #expect(missing?.message == "there is no such column")
    let absent = try error("key results | show id, title = if id = \"K1\" then title else missing")
    #expect(absent?.row == 1)
    #expect(absent?.message == "expected text, found missing")
    let wrong = try error("key results | show id, title, progress = title")
    #expect(wrong?.column == "progress")
    #expect(
      wrong.map { "\($0)" } == "row 1, column progress: expected a number, found text")
    #expect(wrong?.message == "expected a number, found text")
    struct Whole: Decodable { var list: [Int] }
    #expect(
      throws: RowDecodingError(
        row: 0, column: "list.1", message: "expected a whole number, found a number")
    ) { try asked.ask("objectives | show list = [1, 1.5]").decode(Whole.self) }
    enum Word: String, Decodable { case grow }
    struct Closed: Decodable { var title: Word }
    #expect(throws: RowDecodingError.self) { try asked.ask("objectives").decode(Closed.self) }
  }
}

@Suite("Streams of rows") struct RowStreamTests {
  private func asked(_ limits: Limits = .standard) -> AskedGraph {
    var fixture = GraphFixture().objective("O1")
    for place in 0..<2500 {
      fixture = fixture.keyResult("K\(place)", of: "O1", from: 0, to: 100, now: Double(place % 100))
    }
    return AskedGraph(fixture, limits: limits)
  }

  private func stream(_ text: String, _ session: Session) throws -> RowStream? {
    try session.prepare(SourceText(text)).stream()
  }

  @Test("a stream gives the rows of the answer, as often as it is read")
  func rows() throws {
    let asked = asked()
    let text = "key results where progress < 50% | sort by progress desc | show id, progress"
    let table = try asked.ask(text)
    let stream = try #require(try stream(text, asked.session))
    #expect(stream.columns == table.columns)
    #expect(stream.count == table.rowCount)
    for _ in 0..<2 {
      #expect(stream.map(\.values) == table.rows.map(\.values))
      #expect(stream.map(\.id) == table.rows.map(\.id))
    }
    #expect(stream.count == 1250)
    let pivot = "key results | add half = progress < 50% | pivot half, count()"
    #expect(
      try self.stream(pivot, asked.session)?.map(\.values) == asked.ask(pivot).rows.map(\.values))
  }

  @Test("only one query alone is streamed")
  func onlyQueries() throws {
    let session = asked().session
    for text in ["", "1 + 1", "goals\ngoals", "let $x = 1\ngoals", "explain goals", "@O1"] {
      #expect(try stream(text, session) == nil, "\(text)")
    }
  }

  @Test("a query with parameters is streamed, counted and explained with their values")
  func parameters() throws {
    let session = asked().session
    let program = try session.prepare(
      SourceText("param $floor\nparam $most = 10\nkey results below $floor | take $most"))
    func count(_ parameters: [String: Value]) throws -> Int? {
      try program.stream(parameters: parameters)?.count
    }
    #expect(try count(["floor": .ratio(0.5)]) == 10)
    #expect(try count(["floor": .ratio(0.5), "most": .number(3)]) == 3)
    #expect(try count(["floor": .ratio(0)]) == 0)
    let evaluation = try Evaluation(program, parameters: ["floor": .ratio(0.01)])
    #expect(try evaluation?.count() == 10)
    let below = try session.prepare(SourceText("param $floor = 50%\nkey results below $floor"))
    #expect(try Evaluation(below)?.count() == 1250)
    #expect(try Evaluation(below)?.isCountedInPlace == true)
    #expect(try Evaluation(below, parameters: ["floor": .ratio(0.1)])?.count() == 250)
    #expect(below.explain(parameters: ["floor": .ratio(0.1)]).map(\.steps.last?.rows) == [250])
    for wrong in [[:], ["floor": .text("x"), "other": .number(1)]] as [[String: Value]] {
      #expect(throws: QueryFailure.self) { try program.stream(parameters: wrong) }
      #expect(throws: QueryFailure.self) { try Evaluation(program, parameters: wrong) }
    }
  }

  @Test("a default may call the program's functions, and functions see the parameters")
  func defaults() throws {
    let program = try asked().session.prepare(
      SourceText(
        """
        param $base = 20%
        param $floor = twice($base)
        define twice($x) = $x + $x
        define bound() = $floor
        key results where progress < bound()
        """))
    #expect(try program.stream()?.count == 1000)
    #expect(try program.stream(parameters: ["base": .ratio(0.1)])?.count == 500)
    #expect(try Evaluation(program, parameters: ["floor": .ratio(0.3)])?.count() == 750)
  }

  @Test("limits and cancellation end a stream before its first row")
  func limits() throws {
    for limits in [Limits(rows: 2499), Limits(outputBytes: 1000), Limits(ticks: 10)] {
      #expect(throws: QueryFailure.self) { try stream("key results", asked(limits).session) }
    }
    let cancellation = Cancellation()
    cancellation.cancel()
    let prepared = try asked().session.prepare(SourceText("key results"))
    #expect(throws: QueryFailure.self) { try prepared.stream(cancellation: cancellation) }
  }
}
