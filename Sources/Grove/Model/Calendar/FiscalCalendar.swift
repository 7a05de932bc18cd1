// Which days a fiscal year, half or quarter, a month or a week holds, and what it is called.
// Which year `Q2` alone means is for the checker: it knows today and the workspace's cycles.

/// A unit of the calendar that periods are made of.
public enum CalendarUnit: String, CaseIterable, Sendable {
  /// One day.
  case day
  /// Seven days from the calendar's first weekday.
  case week
  /// A month of the Gregorian calendar.
  case month
  /// Three fiscal months.
  case quarter
  /// Six fiscal months.
  case half
  /// Twelve fiscal months.
  case year
}

/// The workspace's year: the month it starts in, and the calendar year it is named after.
public struct FiscalCalendar: Hashable, Sendable {
  /// Which of its two calendar years a fiscal year is named after.
  public enum YearName: String, CaseIterable, Sendable {
    /// After the year it ends in: February 2018 to January 2019 is FY2019.
    case end
    /// After the year it starts in: July 2024 to June 2025 is FY2024.
    case start
  }

  /// The first month of the fiscal year, 1 to 12.
  public let startMonth: Int
  /// The calendar year that gives the fiscal year its name.
  public let yearNamedBy: YearName
  /// The first day of the week by ISO 8601: 1 is Monday.
  public let weekStart: Int

  /// The calendar year itself: January, weeks from Monday.
  public static let calendarYear = FiscalCalendar()

  /// A calendar; a month or weekday outside its range is moved to the nearest one.
  public init(startMonth: Int = 1, yearNamedBy: YearName = .end, weekStart: Int = 1) {
    self.startMonth = min(max(startMonth, 1), 12)
    self.yearNamedBy = yearNamedBy
    self.weekStart = min(max(weekStart, 1), 7)
  }

  /// The name (number) of the fiscal year that holds the day.
  public func fiscalYear(of day: CivilDate) -> Int {
    let (year, month, _) = day.components
    return (month >= startMonth ? year : year - 1) + namedAfterEnd
  }

  /// The fiscal quarter, 1 to 4, that holds the day.
  public func quarter(of day: CivilDate) -> Int {
    (day.month - startMonth + 12) % 12 / 3 + 1
  }

  /// The fiscal year of that name.
  public func year(_ fiscalYear: Int) -> Period? {
    months(12, from: 0, of: fiscalYear)
  }

  /// The half, 1 or 2, of a fiscal year.
  public func half(_ half: Int, fiscalYear: Int) -> Period? {
    (1...2).contains(half) ? months(6, from: (half - 1) * 6, of: fiscalYear) : nil
  }

  /// The quarter, 1 to 4, of a fiscal year.
  public func quarter(_ quarter: Int, fiscalYear: Int) -> Period? {
    (1...4).contains(quarter) ? months(3, from: (quarter - 1) * 3, of: fiscalYear) : nil
  }

  /// A month of a calendar year.
  public func month(_ month: Int, year: Int) -> Period? {
    guard let start = CivilDate(year: year, month: month, day: 1),
      let end = start.adding(months: 1)
    else { return nil }
    return Period(start: start, end: end)
  }

  /// A week by ISO 8601, 1 to 52 or 53, always from Monday; nil when the year has no such week.
  public func isoWeek(_ week: Int, year: Int) -> Period? {
    guard (1...53).contains(week), let fourth = CivilDate(year: year, month: 1, day: 4),
      let monday = fourth.adding(days: (week - 1) * 7 - (fourth.weekday - 1)),
      monday.isoWeek == (year, week), let end = monday.adding(days: 7)
    else { return nil }
    return Period(start: monday, end: end)
  }

  /// The unit's period that holds the day; nil only at the calendar's ends.
  public func containing(_ unit: CalendarUnit, _ day: CivilDate) -> Period? {
    switch unit {
    case .day:
      return day.adding(days: 1).flatMap { Period(start: day, end: $0) }
    case .week:
      guard let start = day.adding(days: -((day.weekday - weekStart + 7) % 7)),
        let end = start.adding(days: 7)
      else { return nil }
      return Period(start: start, end: end)
    case .month:
      let (year, month, _) = day.components
      return self.month(month, year: year)
    case .quarter:
      return quarter(quarter(of: day), fiscalYear: fiscalYear(of: day))
    case .half:
      return half((quarter(of: day) + 1) / 2, fiscalYear: fiscalYear(of: day))
    case .year:
      return year(fiscalYear(of: day))
    }
  }

  /// The unit's period so many units after the one that holds the day (before it when negative).
  public func offset(_ unit: CalendarUnit, from day: CivilDate, by count: Int) -> Period? {
    guard let here = containing(unit, day) else { return nil }
    let width: (months: Int, days: Int) =
      switch unit {
      case .day: (0, 1)
      case .week: (0, 7)
      case .month: (1, 0)
      case .quarter: (3, 0)
      case .half: (6, 0)
      case .year: (12, 0)
      }
    let (months, monthsOverflow) = width.months.multipliedReportingOverflow(by: count)
    let (days, daysOverflow) = width.days.multipliedReportingOverflow(by: count)
    guard !monthsOverflow, !daysOverflow,
      let start = here.start.adding(months: months)?.adding(days: days)
    else { return nil }
    return containing(unit, start)
  }

  /// What a period of whole units is called: `FY2026` (`2026` when the fiscal year is the calendar
  /// year), `2026-H1`, `2026-Q2`, `2026-05`, `2026-W14`, a day as itself; nil for any other run.
  public func label(of period: Period) -> String? {
    let day = period.start
    let order: [CalendarUnit] = [.year, .half, .quarter, .month, .week, .day]
    guard let unit = order.first(where: { containing($0, day) == period }) else { return nil }
    let fiscalYear = fiscalYear(of: day)
    let plainYear = startMonth == 1 ? "\(fiscalYear)" : "FY\(fiscalYear)"
    switch unit {
    case .year: return plainYear
    case .half: return "\(plainYear)-H\((quarter(of: day) + 1) / 2)"
    case .quarter: return "\(plainYear)-Q\(quarter(of: day))"
    case .month: return String(day.description.prefix(7))
    case .week:
      guard weekStart == 1 else { return nil }
      let (year, week) = day.isoWeek
      return "\(year)-W\(week < 10 ? "0" : "")\(week)"
    case .day: return day.description
    }
  }

  /// 1 when a fiscal year is named after the calendar year following the one it starts in.
  private var namedAfterEnd: Int {
    startMonth > 1 && yearNamedBy == .end ? 1 : 0
  }

  private func months(_ count: Int, from offset: Int, of fiscalYear: Int) -> Period? {
    let (startYear, overflow) = fiscalYear.subtractingReportingOverflow(namedAfterEnd)
    guard !overflow, let first = CivilDate(year: startYear, month: startMonth, day: 1),
      let start = first.adding(months: offset), let end = start.adding(months: count)
    else { return nil }
    return Period(start: start, end: end)
  }
}
