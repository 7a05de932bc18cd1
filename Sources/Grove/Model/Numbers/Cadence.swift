// How often a goal is checked in, when that makes it stale, and how many check-ins it asks for.

/// The time between two check-ins.
public enum Cadence: Hashable, Sendable {
  /// No rhythm: never stale, and no check-in is expected.
  case irregular
  /// One check-in each so long, and at least a day long.
  case every(CalendarDuration)

  /// A KPI's frequency in the words of its field; nil for another word.
  public init?(frequency: String) {
    switch frequency {
    case "daily": self = .every(CalendarDuration(days: 1))
    case "weekly": self = .every(CalendarDuration(days: 7))
    case "fortnightly": self = .every(CalendarDuration(days: 14))
    case "monthly": self = .every(CalendarDuration(months: 1))
    case "quarterly": self = .every(CalendarDuration(months: 3))
    case "yearly": self = .every(CalendarDuration(months: 12))
    case "irregular": self = .irregular
    default: return nil
    }
  }

  /// A duration; irregular unless it is at least a day long.
  public init(_ duration: CalendarDuration) {
    let isLong = duration.months >= 0 && duration.days >= 0 && duration.approximateDays >= 1
    self = isLong ? .every(duration) : .irregular
  }

  /// The last day on which a check-in made on `day` is fresh: the day, the cadence and the grace.
  /// Nil when it never ages.
  public func freshUntil(_ day: CivilDate, graceDays: Int32) -> CivilDate? {
    guard case .every(let duration) = self else { return nil }
    return day.adding(duration)?.adding(days: Int(graceDays))
  }

  /// The intervals, each so long, from `start` on that have ended by `last`. None when irregular.
  public func intervals(from start: CivilDate, through last: CivilDate) -> CheckInIntervals {
    guard case .every(let duration) = self else { return CheckInIntervals(bounds: []) }
    if duration.months == 0 {
      return CheckInIntervals(
        start: start.dayNumber, length: duration.days,
        count: max(0, last.days(since: start) + 1) / Int(duration.days))
    }
    var bounds = [start.dayNumber]
    // A month each at least, so no more than the calendar's 120,000 rounds.
    while let next = start.adding(months: Int(duration.months) * bounds.count)?
      .adding(days: Int(duration.days) * bounds.count), next.days(since: last) <= 1
    {
      bounds.append(next.dayNumber)
    }
    return CheckInIntervals(bounds: bounds)
  }
}

/// Consecutive runs of days, in each of which one check-in is expected.
public struct CheckInIntervals: Sendable {
  /// How many there are.
  public let count: Int
  private let start: Int32
  /// Days of each, 0 when they differ.
  private let length: Int32
  /// Their first days, and the day after the last, when their lengths differ.
  private let bounds: [Int32]

  fileprivate init(start: Int32, length: Int32, count: Int) {
    self.start = start
    self.length = length
    self.count = count
    bounds = []
  }

  fileprivate init(bounds: [Int32]) {
    start = 0
    length = 0
    count = max(0, bounds.count - 1)
    self.bounds = bounds
  }

  /// The interval that holds the day, from 0; nil when none does. O(log count).
  public func interval(of day: Int32) -> Int? {
    if length > 0 {
      guard day >= start else { return nil }
      let interval = (Int(day) - Int(start)) / Int(length)
      return interval < count ? interval : nil
    }
    guard count > 0, day >= bounds[0], day < bounds[count] else { return nil }
    var low = 0
    var high = count
    while high - low > 1 {
      let middle = (low + high) / 2
      if bounds[middle] <= day { low = middle } else { high = middle }
    }
    return low
  }
}
