// Joins the words of a literal into one token: `this quarter`, `14 days ago`, `key results`.

/// Longest first, on one line, not after `.` and not before `:`.
struct LiteralJoiner {
  private let tokens: [Token]
  private var diagnostics: [Diagnostic]

  static func join(_ lexed: LexedText) -> LexedText {
    var joiner = LiteralJoiner(tokens: lexed.tokens, diagnostics: lexed.diagnostics)
    var result = lexed
    result.tokens = joiner.run()
    result.diagnostics = joiner.diagnostics
    return result
  }

  private mutating func run() -> [Token] {
    var joined: [Token] = []
    joined.reserveCapacity(tokens.count)
    var index = 0
    while index < tokens.count {
      var token = tokens[index]
      let isAfterDot = index > 0 && tokens[index - 1].isSign && tokens[index - 1].symbol == "."
      if !isAfterDot, let found = match(at: index), !isBeforeColon(index + found.count) {
        token.kind = found.kind
        if found.count > 1 {
          token.symbol = ""
          token.spelling = ""
          token.range = token.range.union(tokens[index + found.count - 1].range)
        }
        index += found.count
      } else {
        index += 1
      }
      joined.append(token)
    }
    return joined
  }

  private func isBeforeColon(_ index: Int) -> Bool {
    index < tokens.count && tokens[index].isSign && tokens[index].symbol == ":"
  }

  private typealias Match = (kind: Token.Kind, count: Int)

  private mutating func match(at index: Int) -> Match? {
    let token = tokens[index]
    switch token.kind {
    case .word: return matchWord(token, at: index)
    case .literal(.number(let number)): return matchNumber(number, at: index)
    default: return nil
    }
  }

  /// The lower-case word `distance` tokens further on the same line; empty when there is none.
  private func word(_ index: Int, _ distance: Int) -> String {
    guard let token = following(index, distance), token.kind == .word else { return "" }
    return token.symbol
  }

  private func following(_ index: Int, _ distance: Int) -> Token? {
    guard index + distance < tokens.count else { return nil }
    for next in index + 1...index + distance where tokens[next].breakBefore { return nil }
    return tokens[index + distance]
  }

  private func year(_ index: Int, _ distance: Int) -> (value: Int, spelling: String)? {
    guard let token = following(index, distance) else { return nil }
    if let value = token.integer, token.number?.spelling.utf8.count == 4 {
      return (value, String(value))
    }
    guard token.kind == .word, let value = Self.fiscalYear(token.symbol) else { return nil }
    return (value, token.symbol.uppercased())
  }

  static func fiscalYear(_ word: String) -> Int? {
    guard word.hasPrefix("fy") else { return nil }
    let digits = word.dropFirst(2)
    guard digits.utf8.allSatisfy(Lexer.isDigit), let value = Int(digits) else { return nil }
    return digits.utf8.count == 2 ? 2000 + value : digits.utf8.count == 4 ? value : nil
  }

  // MARK: Numbers

  private func matchNumber(_ number: NumberLiteral, at index: Int) -> Match? {
    let unitWord = word(index, 1)
    if unitWord == "points" || unitWord == "point" { return (.literal(.points(number)), 2) }
    guard let unit = Self.unit(unitWord, DurationUnit.self) else { return nil }
    if word(index, 2) == "ago" { return (.literal(.ago(number, unit)), 3) }
    return (.literal(.duration(number, unit)), 2)
  }

  private static func unit<Unit: RawRepresentable & CaseIterable>(
    _ word: String, _ type: Unit.Type
  ) -> Unit? where Unit.RawValue == String {
    if let unit = Unit(rawValue: word) { return unit }
    if word == "halves" { return Unit(rawValue: "half") }
    return word.hasSuffix("s") ? Unit(rawValue: String(word.dropLast())) : nil
  }

  // MARK: Words

