// Arithmetic with days, periods and durations. A result outside the years 1 to 9999 is a failure.

extension Arithmetic {
  func applyToTime(_ left: Value, _ right: Value) throws(FunctionFailure) -> Value {
    switch (self, left, right) {
    case (.add, .duration(let a), .duration(let b)):
      return try Self.duration(a.adding(b))
    case (.subtract, .duration(let a), .duration(let b)):
      return try Self.duration(b.negated.flatMap { a.adding($0) })
    case (.add, .date(let day), .duration(let length)),
      (.add, .duration(let length), .date(let day)):
      return try Self.date(day.adding(length))
    case (.subtract, .date(let day), .duration(let length)):
      return try Self.date(length.negated.flatMap { day.adding($0) })
    case (.subtract, .date(let a), .date(let b)):
      return .duration(CalendarDuration(days: Int32(a.days(since: b))))
    case (.add, .period(let period), .duration(let length)),
      (.add, .duration(let length), .period(let period)):
      return try Self.period(period.moved(by: length))
    case (.subtract, .period(let period), .duration(let length)):
      return try Self.period(length.negated.flatMap { period.moved(by: $0) })
    case (.multiply, .duration(let length), .number(let factor)),
      (.multiply, .number(let factor), .duration(let length)),
      (.multiply, .duration(let length), .ratio(let factor)),
      (.multiply, .ratio(let factor), .duration(let length)):
      return try Self.duration(length.times(factor))
    case (.divide, .duration(let length), .number(let divisor)):
      return divisor == 0 ? .missing : try Self.duration(length.times(1 / divisor))
    case (.divide, .duration(let a), .duration(let b)):
      return b.approximateDays == 0 ? .missing : .number(a.approximateDays / b.approximateDays)
    default:
      return .missing
    }
  }

  private static func duration(_ value: CalendarDuration?) throws(FunctionFailure) -> Value {
    guard let value else { throw .numberTooLarge }
    return .duration(value)
  }

  private static func date(_ value: CivilDate?) throws(FunctionFailure) -> Value {
    guard let value else { throw .dateOutOfRange }
    return .date(value)
  }

  private static func period(_ value: Period?) throws(FunctionFailure) -> Value {
    guard let value else { throw .dateOutOfRange }
    return .period(value)
  }
}

extension Period {
  /// The period a duration later. One of whole months keeps that many months, so that a quarter less
  /// a year is a quarter; any other keeps its number of days. Nil outside the years 1 to 9999.
  package func moved(by length: CalendarDuration) -> Period? {
    guard let newStart = start.adding(length) else { return nil }
    let (startYear, startMonth, _) = start.components
    let (endYear, endMonth, _) = end.components
    let months = (endYear - startYear) * 12 + endMonth - startMonth
    let newEnd =
      months > 0 && start.adding(months: months) == end
      ? newStart.adding(months: months) : newStart.adding(days: dayCount)
    return newEnd.flatMap { Period(start: newStart, end: $0) }
  }
}

extension CalendarDuration {
  /// The duration a number of times over: months stay months while they come out whole, else all is
  /// counted in days, rounded. Nil when it cannot be counted.
  package func times(_ factor: Double) -> CalendarDuration? {
    let months = Double(self.months) * factor
    let days = Double(self.days) * factor
    if let wholeMonths = Int32(exactly: months), let wholeDays = Int32(exactly: days.rounded()) {
      return CalendarDuration(months: wholeMonths, days: wholeDays)
    }
    return CalendarDuration(roundingDays: approximateDays * factor)
  }

  /// A duration of whole days, the nearest to `days`; nil when it cannot be counted.
  package init?(roundingDays days: Double) {
    guard let days = Int32(exactly: days.rounded()) else { return nil }
    self.init(days: days)
  }
}
