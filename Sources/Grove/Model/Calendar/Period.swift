// A run of days, half open: the last day is the one before `end`.

/// A half-open run of days `[start, end)`.
public struct Period: Hashable, Sendable {
  /// The first day.
  public let start: CivilDate
  /// The day after the last one; never before `start`.
  public let end: CivilDate

  /// The days from `start` to the one before `end`, or nil when `end` comes before `start`.
  public init?(start: CivilDate, end: CivilDate) {
    guard start <= end else { return nil }
    self.start = start
    self.end = end
  }

  /// The period of one day. 9999-12-31 has no day after it, so its period is empty.
  public init(day: CivilDate) {
    start = day
    end = day.adding(days: 1) ?? day
  }

  /// The days from `first` to `last`, both included, or nil when `last` comes before `first`.
  public init?(first: CivilDate, last: CivilDate) {
    guard first <= last, let end = last.adding(days: 1) else { return nil }
    self.init(start: first, end: end)
  }

  /// How many days it has.
  public var dayCount: Int { end.days(since: start) }

  /// Its last day, nil when it has none.
  public var lastDay: CivilDate? { start < end ? end.adding(days: -1) : nil }

  /// Whether the day lies in it.
  public func contains(_ day: CivilDate) -> Bool {
    start <= day && day < end
  }

  /// Whether all of `other` lies in it.
  public func contains(_ other: Period) -> Bool {
    start <= other.start && other.end <= end
  }

  /// Whether the two have a day in common.
  public func overlaps(_ other: Period) -> Bool {
    max(start, other.start) < min(end, other.end)
  }
}

extension Period: Comparable {
  /// Periods sort by their start, then by their end.
  public static func < (left: Period, right: Period) -> Bool {
    (left.start, left.end) < (right.start, right.end)
  }
}

extension Period: CustomStringConvertible {
  /// Both bounds, the end being the day after the last one: `2026-04-01 to 2026-07-01`.
  public var description: String { "\(start) to \(end)" }
}