  private mutating func matchWord(_ token: Token, at index: Int) -> Match? {
    let second = word(index, 1)
    switch token.symbol {
    case "key":
      if second == "results" { return (.kind(.keyResults), 2) }
      if second == "result" { reportSingular("key result", "key results", index, 1) }
      return nil
    case "check": return matchCheckIns(at: index)
    case "krs": return (.kind(.keyResults), 1)
    case "this", "last", "next": return matchRelative(token.symbol, second, at: index)
    case "past", "coming": return matchRolling(token.symbol, at: index)
    case "year":
      guard second.isEmpty, let year = year(index, 1) else { return nil }
      return (period(.year(year.value), "year \(year.spelling)"), 2)
    default: break
    }
    if let kind = KindWord(rawValue: token.symbol) { return (.kind(kind), 1) }
    if let day = Weekday(rawValue: token.symbol) {
      return (.literal(.weekday(day, isLast: false)), 1)
    }
    return matchFiscal(token.symbol, at: index) ?? matchMonth(token.symbol, at: index)
  }

  private mutating func matchCheckIns(at index: Int) -> Match? {
    guard let dash = following(index, 1), dash.isSign, dash.symbol == "-",
      dash.range.start == tokens[index].range.end, let last = following(index, 2),
      last.range.start == dash.range.end
    else { return nil }
    if last.symbol == "ins" { return (.kind(.checkIns), 3) }
    if last.symbol == "in" { reportSingular("check-in", "check-ins", index, 2) }
    return nil
  }

  private mutating func reportSingular(
    _ typed: String, _ plural: String, _ index: Int, _ distance: Int
  ) {
    let range = tokens[index].range.union(tokens[index + distance].range)
    diagnostics.append(.singularKind(typed, plural, at: range))
  }

  private func matchRelative(_ word: String, _ second: String, at index: Int) -> Match? {
    guard let direction = PeriodLiteral.Direction(rawValue: word) else { return nil }
    if let unit = PeriodUnit(rawValue: second) {
      return (period(.relative(direction, unit), "\(word) \(second)"), 2)
    }
    if direction == .last, let day = Weekday(rawValue: second) {
      return (.literal(.weekday(day, isLast: true)), 2)
    }
    guard direction != .this, let count = following(index, 1)?.integer, count > 0,
      let unit = Self.unit(self.word(index, 2), PeriodUnit.self)
    else { return nil }
    let name = count == 1 ? unit.rawValue : unit.plural
    return (period(.run(direction, count, unit), "\(word) \(count) \(name)"), 3)
  }

  private func matchRolling(_ word: String, at index: Int) -> Match? {
    guard let count = following(index, 1)?.integer, count > 0,
      let unit = Self.unit(self.word(index, 2), DurationUnit.self)
    else { return nil }
    let spelling = "\(word) \(count) \(unit.rawValue)\(count == 1 ? "" : "s")"
    return (period(word == "past" ? .past(count, unit) : .coming(count, unit), spelling), 3)
  }

  private func matchFiscal(_ word: String, at index: Int) -> Match? {
    if let year = Self.fiscalYear(word) { return (period(.year(year), word.uppercased()), 1) }
    guard word.utf8.count == 2, let digit = word.last?.wholeNumberValue, digit >= 1 else {
      return nil
    }
    let year = year(index, 1)
    let spelling = word.uppercased() + (year.map { " " + $0.spelling } ?? "")
    switch word.first {
    case "q" where digit <= 4:
      return (period(.quarter(digit, year: year?.value), spelling), year == nil ? 1 : 2)
    case "h" where digit <= 2:
      return (period(.half(digit, year: year?.value), spelling), year == nil ? 1 : 2)
    default: return nil
    }
  }

  private func matchMonth(_ word: String, at index: Int) -> Match? {
    guard let next = following(index, 1), next.integer != nil, let year = year(index, 1) else {
      return nil
    }
    for (month, name) in Vocabulary.months.enumerated() {
      let isShort = word == name.prefix(3).lowercased()
      guard isShort || word == name.lowercased() else { continue }
      let spelling = "\(isShort ? String(name.prefix(3)) : name) \(year.spelling)"
      return (period(.month(year: year.value, month: month + 1), spelling), 2)
    }
    return nil
  }

  private func period(_ form: PeriodLiteral.Form, _ spelling: String) -> Token.Kind {
    .literal(.period(PeriodLiteral(form, spelling: spelling)))
  }
}
