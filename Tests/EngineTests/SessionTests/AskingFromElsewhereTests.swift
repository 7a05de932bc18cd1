// Views: the graph as of a day, asked again over periods, compared, and day by day. Every number is
// worked out by hand from the check-ins of `graph`.

import Grove
import TestKit
import Testing

@Suite("Asking from elsewhere")
struct AskingFromElsewhereTests {
  /// Two key results from 0 to 100 in Q2 2026: K1 at 10 on 10 April and 50 on 8 May, K2 at 20 on
  /// 1 May; K3 has no check-in.
  private var session: Session {
    let graph = GraphFixture()
      .cycle("Q2", from: "2026-04-01", through: "2026-06-30")
      .objective("O1", cycle: "Q2")
      .keyResult("K1", of: "O1", from: 0, to: 100).checkIn("K1", on: "2026-04-10", value: 10)
      .checkIn("K1", on: "2026-05-08", value: 50)
      .keyResult("K2", of: "O1", from: 0, to: 100).checkIn("K2", on: "2026-05-01", value: 20)
      .keyResult("K3", of: "O1", from: 0, to: 100)
      .graph()
    return Session(graph: graph, today: .on("2026-05-15"))
  }

  private func cells(_ text: String) throws -> [[Value]] {
    guard case .table(let table)? = try session.run(text).first else { return [] }
    return table.cells
  }

  private func value(_ text: String) throws -> Value {
    guard case .value(let value, _)? = try session.run(text).first else { return .missing }
    return value
  }

  private func codes(_ text: String) -> [String] {
    session.diagnose(SourceText(text)).map(\.code.id)
  }

