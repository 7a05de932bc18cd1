// Time, status, freshness and state of goals in whole graphs, worked out by hand.

import Grove
import TestKit
import Testing

@Suite struct CourseMeasuresTests {
  private func value(_ fixture: GraphFixture, _ field: String, _ id: String, _ day: String) -> Value
  {
    fixture.graph().value(field, of: id, on: day)
  }

  @Test("own dates go before the objective's, those before the cycle's")
  func effectiveDates() {
    let fixture = GraphFixture()
      .cycle("Q2", from: "2026-04-01", through: "2026-06-30")
      .cycle("Q3", from: "2026-07-01", through: "2026-09-30")
      .objective("O1", cycle: "Q2", team: "growth", due: "2026-06-15")
      .keyResult("K1", of: "O1").keyResult("K2", of: "O1", due: "2026-05-31")
      .keyResult("K3", of: "O1", cycle: "Q3").keyResult("K4")
    let graph = fixture.graph()
    func due(_ id: String) -> Value { graph.value("due", of: id, on: "2026-05-15") }
    #expect(due("K1") == .date(.on("2026-06-15")))
    #expect(due("K2") == .date(.on("2026-05-31")))
    #expect(due("K3") == .date(.on("2026-09-30")))
    #expect(due("K4") == .missing)
    #expect(graph.value("start", of: "K1", on: "2026-05-15") == .date(.on("2026-04-01")))
    #expect(
      graph.value("team", of: "K1", on: "2026-05-15")
        == graph.value("team", of: "O1", on: "2026-05-15"))
    #expect(graph.value("owner", of: "K1", on: "2026-05-15") == .missing)
  }

  @Test(
    "expected progress, gap and status follow the day",
    arguments: [
      ("2026-03-01", 0.0, -0.4, "on track"), ("2026-05-16", 0.5, 0.1, "at risk"),
      ("2026-06-12", 0.8, 0.4, "off track"), ("2026-08-01", 1, 0.6, "off track"),
    ])
  func pace(day: String, expected: Double, gap: Double, status: String) {
    // 90 days from the first to the last.
    let fixture = GraphFixture()
      .keyResult("K1", from: 0, to: 10, now: 4, start: "2026-04-01", due: "2026-06-30")
    #expect(value(fixture, "expected", "K1", day) == .ratio(expected))
    #expect(value(fixture, "elapsed", "K1", day) == .ratio(expected))
    #expect(value(fixture, "gap", "K1", day) == .points(gap))
    #expect(value(fixture, "status", "K1", day) == .text(status))
    #expect(value(fixture, "behind", "K1", day) == .flag(gap > 0))
    #expect(value(fixture, "ahead", "K1", day) == .flag(gap < 0))
    #expect(value(fixture, "started", "K1", day) == .flag(true))
  }

  @Test("a value to keep is on track while it holds, and done when its time is over")
  func kept() {
    let fixture = GraphFixture()
      .keyResult(
        "K1", to: 40, now: 30, direction: "at_most", start: "2026-04-01", due: "2026-06-30")
    #expect(value(fixture, "status", "K1", "2026-06-30") == .text("on track"))
    #expect(value(fixture, "done", "K1", "2026-06-30") == .flag(false))
    #expect(value(fixture, "status", "K1", "2026-07-01") == .text("done"))
  }

  @Test("not started is no value yet, its own or below; unknown is nothing to judge by")
  func notStarted() {
    let fixture = GraphFixture()
      .objective("O1", start: "2026-04-01", due: "2026-06-30")
      .keyResult("K1", of: "O1", to: 10).keyResult("K2", of: "O1", to: 10)
      .objective("O2").keyResult("K3", of: "O2", to: 10, now: 5)
      .keyResult("K4", now: 5).kpi("M1")
    let graph = fixture.graph()
    func status(_ id: String) -> Value { graph.value("status", of: id, on: "2026-05-15") }
    #expect(status("K1") == .text("not started"))
    #expect(status("O1") == .text("not started"))
    #expect(status("K3") == .text("unknown"))
    #expect(status("K4") == .text("unknown"))
    #expect(status("O2") == .text("unknown"))
    #expect(status("M1") == .missing)
    #expect(graph.value("started", of: "O1", on: "2026-05-15") == .flag(false))
    #expect(graph.value("started", of: "K3", on: "2026-05-15") == .missing)
    #expect(graph.value("done", of: "K3", on: "2026-05-15") == .missing)
  }

  @Test("rates are a week's change in the value's own unit")
  func rates() {
    let fixture = GraphFixture()
      .keyResult("K1", from: 10, to: 80, now: 30, start: "2026-04-01", due: "2026-06-24")
      .keyResult("K2", from: 10, to: 80, now: 90, start: "2026-04-01", due: "2026-06-24")
      .keyResult("K3", to: 80, now: 90, direction: "at_least", due: "2026-06-24")
    // Five weeks are over and seven left.
    #expect(value(fixture, "actual_rate", "K1", "2026-05-06") == .number(4))
    #expect(value(fixture, "needed_rate", "K1", "2026-05-06") == .number(7.142857143))
    #expect(value(fixture, "needed_rate", "K2", "2026-05-06") == .number(0))
    #expect(value(fixture, "needed_rate", "K3", "2026-05-06") == .missing)
    #expect(value(fixture, "needed_rate", "K1", "2026-06-24") == .missing)
  }

  @Test(
    "open is active or not said; overdue is open and past the last day",
    arguments: [
      (nil, true), ("active", true), ("draft", false), ("closed", false), ("cancelled", false),
      ("dropped", false), ("deferred", false), ("archived", false),
    ] as [(String?, Bool)])
  func open(state: String?, isOpen: Bool) {
    let fixture = GraphFixture().keyResult("K1", due: "2026-05-14", state: state)
    #expect(value(fixture, "open", "K1", "2026-05-15") == .flag(isOpen))
    #expect(value(fixture, "overdue", "K1", "2026-05-15") == .flag(isOpen))
    #expect(value(fixture, "overdue", "K1", "2026-05-14") == .flag(false))
    #expect(value(fixture, "draft", "K1", "2026-05-14") == .flag(state == "draft"))
    #expect(value(fixture, "cancelled", "K1", "2026-05-14") == .flag(state == "cancelled"))
  }

  @Test("an open goal without a last day may be overdue or not")
  func overdueMissing() {
    let fixture = GraphFixture().objective("O1").objective("O2", state: "closed")
    #expect(value(fixture, "overdue", "O1", "2026-05-15") == .missing)
    #expect(value(fixture, "overdue", "O2", "2026-05-15") == .flag(false))
  }

  @Test("stale is more days since the last check-in, or the start, than the cadence allows")
  func stale() {
    let fixture = GraphFixture(policies: Policies(graceDays: 1))
      .objective("O1", start: "2026-04-01").keyResult("K1", of: "O1", to: 10)
      .checkIn("K1", on: "2026-05-01", value: 1).checkIn("K1", on: "2026-06-01", value: 2)
      .keyResult("K2", to: 10, start: "2026-05-01").keyResult("K3", to: 10)
      .keyResult("K4", start: "2026-01-01", state: "closed")
      .keyResult("K5", start: "2026-05-01")
      .with("cadence", .duration(CalendarDuration(months: 1)))
      .keyResult("K6", start: "2026-01-01").with("cadence", .duration(CalendarDuration()))
      .kpi("M1").with("frequency", .text("monthly")).with("start", .date(.on("2026-04-15")))
      .kpi("M2").with("frequency", .text("irregular")).with("start", .date(.on("2025-04-15")))
      .initiative("I1").with("start", .date(.on("2025-04-15")))
    let graph = fixture.graph()
    func stale(_ id: String, _ day: String) -> Value { graph.value("stale", of: id, on: day) }
    #expect(stale("K1", "2026-05-09") == .flag(false))
    #expect(stale("K1", "2026-05-10") == .flag(true))
    #expect(stale("K1", "2026-06-05") == .flag(false))
    #expect(stale("O1", "2026-05-09") == .flag(false))
    #expect(stale("O1", "2026-05-10") == .flag(true))
    #expect(stale("K2", "2026-05-10") == .flag(true))
    #expect(stale("K2", "2026-04-10") == .flag(false))
    #expect(stale("K3", "2026-05-10") == .missing)
    #expect(stale("K4", "2026-05-10") == .flag(false))
    #expect(stale("K5", "2026-06-02") == .flag(false))
    #expect(stale("K5", "2026-06-03") == .flag(true))
    #expect(stale("K6", "2026-06-03") == .flag(false))
    #expect(stale("M1", "2026-05-16") == .flag(false))
    #expect(stale("M1", "2026-05-17") == .flag(true))
    #expect(stale("M2", "2026-05-17") == .flag(false))
    #expect(stale("I1", "2026-05-17") == .flag(false))
  }

  @Test("in a loop of links a check-in makes all goals fresh that it reaches")
  func staleInLoops() {
    let fixture = GraphFixture(policies: Policies(rollUp: .both))
      .objective("A", start: "2026-01-01").supporting("B")
      .objective("B", start: "2026-01-01").supporting("C")
      .objective("C", start: "2026-01-01").supporting("A", "D")
      .objective("D", start: "2026-01-01").objective("E", start: "2026-01-01").supporting("A")
      .keyResult("K", of: "C").checkIn("K", on: "2026-05-14", value: 1)
    let graph = fixture.graph()
    for id in ["A", "B", "C", "D"] {
      #expect(graph.value("stale", of: id, on: "2026-05-15") == .flag(false), "\(id)")
    }
    #expect(graph.value("stale", of: "E", on: "2026-05-15") == .flag(true))
  }

  @Test("a week without a check-in is not made up for by two in another")
  func checkInCounts() {
    let fixture = GraphFixture()
      .keyResult("K1", start: "2026-04-01", due: "2026-06-30")
      .checkIn("K1", on: "2026-03-30", value: 1).checkIn("K1", on: "2026-04-01", value: 1)
      .checkIn("K1", on: "2026-04-07", value: 2).checkIn("K1", on: "2026-04-15", value: 3)
      .checkIn("K1", on: "2026-04-28", value: 4).keyResult("K2")
    #expect(value(fixture, "check_ins_expected", "K1", "2026-04-28") == .number(4))
    #expect(value(fixture, "check_ins_made", "K1", "2026-04-28") == .number(3))
    #expect(value(fixture, "check_ins_expected", "K1", "2026-12-31") == .number(13))
    #expect(value(fixture, "check_ins_expected", "K1", "2026-04-06") == .number(0))
    #expect(value(fixture, "check_ins_expected", "K2", "2026-04-06") == .missing)
  }

  @Test("the newest check-in up to today gives value, confidence and word")
  func newest() {
    let fixture = GraphFixture()
      .keyResult("K1", from: 0, to: 10, now: 1).with("confidence", .ratio(0.9))
      .checkIn("K1", on: "2026-04-10", value: 4, confidence: 0.5)
      .with("stated_status", .text("At Risk"))
      .checkIn("K1", on: "2026-04-20", confidence: 0.4).checkIn("K1", on: "2026-05-20", value: 9)
      .keyResult("K2", from: 0, to: 10, now: 7).with("updated", .date(.on("2026-04-15")))
      .checkIn("K2", on: "2026-04-15", value: 3).checkIn("K2", on: "2026-04-16", value: 5)
    let graph = fixture.graph()
    func value(_ field: String, _ id: String, _ day: String) -> Value {
      graph.value(field, of: id, on: day)
    }
    #expect(value("current", "K1", "2026-05-15") == .number(4))
    #expect(value("current", "K1", "2026-05-20") == .number(9))
    #expect(value("current", "K1", "2026-04-01") == .number(1))
    #expect(value("confidence", "K1", "2026-05-15") == .ratio(0.4))
    #expect(value("confidence", "K1", "2026-04-01") == .ratio(0.9))
    #expect(value("stated_status", "K1", "2026-05-15") == .text("at risk"))
    #expect(value("stated_status", "K1", "2026-04-01") == .missing)
    #expect(value("last_check_in", "K1", "2026-05-15") == .node(graph.nodes(.checkIns)[1]))
    #expect(value("last_check_in", "K1", "2026-04-01") == .missing)
    #expect(value("current", "K2", "2026-04-15") == .number(7))
    #expect(value("current", "K2", "2026-04-16") == .number(5))
  }

  @Test("check-ins know the one before, their band and their delay")
  func checkIns() {
    let graph = GraphFixture()
      .keyResult("K1", to: 90, direction: "at_least").keyResult("K2", to: 10)
      .kpi("M1", target: 5, direction: "decrease")
      .checkIn("K1", on: "2026-04-10", value: 95, recorded: "2026-04-19")
      .checkIn("K1", on: "2026-04-17", value: 80).checkIn("K2", on: "2026-04-17", value: 10)
      .checkIn("M1", on: "2026-04-17", value: 5).graph()
    let measures = MeasureCache(graph: graph, viewpoint: Viewpoint(today: .on("2026-05-15")))
    #expect(measures.rows(.previous) == [-1, 0, -1, -1])
    #expect(measures.flags(.inBand) == [1, 0, 2, 1])
    #expect(measures.numbers(.daysLate) == [9, 0, 0, 0])
  }

  @Test(
    "a KPI takes the last, the sum or the mean of its cycle's values",
    arguments: [
      ("last", 7.0), ("sum", 12), ("mean", 6),
    ])
  func aggregates(aggregate: String, expected: Double) {
    let fixture = GraphFixture()
      .cycle("Q2", from: "2026-04-01", through: "2026-06-30")
      .kpi("M1", target: 10).with("cycle", .text("Q2")).with("aggregate", .text(aggregate))
      .checkIn("M1", on: "2026-03-31", value: 100).checkIn("M1", on: "2026-04-01", value: 5)
      .checkIn("M1", on: "2026-05-15", value: 7).checkIn("M1", on: "2026-05-16", value: 50)
    #expect(value(fixture, "value", "M1", "2026-05-15") == .number(expected))
  }

  @Test("attainment, health and band of a KPI")
  func kpis() {
    let fixture = GraphFixture()
      .kpi("M1", target: 100, now: 80).kpi("M2", target: 5, now: 4, direction: "at_most")
      .kpi("M3", now: 4).with("amber_from", .number(5)).kpi("M4", target: 5)
    let graph = fixture.graph()
    func value(_ field: String, _ id: String) -> Value {
      graph.value(field, of: id, on: "2026-05-15")
    }
    #expect(value("attainment", "M1") == .ratio(0.8))
    #expect(value("health", "M1") == .text("amber"))
    #expect(value("in_band", "M1") == .flag(false))
    #expect(value("attainment", "M2") == .ratio(1.2))
    #expect(value("health", "M2") == .text("green"))
    #expect(value("in_band", "M2") == .flag(true))
    #expect(value("health", "M3") == .text("red"))
    #expect(value("attainment", "M3") == .missing)
    #expect(value("health", "M4") == .missing)
    #expect(value("in_band", "M4") == .missing)
  }

  @Test("zones, commitment and unowned")
  func words() {
    let fixture = GraphFixture()
      .keyResult("K1", from: 0, to: 70, now: 70, owner: "ana").with("stretch", .number(100))
      .with("commitment", .text("committed")).keyResult("K2")
    let graph = fixture.graph()
    func value(_ field: String, _ id: String) -> Value {
      graph.value(field, of: id, on: "2026-05-15")
    }
    #expect(value("zone", "K1") == .text("target"))
    #expect(value("zone", "K2") == .missing)
    #expect(value("committed", "K1") == .flag(true))
    #expect(value("aspirational", "K1") == .flag(false))
    #expect(value("committed", "K2") == .missing)
    #expect(value("unowned", "K1") == .flag(false))
    #expect(value("unowned", "K2") == .flag(true))
  }

  @Test("a goal supporting nothing is unaligned, unless it stands at the top")
  func unaligned() {
    let fixture = GraphFixture()
      .objective("C1").with("level", .text("company")).objective("O1").supporting("C1")
      .objective("O2").keyResult("K1", of: "O2").keyResult("K2")
      .initiative("I1").supporting("K1", kind: "blocks").kpi("M1").supporting("O1", kind: "covers")
    let graph = fixture.graph()
    let unaligned = ["C1", "O1", "O2", "K1", "K2", "I1", "M1"].filter {
      graph.value("unaligned", of: $0, on: "2026-05-15") == .flag(true)
    }
    #expect(unaligned == ["O2", "K2", "I1"])
    #expect(graph.value("root", of: "O1", on: "2026-05-15") == .node(graph.nodes(id: "C1")[0]))
    #expect(graph.value("depth", of: "M1", on: "2026-05-15") == .number(2))
  }

  @Test("carried goals count back to the first; a loop of them has none")
  func carried() {
    let fixture = GraphFixture()
      .objective("Q1").objective("Q2").with("continues", .text("Q1"))
      .objective("Q3").supporting("Q2", kind: "continues")
      .objective("A").with("continues", .text("B")).objective("B").with("continues", .text("A"))
      .objective("C").with("continues", .text("A"))
    let graph = fixture.graph()
    func carried(_ id: String) -> Value { graph.value("carried", of: id, on: "2026-05-15") }
    #expect(["Q1", "Q2", "Q3"].map(carried) == [.number(0), .number(1), .number(2)])
    #expect(["A", "B", "C"].map(carried) == [.missing, .missing, .missing])
    #expect(graph.value("first", of: "Q3", on: "2026-05-15") == .node(graph.nodes(id: "Q1")[0]))
    #expect(graph.value("first", of: "C", on: "2026-05-15") == .missing)
  }

  @Test("a cycle is current on its first and last day, until it is closed")
  func currentCycles() {
    let fixture = GraphFixture()
      .cycle("Q2", from: "2026-04-01", through: "2026-06-30")
      .cycle("S1", from: "2026-05-11", through: "2026-05-24").with(
        "closed", .date(.on("2026-05-20"))
      )
      .cycle("Someday")
    func current(_ id: String, _ day: String) -> Value { value(fixture, "current", id, day) }
    #expect(current("Q2", "2026-03-31") == .flag(false))
    #expect(current("Q2", "2026-04-01") == .flag(true))
    #expect(current("Q2", "2026-06-30") == .flag(true))
    #expect(current("Q2", "2026-07-01") == .flag(false))
    #expect(current("S1", "2026-05-19") == .flag(true))
    #expect(current("S1", "2026-05-20") == .flag(false))
    #expect(current("Someday", "2026-05-19") == .missing)
  }

  @Test(
    "the workspace's policy makes the status",
    arguments: [
      (StatusPolicy.gap, "at risk"), (.ratio, "on track"), (.scorecard, "off track"),
      (.google, "at risk"),
    ])
  func policies(policy: StatusPolicy, status: String) {
    let fixture = GraphFixture(policies: Policies(status: policy))
      .keyResult("K1", from: 0, to: 10, now: 5, start: "2026-04-01", due: "2026-06-30")
    // 63 of 90 days.
    #expect(value(fixture, "status", "K1", "2026-06-03") == .text(status))
  }
}
