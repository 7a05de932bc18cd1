// Numbers, ratios and dates: everything that begins with a digit and has no space in it.

extension Lexer {
  mutating func scanNumber() {
    let start = position
    if startsDate() {
      scanDate()
      return
    }
    skipDigits()
    if byte(at: position) == UInt8(ascii: "."), byte(at: position + 1).map(Self.isDigit) ?? false {
      position += 1
      skipDigits()
    }
    let digits = source.text(in: range(from: start)).filter { $0 != "_" }
    var factor = 1.0
    switch byte(at: position) {
    case UInt8(ascii: "k"): factor = 1e3
    case UInt8(ascii: "M"): factor = 1e6
    case UInt8(ascii: "B"): factor = 1e9
    default: break
    }
    if factor > 1 { position += 1 }
    let spelling = source.text(in: range(from: start))
    if let next = scalar(at: position), Self.continuesWord(next) {
      let end = position
      skipWordCharacters()
      let word = source.text(in: SourceRange(start: end, end: position))
      report(.numberTouchesWord(number: spelling, word: word, at: range(from: start)))
      add(.broken, from: start)
      return
    }
    guard let value = Double(digits), (value * factor).isFinite else {
      report(.numberTooLarge(at: range(from: start)))
      add(.broken, from: start)
      return
    }
    let number = NumberLiteral(value * factor, spelling: spelling)
    if byte(at: position) == UInt8(ascii: "%") {
      position += 1
      add(.literal(.ratio(number)), from: start)
    } else {
      add(.literal(.number(number)), from: start)
    }
  }

  private mutating func skipDigits() {
    while let next = byte(at: position) {
      let isInner =
        next == UInt8(ascii: "_") && byte(at: position + 1).map(Self.isDigit) ?? false
      guard Self.isDigit(next) || isInner else { return }
      position += 1
    }
  }

  /// Four digits, `-`, and a digit, `W`, `Q` or `H` with a digit: always a date or a period.
  private func startsDate() -> Bool {
    guard position + 5 < bytes.count, bytes[position + 4] == UInt8(ascii: "-"),
      bytes[position..<position + 4].allSatisfy(Self.isDigit)
    else { return false }
    if Self.isDigit(bytes[position + 5]) { return true }
    let isShape = "wWqQhH".utf8.contains(bytes[position + 5])
    return isShape && byte(at: position + 6).map(Self.isDigit) ?? false
  }

  private mutating func scanDate() {
    let start = position
    position += 4
    while let next = scalar(at: position) {
      let isJoined =
        next == "-" && self.scalar(at: position + 1).map(Self.continuesWord) ?? false
      guard isJoined || Self.continuesWord(next) else { break }
      position += UTF8.width(next)
    }
    let text = source.text(in: range(from: start))
    if let literal = CalendarText.literal(text) {
      add(.literal(literal), from: start)
    } else {
      report(.noSuchDate(text, at: range(from: start)))
      add(.broken, from: start)
    }
  }
}

/// Dates and periods written with digits and `-`.
enum CalendarText {
  /// The date, month, week or quarter a text like `2026-05-15` names, if it exists.
  static func literal(_ text: String) -> Literal? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let year = number(parts[0], digits: 4) else {
      return nil
    }
    if parts.count == 3 {
      guard let month = number(parts[1], digits: 2), let day = number(parts[2], digits: 2),
        (1...12).contains(month), day >= 1, day <= days(inMonth: month, of: year)
      else { return nil }
      return .date(DateLiteral(year: year, month: month, day: day))
    }
    if let month = number(parts[1], digits: 2) {
      guard (1...12).contains(month) else { return nil }
      return .period(PeriodLiteral(.month(year: year, month: month), spelling: text))
    }
    let upper = text.uppercased()
    switch parts[1].first?.uppercased() {
    case "W":
      guard let week = number(parts[1].dropFirst(), digits: 2), week >= 1, week <= weeks(in: year)
      else { return nil }
      return .period(PeriodLiteral(.isoWeek(year: year, week: week), spelling: upper))
    case "Q":
      guard let quarter = number(parts[1].dropFirst(), digits: 1), (1...4).contains(quarter) else {
        return nil
      }
      return .period(PeriodLiteral(.quarter(quarter, year: year), spelling: upper))
    default: return nil
    }
  }

  private static func number(_ text: Substring, digits: Int) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy(Lexer.isDigit) else { return nil }
    return Int(text)
  }

  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// An ISO year has 53 weeks when it begins or ends on a Thursday.
  private static func weeks(in year: Int) -> Int {
    func lastDay(_ year: Int) -> Int { (year + year / 4 - year / 100 + year / 400) % 7 }
    return lastDay(year) == 4 || year > 0 && lastDay(year - 1) == 3 ? 53 : 52
  }
}
