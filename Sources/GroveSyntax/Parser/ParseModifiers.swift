// Modifiers, each known by its first word, or by the word after a dotted name.

extension Parser {
  /// Which modifiers may stand here.
  enum Allowed {
    /// All, in a phrase.
    case any
    /// No views: inside brackets and after `expect every`.
    case narrow
  }

  /// The modifier that begins here; nil when none does.
  mutating func modifier(_ allowed: Allowed) throws(ParseStop) -> Modifier? {
    let start = index
    try charge()
    if at("not") {
      advance()
      try refuseAfterNot(allowed)
      cross()
      guard let form = try narrowForm() else { throw unexpected() }
      return Modifier(form, isNegated: true, range: range(from: start))
    }
    if at("with") || at("without") {
      return Modifier(.having(try having()), range: range(from: start))
    }
    if let form = try narrowForm() { return Modifier(form, range: range(from: start)) }
    guard allowed == .any else {
      if isAt("as") || isAt("assuming") || isAt("where") {
        throw stop(.viewInBrackets(current.symbol, at: current.range))
      }
      return nil
    }
    return try view().map { Modifier($0, range: range(from: start)) }
  }

  private mutating func refuseAfterNot(_ allowed: Allowed) throws(ParseStop) {
    let rest = words(from: index + 1, to: restEnd())
    switch current.symbol {
    case "not": throw stop(.notTwice(at: current.range))
    case "with": throw stop(.notWith("without \(rest)", at: current.range))
    case "without": throw stop(.notWith("with \(rest)", at: current.range))
    case "as", "assuming": throw stop(.notBeforeView(current.symbol, at: current.range))
    case "where": throw stop(.notBeforeView("where", at: current.range))
    default: return
    }
  }

  private mutating func narrowForm() throws(ParseStop) -> Modifier.Form? {
    if let form = try adjectiveOrStatus() { return form }
    if let measure = try measure() {
      return .measure(nil, measure, orMissing: try orMissing())
    }
    if take("in") { return .filed(try span()) }
    if let form = try relation() { return form }
    for test in TextTest.allCases where take(test.rawValue) {
      return .text(test, try testedText())
    }
    if take("changed") { return try changed() }
    if take("ever") { return try ever() }
    if at("(") { return .alternatives(try alternatives()) }
    note(.ownWord)
    note(.field)
    return try word()
  }

  /// A name with a measure, or a word of one's own.
  private mutating func word() throws(ParseStop) -> Modifier.Form? {
    let token = current
    guard token.isIdentifier else { return nil }
    guard token.isPlain || isMeasure(1) || isAt(".", 1) else { return nil }
    let path = try path()
    if let measure = try measure() {
      return .measure(path, measure, orMissing: try orMissing())
    }
    guard token.isPlain else { throw unexpected() }
    return .word(path)
  }

  // MARK: Texts and history

  private mutating func testedText() throws(ParseStop) -> Expression {
    cross()
    note(.variable)
    if current.kind == .variable { return try thing() }
    guard at("(") else { return try text(.none) }
    return try alternativeValues(.none)
  }

  private mutating func changed() throws(ParseStop) -> Modifier.Form {
    cross()
    note(.field)
    guard current.isIdentifier else { throw unexpected(help: "say which field: `changed target`") }
    let path = try path()
    // Before a measure or date word both are fields of a modifier that follows.
    let from = !isMeasure(1) && take("from") ? try changedValues() : nil
    let to = !isMeasure(1) && take("to") ? try changedValues() : nil
    return .changed(path, from: from, to: to, try date())
  }

  private mutating func changedValues() throws(ParseStop) -> Expression {
    cross()
    guard at("(") else { return try operand(.row) }
    let start = index
    let first = try parenthesized(.row, takesList: true)
    if case .alternatives = first.form { return first }
    return try suffixes(after: first, from: start, .row)
  }

  private mutating func ever() throws(ParseStop) -> Modifier.Form {
    cross()
    let start = index
    let form: Modifier.Form
    if let found = try adjectiveOrStatus() {
      form = found
    } else if let level = try level() {
      form = .measure(nil, level, orMissing: false)
    } else {
      note(.field)
      guard current.isIdentifier else { throw unexpected() }
      let isPlain = current.isPlain
      let path = try path()
      if let level = try level() {
        form = .measure(path, level, orMissing: false)
      } else if isPlain {
        form = .word(path)
      } else {
        throw unexpected()
      }
    }
    let condition = Modifier(form, range: range(from: start))
    cross()
    if let date = try date() { return .ever(condition, date) }
    throw stop(
      .everWithoutDate(
        words(from: start, to: index), found: describe(current), isEnd: current.kind == .end,
        at: current.range))
  }

