// Days: the calendar's corners, ISO texts, weeks and month steps.

import Grove
import TestKit
import Testing

@Suite struct CivilDateTests {
  @Test("day 0 is 1970-01-01, a Thursday")
  func epoch() {
    let day = CivilDate(dayNumber: 0)
    #expect(day.description == "1970-01-01")
    #expect(day.weekday == 4)
  }

  @Test("the bounds are the first and last day of years 1 and 9999")
  func bounds() {
    #expect(CivilDate.earliest.description == "0001-01-01")
    #expect(CivilDate.latest.description == "9999-12-31")
    #expect(CivilDate.earliest.adding(days: -1) == nil)
    #expect(CivilDate.latest.adding(days: 1) == nil)
    #expect(CivilDate.latest.adding(months: 1) == nil)
    #expect(CivilDate(dayNumber: .min) == .earliest)
    #expect(CivilDate.on("2026-05-15").adding(days: .max) == nil)
    #expect(CivilDate.on("2026-05-15").adding(months: .min) == nil)
  }

  @Test("every day from 1600 to 2400 follows the one before, and reads back")
  func everyDay() throws {
    var expected = try #require(CivilDate(iso: "1600-01-01")).dayNumber
    for year in 1600...2400 {
      for month in 1...12 {
        for day in 1...CivilDate.days(inMonth: month, of: year) {
          let date = try #require(CivilDate(year: year, month: month, day: day))
          guard date.dayNumber == expected, date.components == (year, month, day) else {
            Issue.record("\(year)-\(month)-\(day) is \(date)")
            return
          }
          expected += 1
        }
      }
    }
  }

  @Test(
    "a leap year is divisible by 4, not by 100, but by 400",
    arguments: [
      (2024, true), (2025, false), (1900, false), (2000, true),
    ])
  func leapYears(year: Int, isLeap: Bool) {
    #expect((CivilDate(year: year, month: 2, day: 29) != nil) == isLeap)
  }

  @Test(
    "only ISO texts of real days are days",
    arguments: [
      "2026-02-29", "2026-13-01", "2026-00-10", "2026-4-01", "2026-04-1", "20260401",
      "2026-04-01 ", "2026-04-011", "", "2026/04/01", "-026-04-01", "0000-01-01", "２026-04-01",
    ])
  func notDays(text: String) {
    #expect(CivilDate(iso: text) == nil)
  }

  @Test(
    "an ISO week belongs to the year of its Thursday",
    arguments: [
      ("2026-01-01", 2026, 1), ("2025-12-29", 2026, 1), ("2027-01-03", 2026, 53),
      ("2020-12-31", 2020, 53), ("2021-01-03", 2020, 53), ("2021-01-04", 2021, 1),
      ("2005-01-01", 2004, 53), ("2026-05-15", 2026, 20),
    ])
  func isoWeeks(day: String, year: Int, week: Int) {
    #expect(CivilDate.on(day).isoWeek == (year, week))
  }

  @Test(
    "a month step stops at the month's end",
    arguments: [
      ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
      ("2026-03-31", -1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"),
      ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -13, "2024-12-15"),
      ("2026-05-31", 1, "2026-06-30"),
    ])
  func monthSteps(from: String, months: Int, to: String) {
    #expect(CivilDate.on(from).adding(months: months)?.description == to)
  }

  @Test("a duration adds its months before its days")
  func durations() {
    let day = CivilDate.on("2026-01-31")
    #expect(day.adding(CalendarDuration(months: 1, days: 1))?.description == "2026-03-01")
  }

  @Test("durations sort by their length in days, a month counting 30.436875")
  func durationOrder() {
    let month = CalendarDuration(months: 1)
    #expect(CalendarDuration(days: 30) < month)
    #expect(month < CalendarDuration(days: 31))
    #expect(CalendarDuration(months: 12).approximateDays == 365.2425)
    #expect(CalendarDuration(months: .max).adding(month) == nil)
    #expect(CalendarDuration(days: .min).negated == nil)
  }

  @Test(
    "durations are written in years, months and days",
    arguments: [
      (12, 0, "1 year"), (24, 0, "2 years"), (3, 0, "3 months"), (0, 14, "14 days"),
      (1, 2, "1 month 2 days"), (0, 0, "0 days"), (0, 1, "1 day"),
    ])
  func durationText(months: Int32, days: Int32, text: String) {
    #expect(CalendarDuration(months: months, days: days).description == text)
  }
}
