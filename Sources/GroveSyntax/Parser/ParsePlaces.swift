// Places: what relations and `in` speak of.

extension Parser {
  // MARK: Places

  /// What a relation speaks of: a thing, a text, a call, a period, or brackets.
  mutating func place() throws(ParseStop) -> Expression {
    cross()
    if at("(") { return try parenthesized(.none, takesList: true) }
    return try one()
  }

  private mutating func one() throws(ParseStop) -> Expression {
    cross()
    note(.node)
    note(.text)
    note(.variable)
    note(.period)
    note("(")
    let start = index
    let token = current
    switch token.kind {
    case .literal(.period), .literal(.date):
      advance()
      return Expression(
        .literal(literal(token)), range: token.range)
    case .text, .textStart: return try text(.none)
    case .kind:
      throw stop(.placeNeedsParentheses(words(from: index, to: placeEnd()), at: token.range))
    case .literal:
      throw stop(badPlaceLiteral(token))
    case .word, .name:
      if isAt("(", 1), token.isCallee { break }
      if token.isIdentifier || token.adjective != nil { throw stop(badPlaceName(token)) }
    default: break
    }
    return try names(after: try sigilOrCall(), from: start)
  }

  private func literal(_ token: Token) -> Literal {
    if case .literal(let literal) = token.kind { literal } else { .missing }
  }

  private func badPlaceLiteral(_ token: Token) -> Diagnostic {
    if let mistake = writtenDate(at: index) { return mistake }
    if let year = token.integer, year >= 1000, year <= 9999 {
      return .bareYear(year, at: token.range)
    }
    // `under 50%` is no measure.
    let isMeasure = index > 0 && tokens[index - 1].symbol == "under"
    return .expected(
      ExpectationSummary.phrases(expected), after: nil, found: describe(token), isEnd: false,
      at: token.range,
      help: isMeasure ? .didYouMean("below \(words(from: index, to: index + 1))") : nil)
  }

  /// Where a query that lacks its parentheses ends: before the other end of `paths from A to B`.
  private func placeEnd() -> Int {
    let end = restEnd()
    guard index > 0, tokens[index - 1].symbol == "from" else { return end }
    return (index..<end).first { tokens[$0].symbol == "to" } ?? end
  }

  private func badPlaceName(_ token: Token) -> Diagnostic {
    if let mistake = writtenDate(at: index) { return mistake }
    var end = index
    while tokens[end].adjective != nil || tokens[end].isPlain, end < tokens.count - 1 { end += 1 }
    if end > index, tokens[end].isKind {
      return .placeNeedsParentheses(words(from: index, to: restEnd()), at: token.range)
    }
    return .placeNeedsSign(token.spelling, at: token.range)
  }

  /// What `in` speaks of: a place, or a run of days from one moment to another.
  mutating func span() throws(ParseStop) -> Expression {
    cross()
    let start = index
    note(.period)
    note(.date)
    if at("(") {
      let bracket = try parenthesized(.none, takesList: true)
      if case .alternatives = bracket.form { return bracket }
      let first = try suffixes(after: bracket, from: start, .none)
      let span = try rangeEnd(after: first, from: start, .none)
      if case .path = span.form { throw unexpected() }
      return span
    }
    let token = current
    let isMoment = token.kind == .word && ["start", "end"].contains(token.symbol)
    let isDay: Bool
    switch token.kind {
    case .literal(.number), .literal(.ratio), .literal(.points), .literal(.duration):
      throw stop(badPlaceLiteral(token))
    case .literal(.ago), .literal(.weekday), .node, .variable, .literal(.date): isDay = true
    case .literal: isDay = true
    case .word: isDay = ["today", "yesterday", "tomorrow", "this", "outer"].contains(token.symbol)
    case .sign: isDay = token.symbol == "-" || token.symbol == "["
    default: isDay = false
    }
    let isCall = token.isCallee && isAt("(", 1)
    guard isMoment || isDay || isCall else { return try one() }
    let first = try operand(.none)
    let span = try rangeEnd(after: first, from: start, .none)
    if case .range = span.form { return span }
    guard isPlace(first) else {
      note("to")
      throw unexpected()
    }
    return first
  }

  /// Whether a value may stand after `in` without `to`.
  private func isPlace(_ expression: Expression) -> Bool {
    switch expression.form {
    case .literal(.period), .literal(.date), .text, .node, .variable, .this, .outer, .call: true
    case .path(let base, let suffixes):
      isPlace(base) && suffixes.allSatisfy { if case .name = $0 { true } else { false } }
    default: false
    }
  }
}
