// Fiscal years and what lies in them, periods, and labels of cycles.

import Grove
import TestKit
import Testing

@Suite struct FiscalCalendarTests {
  let calendarYear = FiscalCalendar.calendarYear
  /// February to January, named by its end: GitLab's year.
  let february = FiscalCalendar(startMonth: 2)
  /// July to June, named by its start.
  let july = FiscalCalendar(startMonth: 7, yearNamedBy: .start)

  @Test("a fiscal year named by its end holds days of the year before")
  func namedByEnd() {
    #expect(february.year(2020)?.description == "2019-02-01 to 2020-02-01")
    #expect(february.quarter(1, fiscalYear: 2020)?.description == "2019-02-01 to 2019-05-01")
    #expect(february.fiscalYear(of: .on("2019-01-31")) == 2019)
    #expect(february.fiscalYear(of: .on("2019-02-01")) == 2020)
  }

  @Test("a fiscal year named by its start ends in the next year")
  func namedByStart() {
    #expect(july.year(2024)?.description == "2024-07-01 to 2025-07-01")
    #expect(july.quarter(3, fiscalYear: 2024)?.description == "2025-01-01 to 2025-04-01")
    #expect(july.half(2, fiscalYear: 2024)?.description == "2025-01-01 to 2025-07-01")
    #expect(july.fiscalYear(of: .on("2025-06-30")) == 2024)
  }

  @Test("a year that starts in January is the calendar year, however it is named")
  func january() {
    let byStart = FiscalCalendar(startMonth: 1, yearNamedBy: .start)
    #expect(byStart.year(2026) == calendarYear.year(2026))
    #expect(calendarYear.quarter(of: .on("2026-05-15")) == 2)
  }

  @Test("each day lies in the unit that contains it", arguments: CalendarUnit.allCases)
  func containing(unit: CalendarUnit) throws {
    for calendar in [calendarYear, february, july, FiscalCalendar(weekStart: 7)] {
      for offset in stride(from: 0, to: 800, by: 13) {
        let day = try #require(CivilDate.on("2024-12-30").adding(days: offset))
        let period = try #require(calendar.containing(unit, day))
        #expect(period.contains(day))
        #expect(calendar.containing(unit, period.start) == period)
        let next = try #require(calendar.offset(unit, from: day, by: 1))
        #expect(next.start == period.end)
        #expect(calendar.offset(unit, from: next.start, by: -1) == period)
      }
    }
  }

  @Test("a year has week 53 only when it holds 53 Thursdays")
  func weeks() {
    #expect(calendarYear.isoWeek(53, year: 2026)?.description == "2026-12-28 to 2027-01-04")
    #expect(calendarYear.isoWeek(53, year: 2025) == nil)
    #expect(calendarYear.isoWeek(1, year: 2026)?.description == "2025-12-29 to 2026-01-05")
    #expect(calendarYear.isoWeek(0, year: 2026) == nil)
  }

  @Test("units outside their range do not exist")
  func outside() {
    #expect(calendarYear.quarter(5, fiscalYear: 2026) == nil)
    #expect(calendarYear.half(0, fiscalYear: 2026) == nil)
    #expect(calendarYear.month(13, year: 2026) == nil)
    #expect(calendarYear.year(.min) == nil)
    #expect(february.year(.min) == nil)
    #expect(calendarYear.offset(.year, from: .on("2026-01-01"), by: .max) == nil)
    #expect(FiscalCalendar(startMonth: 40, weekStart: 0).startMonth == 12)
  }

  @Test(
    "labels name periods of the fiscal calendar",
    arguments: [
      ("Q2 2026", "2026-04-01 to 2026-07-01"), ("2026-Q2", "2026-04-01 to 2026-07-01"),
      ("q2 2026", "2026-04-01 to 2026-07-01"), ("FY26-Q2", "2026-04-01 to 2026-07-01"),
      ("Q2 FY2026", "2026-04-01 to 2026-07-01"), ("H1 2026", "2026-01-01 to 2026-07-01"),
      ("2026", "2026-01-01 to 2027-01-01"), ("FY26", "2026-01-01 to 2027-01-01"),
      ("2026-05", "2026-05-01 to 2026-06-01"), ("2026-W14", "2026-03-30 to 2026-04-06"),
    ])
  func labels(label: String, period: String) {
    #expect(calendarYear.period(labelled: label)?.description == period)
  }

  @Test(
    "a label that is no period has no days",
    arguments: [
      "Backlog", "Rolling", "26", "Q5 2026", "Q2", "Q2 26", "2026-13", "2026-W60", "", "Q 2026",
      "Q2 2026 plan", "GJ 24/25-Q1", "FY-Q1",
    ])
  func notLabels(label: String) {
    #expect(calendarYear.period(labelled: label) == nil)
  }

  @Test(
    "a period of whole units has a name, and the name gives the period back",
    arguments: [
      "2026", "2026-H2", "2026-Q3", "2026-05", "2026-W14",
    ])
  func names(label: String) throws {
    let period = try #require(calendarYear.period(labelled: label))
    #expect(calendarYear.label(of: period) == label)
    #expect(july.label(of: try #require(july.year(2024))) == "FY2024")
  }

  @Test("a run of days that is no unit has no name")
  func unnamed() throws {
    let period = try #require(Period(start: .on("2026-04-02"), end: .on("2026-07-01")))
    #expect(calendarYear.label(of: period) == nil)
  }

  @Test("a period is half open")
  func periods() throws {
    let quarter = try #require(calendarYear.quarter(2, fiscalYear: 2026))
    #expect(quarter.contains(.on("2026-04-01")))
    #expect(quarter.contains(.on("2026-06-30")))
    #expect(!quarter.contains(.on("2026-07-01")))
    #expect(quarter.dayCount == 91)
    #expect(quarter.lastDay == .on("2026-06-30"))
    let next = try #require(calendarYear.quarter(3, fiscalYear: 2026))
    #expect(!quarter.overlaps(next))
    #expect(quarter.overlaps(try #require(calendarYear.month(6, year: 2026))))
    #expect(Period(start: .on("2026-04-02"), end: .on("2026-04-01")) == nil)
    let empty = try #require(Period(start: .on("2026-05-01"), end: .on("2026-05-01")))
    #expect(empty.lastDay == nil)
    #expect(!quarter.overlaps(empty))
  }
}
