// Dates as people write them elsewhere, refused with the one way this language writes them. Nothing is
// refused here that could be valid.

extension Parser {
  /// The value of a modifier that takes a day.
  mutating func day(_ context: Context) throws(ParseStop) -> Expression {
    cross()
    if let mistake = writtenDay(at: index) { throw stop(mistake) }
    return try operand(context)
  }

  /// What is wrong with a day or month that begins at a token; nil when none does.
  func writtenDate(at place: Int) -> Diagnostic? {
    if let mistake = writtenDay(at: place) { return mistake }
    guard let word = token(place), month(word) != nil else { return nil }
    return .monthWithoutYear(word.spelling, at: word.range)
  }

  /// The same of a day: `1 May`, `May 1`, `01/05`, or one with its year.
  func writtenDay(at place: Int) -> Diagnostic? {
    if let mistake = fullDate(at: place) { return mistake }
    guard let first = token(place), let second = token(place + 1) else { return nil }
    if isDay(first), second.symbol == "/", let third = token(place + 2), isDay(third) {
      return .dayWithoutYear(
        words(from: place, to: place + 3), example: "2026-05-15",
        at: first.range.union(third.range))
    }
    guard let month = month(first) ?? month(second), isDay(first) || isDay(second),
      let day = first.integer ?? second.integer
    else { return nil }
    return .dayWithoutYear(
      words(from: place, to: place + 2),
      example: DateLiteral(year: 2026, month: month, day: day).spelling,
      at: first.range.union(second.range))
  }

  /// The same of a day with its year, which never is the beginning of anything else: `1 May 2026`,
  /// `May 1, 2026`, `01/05/2026`, `1.5.2026`.
  func fullDate(at place: Int) -> Diagnostic? {
    guard let first = token(place) else { return nil }
    if let day = first.integer, let next = token(place + 1) {
      if case .literal(.period(let period)) = next.kind,
        case .month(let year, let month) = period.form
      {
        return date(year, month, day, from: place, to: place + 2)
      }
      if let month = month(next), let year = year(place + 2) {
        return date(year.value, month, day, from: place, to: year.end)
      }
    }
    if let month = month(first), let day = token(place + 1)?.integer, let year = year(place + 2) {
      return date(year.value, month, day, from: place, to: year.end)
    }
    return joinedDate(at: place)
  }

  /// `01/05/2026`, `01-05-2026` without spaces, `1.5.2026`.
  private func joinedDate(at place: Int) -> Diagnostic? {
    guard let first = token(place)?.number, let sign = token(place + 1), sign.isSign else {
      return nil
    }
    let last: Int
    switch sign.symbol {
    case ".": last = place + 2
    case "/", "-": last = place + 4
    default: return nil
    }
    guard let end = token(last), end.integer != nil else { return nil }
    let text = source.text(in: tokens[place].range.union(end.range))
    switch sign.symbol {
    case ".": guard first.spelling.contains(".") else { return nil }
    case "/": guard token(place + 3)?.symbol == "/" else { return nil }
    default:
      guard token(place + 3)?.symbol == "-", !text.contains(" "),
        end.number?.spelling.utf8.count == 4
      else { return nil }
    }
    return .dateInFigures(text, at: tokens[place].range.union(end.range))
  }

  /// A token on the line of the statement at hand.
  private func token(_ place: Int) -> Token? {
    guard tokens.indices.contains(place), place == index || !tokens[place].breakBefore else {
      return nil
    }
    return tokens[place]
  }

  private func isDay(_ token: Token) -> Bool {
    token.integer.map { (1...31).contains($0) } ?? false
  }

  /// The month a word names, from 1.
  private func month(_ token: Token) -> Int? {
    token.kind == .word ? Vocabulary.month(token.symbol) : nil
  }

  /// A year at a token, or after a comma there, and where it ends.
  private func year(_ place: Int) -> (value: Int, end: Int)? {
    let place = token(place)?.symbol == "," ? place + 1 : place
    guard let token = token(place), let value = token.integer,
      token.number?.spelling.utf8.count == 4
    else { return nil }
    return (value, place + 1)
  }

  private func date(_ year: Int, _ month: Int, _ day: Int, from: Int, to: Int) -> Diagnostic? {
    let range = tokens[from].range.union(tokens[to - 1].range)
    guard day >= 1, day <= CalendarText.days(inMonth: month, of: year) else {
      return .dateInFigures(words(from: from, to: to), at: range)
    }
    return .dateInWords(DateLiteral(year: year, month: month, day: day).spelling, at: range)
  }
}