  // MARK: Relations

  mutating func relation() throws(ParseStop) -> Modifier.Form? {
    if take("of") { return .relation(.of, place: try place(), depth: nil) }
    if take("owned") {
      try require("by")
      return .relation(.ownedBy, place: try place(), depth: nil)
    }
    let isDirect = take("directly")
    if isDirect { cross() }
    guard let word = try reach() else {
      if isDirect { throw unexpected() }
      return nil
    }
    let place = try place()
    return .relation(word, place: place, depth: isDirect ? 1 : try depth())
  }

  private mutating func reach() throws(ParseStop) -> RelationWord? {
    if take("under") { return .under }
    if take("supported") {
      try require("by")
      return .supportedBy
    }
    guard take("reporting") else { return nil }
    try require("to")
    return .reportingTo
  }

  mutating func depth() throws(ParseStop) -> Int? {
    guard at("to"), isAt("depth", 1) || ahead(1).kind == .end else { return nil }
    advance()
    try require("depth")
    cross()
    note(.wholeNumber)
    guard let depth = current.integer else { throw unexpected() }
    guard depth >= 1 else { throw stop(.depthZero(at: current.range)) }
    advance()
    return depth
  }

  // MARK: With and without

  private mutating func having() throws(ParseStop) -> Having {
    let isWithout = isAt("without")
    let start = index
    advance()
    cross()
    var amount: Having.Amount?
    if isWithout {
      try refuseAmountAfterWithout()
    } else {
      amount = try self.amount()
    }
    cross()
    if at("(") {
      try openBracket("(")
      let query = try value(.none)
      try closeBracket(")")
      return Having(isWithout: isWithout, amount: amount, .query(query))
    }
    return Having(isWithout: isWithout, amount: amount, try bareContent(from: start))
  }

  private mutating func bareContent(from start: Int) throws(ParseStop) -> Having.Content {
    note(.kind)
    note(.field)
    note(.adjective)
    var adjectives: [Adjective] = []
    while let adjective = current.adjective {
      adjectives.append(adjective)
      advance()
      cross()
    }
    note(.kind)
    var own: Name?
    if current.isPlain, !adjectives.isEmpty || ahead(1).isKind {
      own = name(current)
      advance()
      cross()
    }
    if case .kind(let kind) = current.kind {
      advance()
      // Only these have a date that nobody would read as the phrase's own.
      let takesDate = kind == .checkIns || kind == .changes
      return .kind(adjectives: adjectives, own: own, kind, takesDate ? try date() : nil)
    }
    guard adjectives.isEmpty, own == nil, current.isIdentifier else {
      let word = words(from: start, to: index)
      throw unexpected(help: "of what? write `\(word) check-ins`, or a query in parentheses")
    }
    return .path(try path())
  }

  private mutating func amount() throws(ParseStop) -> Having.Amount? {
    let bound: Having.Amount.Bound
    if at("more"), isAt("than", 1) {
      advance()
      bound = .moreThan
      advance()
    } else if at("fewer"), isAt("than", 1) {
      advance()
      bound = .fewerThan
      advance()
    } else if isAt("less"), isAt("than", 1) {
      throw stop(.lessThanCounts(at: current.range))
    } else if take("at") {
      cross()
      bound = try requireOne(of: ["least": .atLeast, "most": .atMost])
    } else if take("exactly") {
      bound = .exactly
    } else {
      return nil
    }
    cross()
    note(.wholeNumber)
    note(.variable)
    let number = current
    if number.kind == .variable { return Having.Amount(bound, try thing()) }
    guard number.integer != nil else { throw unexpected() }
    return Having.Amount(bound, try primary(.none))
  }

  private mutating func refuseAmountAfterWithout() throws(ParseStop) {
    let opposites = ["more": "at most", "fewer": "at least", "less": "at least"]
    guard let opposite = opposites[current.symbol], isAt("than", 1) else { return }
    let rest = words(from: index + 2, to: restEnd())
    throw stop(.withoutAmount("with \(opposite) \(rest)", at: current.range))
  }

  // MARK: Views

