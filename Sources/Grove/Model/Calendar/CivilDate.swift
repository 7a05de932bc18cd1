// A day of the proleptic Gregorian calendar, without a clock or a zone.
// Arithmetic that would leave the years 1 to 9999 gives nil, never a trap.
// Fiscal units stand in FiscalCalendar, runs of days in Period.

/// A civil day, counted from 1970-01-01, in the years 0001 to 9999.
public struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  public let dayNumber: Int32

  /// The day number that stands for a missing day in columns.
  package static let missingDayNumber = Int32.min

  /// 0001-01-01, the first day there is.
  public static let earliest = CivilDate(unchecked: -719_162)
  /// 9999-12-31, the last day there is.
  public static let latest = CivilDate(unchecked: 2_932_896)

  /// The day with this number, moved to the nearest bound when it lies outside the years 1 to 9999.
  public init(dayNumber: Int32) {
    self.dayNumber = min(max(dayNumber, Self.earliest.dayNumber), Self.latest.dayNumber)
  }

  private init(unchecked dayNumber: Int32) {
    self.dayNumber = dayNumber
  }

  /// The day of a cell in a column, nil for the missing marker.
  package init?(cell: Int32) {
    if cell == Self.missingDayNumber { return nil }
    self.init(dayNumber: cell)
  }

  /// The day `year-month-day`, or nil when the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, of: year)
    else { return nil }
    self.init(unchecked: Int32(Self.dayNumber(year: year, month: month, day: day)))
  }

  /// A day written as `2026-05-15`: four digits, two, two, and nothing else; nil otherwise.
  public init?(iso text: some StringProtocol) {
    var year = 0
    var month = 0
    var day = 0
    var position = 0
    for byte in text.utf8 {
      let digit = Int(byte) - 48
      switch position {
      case 4, 7:
        guard byte == UInt8(ascii: "-") else { return nil }
      case 0...3:
        guard (0...9).contains(digit) else { return nil }
        year = year * 10 + digit
      case 5...6:
        guard (0...9).contains(digit) else { return nil }
        month = month * 10 + digit
      case 8...9:
        guard (0...9).contains(digit) else { return nil }
        day = day * 10 + digit
      default:
        return nil
      }
      position += 1
    }
    guard position == 10 else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Year, month and day of month together: one computation for the three.
  public var components: (year: Int, month: Int, day: Int) {
    // Days are counted from 1 March of year 0, so that the leap day ends a year; 400 years are
    // 146,097 days. (Howard Hinnant, "chrono-compatible low-level date algorithms".)
    let shifted = Int(dayNumber) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The year, 1 to 9999.
  public var year: Int { components.year }
  /// The month, 1 to 12.
  public var month: Int { components.month }
  /// The day of the month, 1 to 31.
  public var day: Int { components.day }

  /// The day of the week by ISO 8601: 1 is Monday, 7 is Sunday.
  public var weekday: Int {
    // 1970-01-01 was a Thursday.
    (((Int(dayNumber) + 3) % 7) + 7) % 7 + 1
  }

  /// The week by ISO 8601: week 1 is the one with the year's first Thursday.
  public var isoWeek: (year: Int, week: Int) {
    let thursday = Int(dayNumber) + 4 - weekday
    let year = CivilDate(dayNumber: Int32(thursday)).year
    let newYear = Self.dayNumber(year: year, month: 1, day: 1)
    return (year, (thursday - newYear) / 7 + 1)
  }

  /// The day so many days later (earlier when negative), nil outside the years 1 to 9999.
  public func adding(days: Int) -> CivilDate? {
    let (sum, overflow) = Int(dayNumber).addingReportingOverflow(days)
    guard !overflow, sum >= Int(Self.earliest.dayNumber), sum <= Int(Self.latest.dayNumber)
    else { return nil }
    return CivilDate(unchecked: Int32(sum))
  }

  /// The same day of the month so many months later, or the month's last day when it is shorter;
  /// nil outside the years 1 to 9999.
  public func adding(months: Int) -> CivilDate? {
    let (year, month, day) = components
    let (total, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflow, total >= 12, total < 120_000 else { return nil }
    let newYear = total / 12
    let newMonth = total % 12 + 1
    return CivilDate(
      year: newYear, month: newMonth, day: min(day, Self.days(inMonth: newMonth, of: newYear)))
  }

  /// The day a duration later: its months first, then its days.
  public func adding(_ duration: CalendarDuration) -> CivilDate? {
    let shifted = duration.months == 0 ? self : adding(months: Int(duration.months))
    return shifted?.adding(days: Int(duration.days))
  }

  /// The number of days from `other` to this day.
  public func days(since other: CivilDate) -> Int {
    Int(dayNumber) - Int(other.dayNumber)
  }

  /// The earlier day is less.
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    left.dayNumber < right.dayNumber
  }

  /// Whether a year has a 29 February.
  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The length of a month, 1 to 12; any other number counts as a month of 31 days.
  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: isLeap(year) ? 29 : 28
    default: 31
    }
  }

  private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension CivilDate: CustomStringConvertible {
  /// The day as ISO 8601 writes it: `2026-05-15`.
  public var description: String {
    let (year, month, day) = components
    let padding = year < 10 ? "000" : year < 100 ? "00" : year < 1000 ? "0" : ""
    return "\(padding)\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}
