// Every row of the truth table of dates and periods, and of the tables of missing.

import Grove
import TestKit
import Testing

@Suite("Comparisons") struct ComparisonTests {
  private let all: [Comparison] = [.before, .after, .since, .until, .equal]

  private func period(_ start: String, _ end: String) -> Value {
    Period(start: .on(start), end: .on(end)).map { .period($0) } ?? .missing
  }

  /// The comparisons that hold, and whether `in` does, for `left` against the second quarter.
  private func holding(_ left: Value) throws -> (comparisons: Set<Comparison>, isIn: Bool) {
    let fixture = PlanFixture()
    let quarter = fixture.constant(period("2026-04-01", "2026-07-01"))
    let side = fixture.constant(left)
    let ids = all.map { fixture.compare(side, $0, quarter) }
    let isIn = fixture.add(.isIn(side, quarter), .flag)
    let executor = fixture.executor(GraphFixture().graph())
    var held: Set<Comparison> = []
    for (comparison, id) in zip(all, ids) where try executor.value(id) == .flag(true) {
      held.insert(comparison)
    }
    return (held, try executor.value(isIn) == .flag(true))
  }

  @Test("a date or period against a period: each row of the table")
  func truthTable() throws {
    let rows: [(Value, Set<Comparison>, Bool)] = [
      (.date(.on("2026-03-31")), [.before, .until], false),
      (period("2026-01-01", "2026-04-01"), [.before, .until], false),
      (.date(.on("2026-04-01")), [.since, .until, .equal], true),
      (.date(.on("2026-06-30")), [.since, .until, .equal], true),
      (.date(.on("2026-07-01")), [.after, .since], false),
      (period("2026-07-01", "2026-08-01"), [.after, .since], false),
      (period("2026-03-01", "2026-05-01"), [.until], false),
      (period("2026-01-01", "2027-01-01"), [], false),
      (period("2026-05-01", "2026-06-01"), [.since, .until], true),
      (period("2026-04-01", "2026-07-01"), [.since, .until, .equal], true),
      (period("2026-06-01", "2026-08-01"), [.since], false),
    ]
    for (left, comparisons, isIn) in rows {
      let found = try holding(left)
      #expect(found.comparisons == comparisons, "\(left)")
      #expect(found.isIn == isIn, "\(left)")
    }
  }

  @Test("a period against a date compares by the same rule, and equals a date in it")
  func periodAgainstDate() throws {
    let fixture = PlanFixture()
    let quarter = fixture.constant(period("2026-04-01", "2026-07-01"))
    let inside = fixture.compare(quarter, .equal, fixture.day("2026-05-01"))
    let outside = fixture.compare(quarter, .equal, fixture.day("2026-07-01"))
    let before = fixture.compare(quarter, .before, fixture.day("2026-07-01"))
    let since = fixture.compare(quarter, .since, fixture.day("2026-04-02"))
    #expect(try fixture.value(inside) == .flag(true))
    #expect(try fixture.value(outside) == .flag(false))
    #expect(try fixture.value(before) == .flag(true))
    #expect(try fixture.value(since) == .flag(false))
  }

  @Test("columns of days compare with dates and periods as single values do")
  func dayColumns() throws {
    var fixture = GraphFixture()
    for (place, day) in ["2026-03-31", "2026-04-01", "2026-06-30", "2026-07-01"].enumerated() {
      fixture = fixture.keyResult("K\(place)", due: day)
    }
    let graph = fixture.keyResult("K4").graph()
    let expected: [(Comparison, [Value])] = [
      (.before, [.flag(true), .flag(false), .flag(false), .flag(false), .missing]),
      (.after, [.flag(false), .flag(false), .flag(false), .flag(true), .missing]),
      (.since, [.flag(false), .flag(true), .flag(true), .flag(true), .missing]),
      (.until, [.flag(true), .flag(true), .flag(true), .flag(false), .missing]),
      (.equal, [.flag(false), .flag(true), .flag(true), .flag(false), .missing]),
      (.notEqual, [.flag(true), .flag(false), .flag(false), .flag(true), .missing]),
    ]
    for (comparison, column) in expected {
      let fixture = PlanFixture()
      let quarter = fixture.constant(period("2026-04-01", "2026-07-01"))
      let id = fixture.compare(fixture.field("due"), comparison, quarter)
      let query = fixture.query(.kind(.keyResults), show: [id])
      #expect(try fixture.cells(query, graph).map { $0[0] } == column, "\(comparison)")
    }
  }

