// A length of time in calendar units. Months and days stay apart, since a month has no fixed length.

/// A number of months and days, such as `3 months` or `2 weeks`.
public struct CalendarDuration: Hashable, Sendable {
  /// Whole months; quarters and years are counted in them.
  public let months: Int32
  /// Whole days; weeks are counted in them.
  public let days: Int32

  /// A duration of so many months and days; either may be negative.
  public init(months: Int32 = 0, days: Int32 = 0) {
    self.months = months
    self.days = days
  }

  /// A length in days that orders durations: a month counts as 30.436875 days, the mean of the
  /// Gregorian calendar's 400 years.
  public var approximateDays: Double {
    Double(months) * 30.436875 + Double(days)
  }

  /// The sum, or nil when it cannot be counted.
  public func adding(_ other: CalendarDuration) -> CalendarDuration? {
    let (months, monthsOverflow) = months.addingReportingOverflow(other.months)
    let (days, daysOverflow) = days.addingReportingOverflow(other.days)
    return monthsOverflow || daysOverflow ? nil : CalendarDuration(months: months, days: days)
  }

  /// The same length into the past, or nil when it cannot be counted.
  public var negated: CalendarDuration? {
    let (months, monthsOverflow) = Int32(0).subtractingReportingOverflow(months)
    let (days, daysOverflow) = Int32(0).subtractingReportingOverflow(days)
    return monthsOverflow || daysOverflow ? nil : CalendarDuration(months: months, days: days)
  }
}

extension CalendarDuration: Comparable {
  /// Durations sort by their approximate days.
  public static func < (left: CalendarDuration, right: CalendarDuration) -> Bool {
    (left.approximateDays, left.months) < (right.approximateDays, right.months)
  }
}

extension CalendarDuration: CustomStringConvertible {
  /// The duration in words: `3 months`, `1 year`, `14 days`, `1 month 2 days`.
  public var description: String {
    var parts: [String] = []
    if months != 0 {
      parts.append(months % 12 == 0 ? Self.count(months / 12, "year") : Self.count(months, "month"))
    }
    if days != 0 || months == 0 { parts.append(Self.count(days, "day")) }
    return parts.joined(separator: " ")
  }

  private static func count(_ number: Int32, _ unit: String) -> String {
    "\(number) \(unit)\(number == 1 || number == -1 ? "" : "s")"
  }
}
