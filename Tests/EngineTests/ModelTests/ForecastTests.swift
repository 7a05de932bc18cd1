// The line through check-ins, its band, and phased expectations, against numbers worked out by hand.

import Grove
import TestKit
import Testing

@Suite struct ForecastTests {
  @Test("two values make a line without a band")
  func twoValues() throws {
    let forecast = try #require(Forecast(days: [0, 10], values: [20, 40], on: 30))
    #expect(forecast.value == 80)
    #expect(forecast.low.isNaN && forecast.high.isNaN)
    #expect(Forecast(days: [5, 5], values: [1, 2], on: 30) == nil)
    #expect(Forecast(days: [5], values: [1], on: 30) == nil)
  }

  @Test("the band of three values is Student's for one degree of freedom")
  func band() throws {
    // Days 0, 10, 20: mean 10, Sxx 200. Values 10, 30, 20: mean 20, Sxy 100, slope 0.5.
    // On day 30: 20 + 0.5 * 20 = 30. Residuals -5, 10, -5: s^2 = 150 / 1.
    // Width: 3.077684 * sqrt(150) * sqrt(1 + 1/3 + 400/200) = 3.077684 * 12.247449 * 1.825742.
    let forecast = try #require(Forecast(days: [0, 10, 20], values: [10, 30, 20], on: 30))
    #expect(forecast.value == 30)
    #expect(abs(forecast.high - 98.819_100) < 0.001)
    #expect(abs(forecast.low + 38.819_100) < 0.001)
  }

  @Test("values on a line have no band to speak of")
  func straight() throws {
    let forecast = try #require(Forecast(days: [0, 7, 14, 21], values: [0, 1, 2, 3], on: 28))
    #expect(forecast.value == 4)
    #expect(forecast.low == 4 && forecast.high == 4)
  }

  @Test("phases bend the expected line: 40 of 100 by half-time, then straight to the end")
  func phases() {
    let phases: [(day: Int32, progress: Double)] = [(50, 0.4), (120, 0.9)]
    func expected(_ today: Int32) -> Double {
      Pace.expected(start: 0, due: 100, today: today, phases: phases)
    }
    #expect(expected(0) == 0)
    #expect(expected(25) == 0.2)
    #expect(expected(50) == 0.4)
    #expect(expected(75) == 0.7)
    #expect(expected(100) == 1)
    #expect(Pace.expected(start: 0, due: 100, today: 25, phases: []) == 0.25)
  }
}

@Suite struct HeadingMeasuresTests {
  private let graph = GraphFixture()
    .objective("O", start: "2026-04-01", due: "2026-06-30")
    .keyResult("K", of: "O", from: 0, to: 100)
    .keyResult("L", of: "O", from: 0, to: 10, now: 5)
    .checkIn("K", on: "2026-03-01", value: 90)
    .checkIn("K", on: "2026-04-10", value: 10)
    .checkIn("K", on: "2026-04-20", value: 20)
    .checkIn("K", on: "2026-05-20", value: 90)
    .graph()

  @Test("the check-ins of the goal's own time, up to the day, tell what it ends on")
  func forecast() {
    // One unit a day: 20 on 20 April, 71 days before the end.
    #expect(graph.value("forecast", of: "K", on: "2026-05-01") == .number(91))
    #expect(graph.value("forecast_progress", of: "K", on: "2026-05-01") == .ratio(0.91))
    #expect(graph.value("forecast_low", of: "K", on: "2026-05-01") == .missing)
    #expect(graph.value("forecast", of: "K", on: "2026-04-15") == .missing)
    #expect(graph.value("forecast", of: "L", on: "2026-05-01") == .missing)
    // L counts with the progress it has.
    #expect(graph.value("forecast_progress", of: "O", on: "2026-05-01") == .ratio(0.705))
    #expect(graph.value("forecast_progress", of: "O", on: "2026-04-01") == .missing)
  }

  @Test("a trend is all values up to the day, oldest first")
  func trend() {
    #expect(
      graph.value("trend", of: "K", on: "2026-05-01")
        == .list([.number(90), .number(10), .number(20)]))
    #expect(graph.value("trend", of: "L", on: "2026-05-01") == .missing)
  }

  @Test("a key result with phases is expected where they say")
  func phases() {
    func phase(_ day: String, _ target: Double) -> Value {
      .record(
        Record([
          .init(name: "by", value: .date(.on(day))), .init(name: "target", value: .number(target)),
        ]))
    }
    let graph = GraphFixture()
      .keyResult("K", from: 100, to: 50, now: 90, start: "2026-04-01", due: "2026-04-21")
      .with("phases", .list([phase("2026-04-11", 90)]))
      .graph()
    // By 11 April 10 of 50; half of that on the 6th; from there 80 points in ten days.
    #expect(graph.value("expected", of: "K", on: "2026-04-06") == .ratio(0.1))
    #expect(graph.value("expected", of: "K", on: "2026-04-16") == .ratio(0.6))
    #expect(graph.value("elapsed", of: "K", on: "2026-04-16") == .ratio(0.75))
    #expect(graph.value("gap", of: "K", on: "2026-04-16") == .points(0.4))
  }

  @Test("an objective takes the worst status of its children where the workspace says so")
  func worstChild() {
    func status(_ rollUp: StatusRollUp) -> Value {
      GraphFixture(policies: Policies(status: .scorecard, statusRollUp: rollUp))
        .objective("O")
        .keyResult("K", of: "O", from: 0, to: 10, now: 9.5)
        .keyResult("L", of: "O", from: 0, to: 10, now: 8)
        .keyResult("M", of: "O", from: 0, to: 10, now: 1, weight: 0)
        .keyResult("N", of: "O", from: 0, to: 10)
        .objective("P").graph().value("status", of: "O", on: "2026-05-01")
    }
    #expect(status(.progress) == .text("off track"))
    #expect(status(.worst) == .text("at risk"))
  }

  @Test("a plan is of the period that holds the day, and adds up as its values do")
  func plans() {
    func planned(_ month: String, _ value: Double) -> Value {
      let period = FiscalCalendar.calendarYear.period(labelled: month)
      return .record(
        Record([
          .init(name: "period", value: period.map { .period($0) } ?? .missing),
          .init(name: "value", value: .number(value)),
        ]))
    }
    let months = Value.list([
      planned("2026-04", 100), planned("2026-05", 120), planned("2026-Q2", 999),
    ])
    let graph = GraphFixture()
      .kpi("A").with("plans", months)
      .kpi("B").with("plans", months).with("aggregate", .text("sum"))
      .kpi("C").with("plan", .number(7))
      .checkIn("A", on: "2026-05-10", value: 110)
      .graph()
    #expect(graph.value("plan", of: "A", on: "2026-04-30") == .number(100))
    #expect(graph.value("plan", of: "A", on: "2026-05-01") == .number(120))
    #expect(graph.value("plan", of: "A", on: "2026-06-15") == .number(999))
    #expect(graph.value("plan", of: "A", on: "2026-07-01") == .missing)
    #expect(graph.value("plan", of: "C", on: "2026-07-01") == .number(7))
    // Without a target a KPI is judged by its plan.
    #expect(graph.value("in_band", of: "A", on: "2026-05-15") == .flag(false))
    #expect(graph.value("attainment", of: "A", on: "2026-05-15") == .ratio(0.916666667))
  }
}
