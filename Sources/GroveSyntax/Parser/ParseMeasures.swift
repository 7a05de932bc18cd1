// Adjectives with their degrees, statuses, measures and dates.

extension Parser {
  // MARK: Adjectives

  /// An adjective, degree or status; nil when none begins here.
  mutating func adjectiveOrStatus() throws(ParseStop) -> Modifier.Form? {
    note(.adjective)
    if let status = try status() { return .status(status) }
    guard let adjective = current.adjective else { return nil }
    advance()
    if let degree = try degree(adjective) { return .degree(degree) }
    return .adjective(adjective)
  }

  /// `at risk`, `stated done`; nil when none begins here. `at least` is left alone.
  mutating func status() throws(ParseStop) -> StatusCondition? {
    if take("stated") {
      if take("done") { return StatusCondition(.done, isStated: true) }
      if take("not") {
        try require("started")
        return StatusCondition(.notStarted, isStated: true)
      }
      cross()
      if let status = try unstated() { return StatusCondition(status.word, isStated: true) }
      throw unexpected(help: "`stated` takes a status: `stated on track`")
    }
    return try unstated()
  }

  private mutating func unstated() throws(ParseStop) -> StatusCondition? {
    if take("on") {
      try require("track")
      return StatusCondition(.onTrack)
    }
    if take("off") {
      try require("track")
      return StatusCondition(.offTrack)
    }
    guard at("at"), !isAt("least", 1), !isAt("most", 1) else { return nil }
    advance()
    cross()
    if take("risk") { return StatusCondition(.atRisk) }
    note("least")
    note("most")
    guard case .literal = current.kind else { throw unexpected() }
    let value = words(from: index, to: index + 1)
    throw unexpected(help: "write `at least \(value)`, `at most \(value)` or `exactly \(value)`")
  }

  private mutating func degree(_ adjective: Adjective) throws(ParseStop) -> Degree? {
    switch adjective {
    case .behind, .ahead, .overdue:
      guard take("by") else { break }
      return .by(adjective, try bound(adjective), try operand(.row))
    case .stale:
      if isAt("by") { throw stop(.staleBy(staleDays(), at: current.range)) }
      guard take("for") else { break }
      return .staleFor(try operand(.row))
    default: break
    }
    if isAt("by") || isAt("for"), !isStatementFor() {
      throw stop(.noDegree(adjective.rawValue, at: current.range))
    }
    return nil
  }

  /// A comprehension's `for` after an adjective; there is none in a phrase, but the word is known.
  private func isStatementFor() -> Bool { isAt("for") && ahead(1).kind == .variable }

  private func staleDays() -> String {
    for place in index..<restEnd() {
      if case .literal(.duration) = tokens[place].kind { return words(from: place, to: place + 1) }
    }
    return "14 days"
  }

  private mutating func bound(_ adjective: Adjective) throws(ParseStop) -> Degree.Bound {
    cross()
    if case .literal = current.kind {
      let value = words(from: index, to: index + 1)
      throw stop(.degreeWithoutBound(adjective.rawValue, value, at: current.range))
    }
    if take("more") {
      try require("than")
      return .moreThan
    }
    if take("less") {
      try require("than")
      return .lessThan
    }
    try require("at")
    return try requireOne(of: ["least": .atLeast, "most": .atMost])
  }

  // MARK: Measures

  /// Whether a measure or date word stands some places further.
  func isMeasure(_ distance: Int) -> Bool {
    let token = ahead(distance)
    guard token.kind == .word else { return false }
    switch token.symbol {
    case "below", "above", "exactly", "between", "before", "after", "since", "until", "during":
      return true
    case "at": return isAt("least", distance + 1) || isAt("most", distance + 1)
    default: return false
    }
  }

  mutating func measure() throws(ParseStop) -> MeasureClause? {
    if let measure = try level() { return measure }
    return try date()
  }

  mutating func level() throws(ParseStop) -> MeasureClause? {
    for level in [MeasureClause.Level.below, .above, .exactly] where take(level.rawValue) {
      return .level(level, try operand(.row))
    }
    if at("at"), isAt("least", 1) || isAt("most", 1) {
      let level: MeasureClause.Level = isAt("least", 1) ? .atLeast : .atMost
      advance()
      advance()
      return .level(level, try operand(.row))
    }
    guard take("between") else { return nil }
    let low = try operand(.row)
    try require("and")
    return .between(low, try operand(.row))
  }

  /// A date word with its value; nil when none begins here.
  mutating func date() throws(ParseStop) -> MeasureClause? {
    for word in MeasureClause.DateWord.allCases where take(word.rawValue) {
      return .date(word, try day(.row))
    }
    guard take("during") else { return nil }
    let start = index
    note(.period)
    let period = try operand(.row)
    return .during(try rangeEnd(after: period, from: start, .row))
  }

  mutating func orMissing() throws(ParseStop) -> Bool {
    guard at("or"), isAt("missing", 1) || ahead(1).kind == .end else { return false }
    advance()
    note("missing")
    guard isAt("missing") else {
      if brackets > 0 { _ = try modifier(.narrow) }
      throw unexpected()
    }
    advance()
    return true
  }

  /// `A to B` of operands.
  mutating func rangeEnd(
    after first: Expression, from start: Int, _ context: Context
  ) throws(ParseStop) -> Expression {
    guard at("to"), !isAt("depth", 1) else { return first }
    advance()
    cross()
    let end: RangeEnd = take("date") ? .date : .moment(try operand(context))
    return Expression(.range(first, end), range: range(from: start))
  }
}