  @Test("cycles compare by their dates, and are in themselves and the cycles above")
  func cycles() throws {
    let graph = GraphFixture()
      .cycle("Y", from: "2026-01-01", through: "2026-12-31")
      .cycle("Q", from: "2026-04-01", through: "2026-06-30", in: "Y")
      .cycle("backlog").graph()
    func node(_ id: String) -> Value { graph.nodes(id: id).first.map { .node($0) } ?? .missing }
    let fixture = PlanFixture()
    let quarter = fixture.constant(node("Q"))
    let year = fixture.constant(node("Y"))
    let backlog = fixture.constant(node("backlog"))
    let day = fixture.day("2026-05-01")
    let cases: [(ExpressionID, Value)] = [
      (fixture.add(.isIn(quarter, year)), .flag(true)),
      (fixture.add(.isIn(year, quarter)), .flag(false)),
      (fixture.add(.isIn(quarter, quarter)), .flag(true)),
      (fixture.add(.isIn(day, quarter)), .flag(true)),
      (fixture.add(.isIn(day, backlog)), .missing),
      (fixture.compare(quarter, .before, fixture.day("2026-07-01")), .flag(true)),
      (fixture.compare(quarter, .equal, quarter), .flag(true)),
      (fixture.compare(quarter, .equal, year), .flag(false)),
      (fixture.compare(day, .equal, quarter), .flag(true)),
      (fixture.compare(backlog, .before, day), .missing),
      (
        fixture.add(.isIn(quarter, fixture.constant(period("2026-04-01", "2026-07-01")))),
        .flag(true)
      ),
    ]
    for (id, expected) in cases { #expect(try fixture.value(id, graph) == expected) }
  }

  @Test("and, or and not have three values")
  func threeValues() throws {
    let yes = Value.flag(true)
    let no = Value.flag(false)
    let table: [(Value, Value, Value, Value)] = [
      (yes, yes, yes, yes), (yes, no, no, yes), (yes, .missing, .missing, yes),
      (no, no, no, no), (no, .missing, no, .missing), (.missing, .missing, .missing, .missing),
    ]
    for (a, b, both, either) in table {
      for (left, right) in [(a, b), (b, a)] {
        let fixture = PlanFixture()
        let parts = [fixture.constant(left), fixture.constant(right)]
        let and = fixture.add(.and(parts))
        let or = fixture.add(.or(parts))
        #expect(try fixture.value(and) == both)
        #expect(try fixture.value(or) == either)
      }
    }
    let fixture = PlanFixture()
    let not = fixture.add(.not(fixture.constant(.missing)))
    #expect(try fixture.value(not) == .missing)
  }

  @Test("in a list: yes when a member is equal, else missing when something is, else no")
  func lists() throws {
    func isIn(_ value: Value, _ members: [Value]) throws -> Value {
      let fixture = PlanFixture()
      let id = fixture.add(.isIn(fixture.constant(value), fixture.constant(.list(members))))
      return try fixture.value(id)
    }
    #expect(try isIn(.number(1), [.number(2), .number(1)]) == .flag(true))
    #expect(try isIn(.number(1), [.missing, .number(1)]) == .flag(true))
    #expect(try isIn(.number(1), [.missing, .number(2)]) == .missing)
    #expect(try isIn(.number(1), [.number(2)]) == .flag(false))
    #expect(try isIn(.missing, []) == .flag(false))
    #expect(try isIn(.missing, [.number(1)]) == .missing)
  }

  @Test("progress equals 30 % for 3.3 of 11, and text compares by code point")
  func onPaper() throws {
    let graph = GraphFixture().keyResult("K", from: 0, to: 11, now: 3.3).graph()
    let fixture = PlanFixture()
    let equal = fixture.compare(fixture.field("progress"), .equal, fixture.ratio(0.3))
    let query = fixture.query(.kind(.keyResults), [fixture.filter(equal)])
    #expect(try fixture.ids(query, graph) == ["K"])
    let order = fixture.compare(fixture.text("Zebra"), .before, fixture.text("apple"))
    #expect(try fixture.value(order) == .flag(true))
    let accents = fixture.compare(fixture.text("é"), .equal, fixture.text("e\u{301}"))
    #expect(try fixture.value(accents) == .flag(false))
  }
}
