// Functions of days and periods. Quarters and years are the workspace's fiscal ones.

extension FunctionDefinition {
  static let dates: [FunctionDefinition] = [
    .part(
      "year", "The fiscal year; of a period, that of its first day.", "goals | group by year(due)"
    ) { $1.calendar.fiscalYear(of: $0) },
    .part("quarter", "The fiscal quarter, 1 to 4.", "goals | group by quarter(due)") {
      $1.calendar.quarter(of: $0)
    },
    .part("month", "The month, 1 to 12.", "goals | group by month(due)") { day, _ in day.month },
    .part("week", "The week by ISO 8601, 1 to 53.", "check-ins | group by week(date)") { day, _ in
      day.isoWeek.week
    },
    .part("day", "The day of the month, 1 to 31.", "goals | where day(due) = 1") { day, _ in
      day.day
    },
    .part(
      "weekday", "The day of the week: 1 is Monday, 7 is Sunday.",
      "check-ins | group by weekday(date)"
    ) { day, _ in day.weekday },
    FunctionDefinition(
      "date", .dates,
      [
        Parameter("year", .any), Parameter("month", .value(.number), optional: true),
        Parameter("day", .value(.number), optional: true),
      ], .always(.date),
      "The day with these three numbers, or the one that a text such as \"2026-05-15\" spells.",
      missing: "When an argument is missing, and when there is no such day.",
      example: "goals | where due > date(2026, 5, 15)"
    ) { arguments, _ throws(FunctionFailure) in
      if let text = arguments.text(at: 0), arguments.count == 1 {
        return CivilDate(iso: text).map { .date($0) } ?? .missing
      }
      guard let year = arguments.wholeNumber(at: 0), let month = arguments.wholeNumber(at: 1),
        let day = arguments.wholeNumber(at: 2)
      else { return .missing }
      return CivilDate(year: year, month: month, day: day).map { .date($0) } ?? .missing
    },
    FunctionDefinition(
      "period", .dates, [Parameter("start", .value(.date)), Parameter("end", .value(.date))],
      .always(.period), "The days from start to the day before end.",
      missing: "When an argument is missing, and when end comes before start.",
      example: "goals | where due in period(2026-04-01, today)"
    ) { arguments, _ throws(FunctionFailure) in
      guard arguments.count == 2, case .date(let start) = arguments[0],
        case .date(let end) = arguments[1], let period = Period(start: start, end: end)
      else { return .missing }
      return .period(period)
    },
    FunctionDefinition(
      "days", .dates, [Parameter("span", .span)], .always(.number),
      "How many days a period or a duration has; a month of a duration counts as 30.436875 days.",
      example: "goals | show title, days(due - start)"
    ) { arguments, _ throws(FunctionFailure) in arguments.lengthInDays { $0 } },
    FunctionDefinition(
      "weeks", .dates, [Parameter("span", .span)], .always(.number), "The same in weeks.",
      example: "goals | show title, weeks(due - start)"
    ) { arguments, _ throws(FunctionFailure) in arguments.lengthInDays { $0 / 7 } },
    FunctionDefinition(
      "months", .dates, [Parameter("span", .span)], .always(.number),
      "The same in months: exact for a duration of whole months, else days over 30.436875.",
      example: "goals | show title, months(due - start)"
    ) { arguments, _ throws(FunctionFailure) in
      if case .duration(let length) = arguments.first ?? .missing, length.days == 0 {
        return .number(Double(length.months))
      }
      return arguments.lengthInDays { $0 / 30.436875 }
    },
  ]

  private static func part(
    _ name: String, _ summary: String, _ example: String,
    _ compute: @escaping @Sendable (CivilDate, FunctionContext) -> Int
  ) -> FunctionDefinition {
    FunctionDefinition(
      name, .dates, [Parameter("date", .time)], .always(.number), summary, example: example
    ) { arguments, context throws(FunctionFailure) in
      switch arguments.first ?? .missing {
      case .date(let day): .number(Double(compute(day, context)))
      case .period(let period): .number(Double(compute(period.start, context)))
      default: .missing
      }
    }
  }
}

extension [Value] {
  fileprivate func lengthInDays(_ scale: (Double) -> Double) -> Value {
    switch first ?? .missing {
    case .period(let period): .number(scale(Double(period.dayCount)))
    case .duration(let length): .number(scale(length.approximateDays))
    default: .missing
    }
  }
}
