// The oracle's calendar: fiscal years by counting months, and the truth table of days and periods.

import Grove

/// Fiscal periods by counting months from the year's first one.
struct NaiveCalendar {
  let startMonth: Int
  let isNamedByStart: Bool

  init(_ calendar: FiscalCalendar) {
    startMonth = calendar.startMonth
    isNamedByStart = calendar.yearNamedBy == .start
  }

  /// The first day of the fiscal year that holds a day.
  func yearStart(of day: CivilDate) -> CivilDate? {
    CivilDate(year: day.month >= startMonth ? day.year : day.year - 1, month: startMonth, day: 1)
  }

  /// The name of the fiscal year that holds a day.
  func year(of day: CivilDate) -> Int {
    let first = day.month >= startMonth ? day.year : day.year - 1
    return isNamedByStart || startMonth == 1 ? first : first + 1
  }

  /// So many months of the fiscal year of a name, from the month `from` on (0 is its first).
  func months(_ count: Int, from: Int, ofYear name: Int) -> Period? {
    let first = isNamedByStart || startMonth == 1 ? name : name - 1
    let start = CivilDate(year: first, month: startMonth, day: 1)?.adding(months: from)
    return start.flatMap { start in
      start.adding(months: count).flatMap { Period(start: start, end: $0) }
    }
  }

  func quarter(of day: CivilDate) -> Int { (day.month + 12 - startMonth) % 12 / 3 + 1 }

  /// The period of a unit that holds a day, moved by `count` of them.
  func period(_ unit: PeriodUnit, around day: CivilDate, by count: Int) -> Period? {
    func span(_ start: CivilDate?, months: Int, days: Int = 0) -> Period? {
      let first = start?.adding(months: months * count)?.adding(days: days * count)
      return first.flatMap { first in
        first.adding(months: months)?.adding(days: days).map { ($0, first) }
      }.flatMap { Period(start: $0.1, end: $0.0) }
    }
    let quarters = yearStart(of: day)?.adding(months: (quarter(of: day) - 1) * 3)
    let halves = yearStart(of: day)?.adding(months: (quarter(of: day) - 1) / 2 * 6)
    switch unit {
    case .day: return span(day, months: 0, days: 1)
    case .week: return span(day.adding(days: 1 - day.weekday), months: 0, days: 7)
    case .month: return span(CivilDate(year: day.year, month: day.month, day: 1), months: 1)
    case .quarter: return span(quarters, months: 3)
    case .half: return span(halves, months: 6)
    case .year: return span(yearStart(of: day), months: 12)
    case .cycle: return nil
    }
  }
}

/// A run of days, as the truth table sees dates and periods.
struct NaiveSpan {
  let first: Int
  /// The day after the last.
  let end: Int
  let isDay: Bool

  enum Place { case before, acrossStart, inside, acrossEnd, acrossBoth, after }

  /// Where this lies as seen from another, row by row of the table.
  func place(_ other: NaiveSpan) -> Place {
    if end <= other.first { return .before }
    if first >= other.end { return .after }
    switch (first >= other.first, end <= other.end) {
    case (true, true): return .inside
    case (false, true): return .acrossStart
    case (true, false): return .acrossEnd
    case (false, false): return .acrossBoth
    }
  }

  func holds(_ comparator: Comparator, _ other: NaiveSpan) -> Bool {
    let place = place(other)
    switch comparator {
    case .before, .less: return place == .before
    case .after, .greater: return place == .after
    case .in: return place == .inside
    case .since, .greaterOrEqual: return [.inside, .after, .acrossEnd].contains(place)
    case .until, .lessOrEqual: return [.inside, .before, .acrossStart].contains(place)
    case .equal:
      if isDay == other.isDay { return first == other.first && end == other.end }
      return isDay ? place == .inside : other.place(self) == .inside
    case .notEqual: return !holds(.equal, other)
    default: return false
    }
  }
}