  mutating func view() throws(ParseStop) -> Modifier.Form? {
    if take("assuming") { return .assuming(try changes()) }
    guard at("as") else { return nil }
    guard isAt("of", 1) || isAt("known", 1) || ahead(1).kind == .end else { return nil }
    advance()
    cross()
    if take("of") { return .asOf(try day(.none)) }
    try require("known")
    try require("on")
    return .asKnownOn(try day(.none))
  }

  mutating func changes() throws(ParseStop) -> [Change] {
    var changes = [try change()]
    while at(","), startsChange(1) || ahead(1).kind == .end {
      advance()
      if current.kind == .end { note(.text) }
      changes.append(try change())
    }
    return changes
  }

  private func startsChange(_ distance: Int) -> Bool {
    let token = ahead(distance)
    switch token.kind {
    case .node, .variable: return true
    case .sign: return token.symbol == "("
    case .word: return token.symbol == "this" || token.symbol == "outer"
    default: return false
    }
  }

  private mutating func change() throws(ParseStop) -> Change {
    cross()
    let start = index
    let base: Expression
    if at("(") {
      base = try parenthesized(.none)
    } else {
      base = try thingOrRow()
    }
    if !at(".") { throw unexpected() }
    let target = try names(after: base, from: start)
    try require("=")
    return Change(target, try operand(.none))
  }

  // MARK: Alternatives

  /// `( M or M )`, at its bracket.
  private mutating func alternatives() throws(ParseStop) -> [[Modifier]] {
    let start = index
    try openBracket("(")
    let branches = try branches(first: try branch(), from: start)
    try closeBracket(")")
    return branches
  }

  private mutating func branches(
    first: [Modifier], from start: Int
  ) throws(ParseStop) -> [[Modifier]] {
    var branches = [first]
    if !at("or") { throw stop(badAlternatives(start)) }
    while take("or") {
      let branchStart = index
      branches.append(try branch())
      if !at(")"), !isAt("or") { throw stop(badBranch(start, branchStart)) }
    }
    return branches
  }

  /// One modifier, or several in brackets of their own.
  private mutating func branch() throws(ParseStop) -> [Modifier] {
    cross()
    guard at("(") else {
      guard let modifier = try modifier(.narrow) else { throw unexpected() }
      return [modifier]
    }
    let start = index
    try openBracket("(")
    var run = [try branchMember()]
    while !isAt(")"), !isAt("or") {
      let previous = run[run.count - 1]
      if case .having(let having) = previous.form, having.isBare {
        throw stop(.bareInBranch(at: current.range))
      }
      if isAt("and") { throw stop(badBranch(start, start + 1)) }
      run.append(try branchMember())
    }
    if isAt("or") {
      if run.count > 1 { throw stop(badBranch(start, start + 1)) }
      let nested = try branches(first: run, from: start)
      try closeBracket(")")
      return [Modifier(.alternatives(nested), range: range(from: start))]
    }
    if run.count == 1 { throw stop(badAlternatives(start)) }
    try closeBracket(")")
    return run
  }

  private mutating func branchMember() throws(ParseStop) -> Modifier {
    let start = index
    if at("(") {
      let members = try branch()
      guard members.count == 1 else { throw stop(badAlternatives(start)) }
      return members[0]
    }
    guard let modifier = try modifier(.narrow) else { throw unexpected() }
    return modifier
  }

  private mutating func badAlternatives(_ start: Int) -> Diagnostic {
    if current.kind == .end { return unexpectedDiagnostic() }
    let end = restEnd()
    let inside = words(from: start + 1, to: end)
    if isAt("and") { return .andInAlternatives(inside, at: current.range) }
    let hasOr = tokens[index..<end].contains { $0.symbol == "or" }
    if hasOr { return badBranch(start, start + 1) }
    return .noAlternatives(inside, at: current.range)
  }

  /// A branch with several modifiers and no brackets of its own.
  private mutating func badBranch(_ start: Int, _ branchStart: Int) -> Diagnostic {
    if current.kind == .end { return unexpectedDiagnostic() }
    if isAt("and") {
      return .andInAlternatives(words(from: start + 1, to: restEnd()), at: current.range)
    }
    var end = index
    let limit = restEnd()
    while end < limit, tokens[end].symbol != "or" { end += 1 }
    let before = words(from: start + 1, to: branchStart)
    let after = words(from: end, to: limit)
    let branch = "(\(words(from: branchStart, to: end)))"
    let parts = [before, branch, after].filter { !$0.isEmpty }
    return .branchNeedsBrackets("(\(parts.joined(separator: " ")))", at: current.range)
  }
}
