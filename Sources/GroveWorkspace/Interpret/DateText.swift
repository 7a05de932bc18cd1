// Days and lengths of time as files write them. An order of day and month that is not certain is
// never guessed: such a text is no date here.

import Grove

/// Days since 1970-01-01 of a plain `2026-05-15`; `Int32.min` for everything else.
@inline(__always)
func plainDay(_ bytes: FileBytes, start: Int, length: Int) -> Int32 {
  guard length == 10, start >= 0, start + 10 <= bytes.count else { return .min }
  guard bytes[start + 4] == 0x2D, bytes[start + 7] == 0x2D else { return .min }
  var isDigits = true
  @inline(__always)
  func digit(_ offset: Int) -> Int32 {
    let byte = bytes[start + offset]
    isDigits = isDigits && byte.isDigit
    return Int32(byte &- 0x30)
  }
  let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
  let month = digit(5) * 10 + digit(6)
  let day = digit(8) * 10 + digit(9)
  guard isDigits, year >= 1, month >= 1, month <= 12, day >= 1 else { return .min }
  if day > 28, CivilDate(year: Int(year), month: Int(month), day: Int(day)) == nil { return .min }
  return daysFromCivil(year, month, day)
}

/// Days since 1970-01-01 of a day of the Gregorian calendar, after Howard Hinnant's
/// `days_from_civil`.
@inline(__always)
private func daysFromCivil(_ year: Int32, _ month: Int32, _ day: Int32) -> Int32 {
  let shifted = month <= 2 ? year - 1 : year
  let era = shifted / 400
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/// The order of day and month in dates such as `05/06/2026`, when a workspace states one.
enum DateOrder: String, Hashable, CaseIterable {
  case dayFirst = "dmy"
  case monthFirst = "mdy"
}

/// Reads days, periods that stand for a day, and lengths of time.
struct DateText {
  let fiscal: FiscalCalendar
  let order: DateOrder?

  /// Which day of a period is meant where a day is asked for.
  enum Edge {
    case first, last
  }

  /// `2026-05-15`, `2026/5/15`, `15 May 2026`, `2026-05-15T22:00:00+02:00` (a day in UTC), and for
  /// a period (`2026-05`, `Q2 2026`) its first or last day. Anything else is missing.
  func day(_ text: String, edge: Edge) -> CivilDate? {
    guard text.utf8.count <= 40 else { return nil }
    if let date = CivilDate(iso: text) { return date }
    if let date = timeStamp(text) { return date }
    let parts = text.split { " -./,".contains($0) }.map(String.init)
    if parts.count == 3, let date = ofThree(parts, hasName: text.contains(where: \.isLetter)) {
      return date
    }
    guard let period = fiscal.period(labelled: text) ?? namedMonth(parts) else { return nil }
    return edge == .first ? period.start : period.lastDay
  }

  /// Day, month and year in any order that is certain.
  private func ofThree(_ parts: [String], hasName: Bool) -> CivilDate? {
    func number(_ part: String) -> Int? {
      let digits = part.drop { $0 == "0" }
      return part.allSatisfy({ $0.isASCII && $0.isNumber }) && part.count <= 4
        ? Int(digits.isEmpty ? "0" : digits) : nil
    }
    if hasName {
      guard let year = number(parts[2]), parts[2].count == 4 else { return nil }
      if let month = month(named: parts[1]), let day = number(parts[0]) {
        return CivilDate(year: year, month: month, day: day)
      }
      guard let month = month(named: parts[0]), let day = number(parts[1]) else { return nil }
      return CivilDate(year: year, month: month, day: day)
    }
    let numbers = parts.compactMap { number($0) }
    guard numbers.count == 3 else { return nil }
    if parts[0].count == 4 {
      return CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
    }
    guard let order, parts[2].count == 4 || parts[2].count == 2 else { return nil }
    let year = parts[2].count == 2 ? 2000 + numbers[2] : numbers[2]
    return order == .dayFirst
      ? CivilDate(year: year, month: numbers[1], day: numbers[0])
      : CivilDate(year: year, month: numbers[0], day: numbers[1])
  }

  /// Whether a text is a date whose order of day and month is not certain, as `30/6/26`.
  func isUncertainOrder(_ text: String) -> Bool {
    let parts = text.split { "-./".contains($0) }
    return order == nil && parts.count == 3
      && parts.allSatisfy { (1...4).contains($0.count) && $0.allSatisfy(\.isNumber) }
      && parts[0].count < 3
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  /// The month of an English name or its first three letters.
  func month(named name: String) -> Int? {
    Self.month(named: name)
  }

  static func month(named name: String) -> Int? {
    let word = name.lowercased()
    guard word.count >= 3 else { return nil }
    return months.firstIndex {
      $0 == word || ($0.prefix(3) == word) || (word == "sept" && $0.hasPrefix("sep"))
    }
    .map { $0 + 1 }
  }

  /// `May 2026`.
  private func namedMonth(_ parts: [String]) -> Period? {
    guard parts.count == 2, let month = month(named: parts[0]), parts[1].count == 4,
      let year = Int(parts[1])
    else { return nil }
    return fiscal.month(month, year: year)
  }

  /// A day with a time: the day it was in UTC. Without an offset the day stands as written.
  private func timeStamp(_ text: String) -> CivilDate? {
    guard text.utf8.count >= 13, let date = CivilDate(iso: text.prefix(10)) else { return nil }
    let separator = text.dropFirst(10).first
    guard separator == "T" || separator == "t" || separator == " " else { return nil }
    let time = text.dropFirst(11)
    guard time.allSatisfy({ $0.isNumber || ":.+-Zz ".contains($0) }) else { return nil }
    let clock = time.prefix { $0.isNumber || $0 == ":" }.split(separator: ":")
    guard let hours = clock.first.flatMap({ Int($0) }), hours < 25 else { return nil }
    let minutes = clock.count > 1 ? Int(clock[1]) ?? 0 : 0
    guard let signIndex = time.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return date }
    let digits = time[signIndex...].dropFirst().filter(\.isNumber)
    guard digits.count == 4 || digits.count == 2, let number = Int(digits) else { return nil }
    let offset = digits.count == 2 ? number * 60 : number / 100 * 60 + number % 100
    let utc = hours * 60 + minutes + (time[signIndex] == "+" ? -offset : offset)
    return date.adding(days: utc < 0 ? -1 : utc >= 1440 ? 1 : 0)
  }

  /// `weekly`, `2 weeks`, `every 14 days`, `monthly`, or a number of days.
  static func duration(_ text: String) -> CalendarDuration? {
    let words = text.lowercased().split(separator: " ").map(String.init).filter { $0 != "every" }
    switch words.count == 1 ? words[0] : "" {
    case "daily": return CalendarDuration(days: 1)
    case "weekly": return CalendarDuration(days: 7)
    case "fortnightly", "biweekly", "bi-weekly": return CalendarDuration(days: 14)
    case "monthly": return CalendarDuration(months: 1)
    case "quarterly": return CalendarDuration(months: 3)
    case "yearly", "annual", "annually": return CalendarDuration(months: 12)
    default: break
    }
    guard let count = words.first.flatMap({ Int32($0) }) ?? (words.count == 1 ? 1 : nil),
      count >= 0, count <= 10_000, words.count <= 2
    else { return nil }
    let unit = words.last ?? ""
    switch unit.hasSuffix("s") ? String(unit.dropLast()) : unit {
    case "day": return CalendarDuration(days: count)
    case "week": return CalendarDuration(days: count * 7)
    case "month": return CalendarDuration(months: count)
    case "quarter": return CalendarDuration(months: count * 3)
    case "year": return CalendarDuration(months: count * 12)
    default: return words.count == 1 && Int32(unit) != nil ? CalendarDuration(days: count) : nil
    }
  }
}