  @Test("a check-in counts from its day on, for the phrase and for one value")
  func asOf() throws {
    #expect(
      try cells("key results as of 2026-04-09 | show progress")
        == [[.missing], [.missing], [.missing]])
    #expect(
      try cells("key results as of 2026-04-10 | show progress")
        == [[.ratio(0.1)], [.missing], [.missing]])
    #expect(
      try cells("key results where id = \"K1\" | show progress as of 2026-05-07, progress")
        == [[.ratio(0.1), .ratio(0.5)]])
    #expect(try value("@K2.progress as of 2026-05-01") == .ratio(0.2))
    #expect(try value("@K2.progress as of 2026-04-30") == .missing)
  }

  @Test("a roll-up of another day is made of that day's values")
  func rollUp() throws {
    // On 1 May: (10 % + 20 % + 0) / 3; today: (50 % + 20 % + 0) / 3.
    #expect(try value("@O1.progress as of 2026-05-01") == .ratio(0.1))
    #expect(try cells("objectives | show progress") == [[.ratio(0.233333333)]])
  }

  @Test("the day of a view may differ from row to row, and from value to value")
  func dayOfRow() throws {
    #expect(
      try cells(
        "check-ins | show v = goal.progress as of date, w = goal.progress as of (date - 1 day)")
        == [
          [.ratio(0.1), .missing], [.ratio(0.5), .ratio(0.1)], [.ratio(0.2), .missing],
        ])
    #expect(
      try cells("key results | take 1 | show progress - progress as of 2026-05-07")
        == [[.points(0.4)]])
  }

  @Test("stages, nested queries and counts of a view are of that view")
  func nested() throws {
    #expect(
      try value("count(key results above 5% as of 2026-04-20)") == .number(1))
    #expect(
      try cells("objectives as of 2026-04-20 | show n = count(this.key_results.progress)")
        == [[.number(3)]])
    #expect(
      try cells("objectives | show n = count(from this.key_results above 5% as of 2026-04-20)")
        == [[.number(1)]])
    #expect(
      try cells("from (key results as of 2026-04-20) | show progress")
        == [[.ratio(0.1)], [.missing], [.missing]])
    #expect(
      try cells("key results as of 2026-04-20 | summarize n = count(), mean = avg(progress)")
        == [[.number(3), .ratio(0.1)]])
  }

  @Test("the row outside a view is seen from outside")
  func outside() throws {
    // K1 stands at 50 % today; on 20 April no key result stood at that.
    #expect(
      try cells(
        "key results with (key results as of 2026-04-20 where progress >= outer.progress) | show id"
      ).isEmpty)
    #expect(
      try cells(
        "key results where count(key results as of 2026-04-20 where progress < outer.progress) = 1 | show id"
      )
        == [[.text("K1")], [.text("K2")]])
  }

  @Test("`today` is the day looked from, other words of time are the caller's")
  func today() throws {
    #expect(try value("(today as of 2026-04-20)") == .date(.on("2026-04-20")))
    #expect(try value("(yesterday as of 2026-04-20)") == .date(.on("2026-05-14")))
    #expect(
      try cells("key results where due > today").count == 3)
    #expect(try cells("key results where due > today as of 2026-07-02").isEmpty)
    #expect(try cells("key results as of 2026-07-02 where due > today").isEmpty)
  }

  @Test("`over` asks at the end of each bucket that has begun, the last as of today")
  func over() throws {
    #expect(
      try cells(
        "key results where id = \"K1\" | over months in this quarter | show period, progress")
        == [
          [.period(month(4)), .ratio(0.1)], [.period(month(5)), .ratio(0.5)],
        ])
    #expect(
      try cells("key results | summarize mean = avg(progress) | over months in this quarter")
        == [[.period(month(4)), .ratio(0.1)], [.period(month(5)), .ratio(0.35)]])
  }

  private func month(_ month: Int) -> Period {
    FiscalCalendar().month(month, year: 2026) ?? Period(day: .earliest)
  }

  @Test("after `over` rows may be sorted, filtered, grouped and folded, each seen from its month")
  func afterOver() throws {
    let head = "key results | over months in this quarter"
    #expect(
      try cells("\(head) | where progress >= 20% | sort by progress | show id, progress")
        == [
          [.text("K2"), .ratio(0.2)], [.text("K1"), .ratio(0.5)],
        ])
    #expect(
      try cells("\(head) | group by id | summarize best = max(progress), n = count()")
        == [
          [.text("K1"), .ratio(0.5), .number(2)], [.text("K2"), .ratio(0.2), .number(2)],
          [.text("K3"), .missing, .number(2)],
        ])
    #expect(
      try cells("\(head) | where id = \"K1\" | show part = progress / sum(progress)")
        == [[.number(0.1 / 0.6)], [.number(0.5 / 0.6)]])
    #expect(
      try cells("\(head) | where id = \"K1\" | show last_check_in.value")
        == [[.number(10)], [.number(50)]])
  }

  @Test("`compare with` pairs nodes by what they are, tables by what is no number")
  func compare() throws {
    #expect(
      try cells(
        "key results | compare with as of 2026-05-01 | show id, progress, progress_then, progress_change"
      )
        == [
          [.text("K1"), .ratio(0.5), .ratio(0.1), .points(0.4)],
          [.text("K2"), .ratio(0.2), .ratio(0.2), .points(0)],
          [.text("K3"), .missing, .missing, .missing],
        ])
    #expect(
      try cells(
        "key results | group by id | summarize p = avg(progress) | compare with as of 2026-04-20")
        == [
          [.text("K1"), .ratio(0.5), .ratio(0.1), .points(0.4)],
          [.text("K2"), .ratio(0.2), .missing, .missing],
          [.text("K3"), .missing, .missing, .missing],
        ])
    #expect(
      try cells(
        "key results | summarize n = count(progress is present) | compare with as of 2026-04-20")
        == [[.number(2), .number(1), .number(1)]])
  }

  @Test("`change` is the end of a period, or today, less the day before it")
  func change() throws {
    #expect(
      try cells("key results | show change(current, 2026-05), change(current, this quarter)")
        == [[.number(40), .missing], [.missing, .missing], [.missing, .missing]])
    #expect(
      try cells(
        "key results | change during 2026-05 | show progress_then, progress, progress_change")
        == [
          [.ratio(0.1), .ratio(0.5), .points(0.4)], [.missing, .ratio(0.2), .missing],
          [.missing, .missing, .missing],
        ])
  }

  @Test("`ever`, `days_when` and `streak` ask day by day")
  func dayByDay() throws {
    #expect(
      try cells("key results ever below 15% during 2026-05 | show id") == [[.text("K1")]])
    #expect(
      try cells("key results ever at least 20% since 2026-05-08 | show id")
        == [[.text("K1")], [.text("K2")]])
    // K1 is at 10 % from 10 April to 7 May: 21 days of April, 7 of May.
    #expect(
      try cells(
        "key results | show days_when(progress < 15%, 2026-04), days_when(progress < 15%, Q2)")
        == [
          [.number(21), .number(28)], [.missing, .number(0)], [.missing, .missing],
        ])
    #expect(
      try cells("key results | show streak(progress >= 20%), streak(progress > 0%)")
        == [[.number(1), .number(2)], [.number(1), .number(1)], [.missing, .missing]])
  }

  @Test("a series is a value on each check-in day, from the newest back")
  func series() throws {
    let graph = GraphFixture()
      .keyResult("UP", from: 0, to: 100).checkIn("UP", on: "2026-05-01", value: 10)
      .checkIn("UP", on: "2026-05-08", value: 30).checkIn("UP", on: "2026-05-15", value: 30)
      .keyResult("DOWN", from: 9, to: 1).checkIn("DOWN", on: "2026-05-01", value: 5)
      .checkIn("DOWN", on: "2026-05-08", value: 4).checkIn("DOWN", on: "2026-05-15", value: 2)
      .keyResult("ONCE", from: 0, to: 10).checkIn("ONCE", on: "2026-05-01", value: 5)
      .graph()
    let session = Session(graph: graph, today: .on("2026-05-15"))
    func cells(_ text: String) throws -> [[Value]] {
      guard case .table(let table)? = try session.run(text).first else { return [] }
      return table.cells
    }
    #expect(
      try cells("key results | show previous(current), falling(current), rising(current)")
        == [
          [.number(30), .flag(false), .flag(false)], [.number(4), .flag(true), .flag(false)],
          [.missing, .missing, .missing],
        ])
    // Two steps, and a third that UP and DOWN do not have.
    #expect(
      try cells("key results | show falling(current, 2), falling(current, 3), rising(progress, 2)")
        == [
          [.flag(false), .flag(false), .flag(false)], [.flag(true), .missing, .flag(true)],
          [.missing, .missing, .missing],
        ])
    #expect(
      try cells("key results as of 2026-05-08 | show previous(current), rising(current)")
        == [[.number(10), .flag(true)], [.number(5), .flag(false)], [.missing, .missing]])
    #expect(
      try cells("key results | show better(change(current, 2026-05)), worse(1), better(-1)")
        == [
          [.missing, .flag(false), .flag(false)], [.missing, .flag(true), .flag(true)],
          [.missing, .flag(false), .flag(false)],
        ])
  }

  @Test("a series of no number, of no goal, of too many steps is refused")
  func noSeries() {
    #expect(codes("key results | show falling(title)") == ["GRV0222"])
    #expect(codes("people | show previous(name)") == ["GRV0224"])
    #expect(codes("key results | show rising(current, 0)") == ["GRV0233"])
    #expect(codes("key results | show band(\"x\")") == ["GRV0222"])
  }

  @Test("an assumption is dropped again for the actual value beside it")
  func nothingAssumed() throws {
    #expect(codes("key results assuming @K1.progress = 80%").isEmpty)
    #expect(codes("key results assuming @K1.open = no") == ["GRV0236"])
    #expect(codes("key results assuming (key results).progress = \"x\"") == ["GRV0222"])
    #expect(codes("key results assuming @K1.state = \"dropt\"") == ["GRV0212"])
    #expect(codes("key results assuming (1 + 2).progress = 80%") == ["GRV0235"])
  }

  @Test("a session may look back for every question")
  func sessionAsOf() throws {
    let session = Session(
      graph: session.graph, today: .on("2026-05-15"), asOf: .on("2026-04-20"))
    guard
      case .table(let table)? = try session.run(
        "key results | show progress, now = progress as of 2026-05-15, today, yesterday"
      ).first
    else { return }
    let days: [Value] = [.date(.on("2026-04-20")), .date(.on("2026-05-14"))]
    #expect(
      table.cells == [
        [.ratio(0.1), .ratio(0.5)] + days, [.missing, .ratio(0.2)] + days,
        [.missing, .missing] + days,
      ])
    #expect(table.understood.contains("as of Mon 20 Apr 2026"))
  }

  @Test("a view of no day, of a period, of a text is refused with a way out")
  func noDay() throws {
    #expect(codes("key results as of Q2") == ["GRV0231"])
    #expect(codes("key results as of \"x\"") == ["GRV0222"])
    do {
      _ = try session.run("key results | show x = count(goals as of this.created)")
      Issue.record("a view of a missing day gives an answer")
    } catch {
      #expect(error.diagnostics.map(\.code.id) == ["GRV0307"])
    }
  }

  @Test("a field of one's own without recorded changes is asked of no other day")
  func noHistory() {
    var schema = Schema.standard
    _ = schema.addField(FieldDefinition(name: "priority", type: .number), to: .keyResults)
    let graph = GraphFixture(schema: schema).keyResult("K").with("priority", .number(1)).graph()
    let found = Session(graph: graph, today: .on("2026-05-15"))
      .diagnose(SourceText("key results | show priority as of 2026-05-01"))
    #expect(found.map(\.code.id) == ["GRV0234"])
  }

  @Test("what is asked again needs something to compare and something to put it in")
  func nothingToCompare() throws {
    #expect(codes("people | compare with as of 2026-05-01") == ["GRV0228"])
    #expect(codes("[1, 2] | compare with in Q2") == ["GRV0228"])
    #expect(codes("key results | group by team | over weeks in Q2") == ["GRV0228"])
    #expect(codes("people changed name") == ["GRV0237"])
  }
}
