// Stages: what follows a `|`.

extension Parser {
  mutating func stage() throws(ParseStop) -> Stage {
    cross()
    let start = index
    try charge()
    note(.stage)
    let token = current
    guard token.kind == .word, Vocabulary.isStageWord(token.symbol) else {
      if case .literal(.period) = token.kind {
        throw stop(.periodIsNoStage(words(from: index, to: index + 1), at: token.range))
      }
      if token.symbol == "order", isAt("by", 1) {
        throw stop(.otherStage("order by", "sort by", at: token.range))
      }
      throw unexpected()
    }
    advance()
    let form = try stageForm(token)
    return Stage(form, range: range(from: start))
  }

  private mutating func stageForm(_ token: Token) throws(ParseStop) -> Stage.Form {
    switch token.symbol {
    case "where": return try filter()
    case "sort": return try sort()
    case "take", "skip", "last":
      let limit = Stage.Limit(rawValue: token.symbol) ?? .take
      let number = try number(token.symbol)
      return .limit(limit, number, rows: take("rows"))
    case "top", "bottom": return try extreme(isTop: token.symbol == "top")
    case "group":
      try require("by")
      return .group(try columns())
    case "summarize": return .summarize(try columns())
    case "show": return .show(try shown())
    case "add": return .add(try added())
    case "drop":
      var names = [try anyName()]
      while take(",") { names.append(try anyName()) }
      return .drop(names)
    case "distinct": return try wordStage(.distinct, token)
    case "count": return try wordStage(.count, token)
    case "total": return try wordStage(.total, token)
    case "forecast": return try wordStage(.forecast, token)
    case "say": return .say(try text(.row))
    case "pairs":
      try require("as")
      let first = try variable()
      try require(",")
      return .pairs(first, try variable())
    case "render":
      note(.shape)
      return .render(try anyName())
    default: return try setOrWalkStage(token)
    }
  }

  private mutating func setOrWalkStage(_ token: Token) throws(ParseStop) -> Stage.Form {
    switch token.symbol {
    case "join":
      let query = try queryInParentheses()
      try require("on")
      let left = try identifier()
      return .join(query, left, take("=") ? try identifier() : nil)
    case "pivot":
      let key = try expression(.row)
      try require(",")
      return .pivot(key, try expression(.row))
    case "follow":
      let link = try anyName()
      return .follow(link, depth: try depth())
    case "over": return try over()
    case "change":
      try require("during")
      return .change(try span())
    case "compare": return try compare()
    default: break
    }
    if let combination = Stage.Combination(rawValue: token.symbol) {
      return .combine(combination, try queryInParentheses())
    }
    guard let walk = Stage.Walk(rawValue: token.symbol) else { throw unexpected() }
    return .walk(walk, depth: try depth())
  }

  private mutating func wordStage(
    _ form: Stage.Form, _ token: Token
  ) throws(ParseStop) -> Stage.Form {
    if isAt("(") { throw stop(.stageTakesNoParentheses(token.symbol, at: current.range)) }
    return form
  }

  private mutating func queryInParentheses() throws(ParseStop) -> Query {
    try openBracket("(")
    let query = try value(.none)
    try closeBracket(")")
    return query
  }

  private mutating func filter() throws(ParseStop) -> Stage.Form {
    cross()
    let takesRows = take("rows")
    if takesRows, current.isSign, !["(", "[", "{", "-"].contains(current.symbol) {
      throw stop(.rowsIsAWord(at: tokens[index - 1].range))
    }
    return .filter(try expression(.row), rows: takesRows)
  }

  private mutating func sort() throws(ParseStop) -> Stage.Form {
    let takesRows = take("rows")
    try require("by")
    var keys = [try sortKey()]
    while take(",") { keys.append(try sortKey()) }
    return .sort(keys, rows: takesRows)
  }

  private mutating func sortKey() throws(ParseStop) -> SortKey {
    let expression = try expression(.row)
    let key = SortKey(expression, isDescending: take("desc"))
    if ["asc", "ascending"].contains(current.symbol) { throw stop(.ascending(at: current.range)) }
    return key
  }

  /// A whole number, a variable, or a value in parentheses.
  private mutating func number(_ word: String) throws(ParseStop) -> Expression {
    cross()
    note(.wholeNumber)
    note(.variable)
    let token = current
    if token.kind == .variable { return try thing() }
    if at("(") { return try parenthesized(.none) }
    guard token.integer != nil else {
      if case .literal = token.kind {
        let found = words(from: index, to: index + 1)
        throw stop(.wholeNumberNeeded(word, found, at: token.range))
      }
      throw unexpected()
    }
    return try primary(.none)
  }

  private mutating func extreme(isTop: Bool) throws(ParseStop) -> Stage.Form {
    let number = try number(isTop ? "top" : "bottom")
    let takesRows = take("rows")
    cross()
    if !at("by") {
      let text = words(from: index - (takesRows ? 3 : 2), to: index)
      if current.kind == .end { throw unexpected(help: "by what? write `\(text) by progress`") }
      throw stop(.topWithoutBy(text, at: current.range))
    }
    try require("by")
    var keys = [try expression(.row)]
    while take(",") { keys.append(try expression(.row)) }
    if isAt("desc") { throw stop(.topTakesNoDesc(isTop: isTop, at: current.range)) }
    return .extreme(isTop: isTop, number, rows: takesRows, keys)
  }

  // MARK: Columns

  private mutating func columns() throws(ParseStop) -> [ColumnClause] {
    var columns = [try column()]
    while take(",") { columns.append(try column()) }
    return columns
  }

  private mutating func column() throws(ParseStop) -> ColumnClause {
    cross()
    let start = index
    var columnName: Name?
    if current.isIdentifier, isAt("=", 1) {
      columnName = name(current)
      advance()
      advance()
    } else {
      try refuseReservedColumn()
    }
    let expression = try expression(.row)
    return ColumnClause(columnName, expression, range: range(from: start))
  }

  /// `people = 1`: no value begins with such a word. One that may, as an adjective does, is for the
  /// checker.
  private mutating func refuseReservedColumn() throws(ParseStop) {
    let token = current
    let isWord = token.kind == .word && token.adjective == nil && !token.isIdentifier
    guard isWord && !beginsValue(token) || token.isKind, isAt("=", 1) else { return }
    let rest = words(from: index + 1, to: restEnd())
    throw stop(.reservedColumn(words(from: index, to: index + 1), rest, at: token.range))
  }

  private mutating func shown() throws(ParseStop) -> [ColumnClause] {
    var columns: [ColumnClause] = []
    repeat {
      let start = index
      takesFormat = true
      var column = try column()
      takesFormat = false
      if take("as") {
        cross()
        let formats = ColumnFormat.allCases
        for format in formats where column.format == nil && take(format.rawValue) {
          column.format = format
        }
        if column.format == nil { throw unexpected() }
      }
      column.range = range(from: start)
      columns.append(column)
    } while take(",")
    return columns
  }

  private mutating func added() throws(ParseStop) -> [ColumnClause] {
    var columns: [ColumnClause] = []
    repeat {
      cross()
      let start = index
      if !current.isIdentifier, current.isKind || current.isAnyName, isAt("=", 1) {
        let word = words(from: index, to: index + 1)
        let rest = words(from: index + 1, to: restEnd())
        throw stop(.reservedColumn(word, rest, at: current.range))
      }
      let name = try identifier()
      try require("=")
      let expression = try expression(.row)
      columns.append(ColumnClause(name, expression, range: range(from: start)))
    } while take(",")
    return columns
  }

  // MARK: Time

  private mutating func over() throws(ParseStop) -> Stage.Form {
    let unit: PeriodUnit = try requireOne(of: [
      "days": .day, "weeks": .week, "months": .month, "quarters": .quarter, "years": .year,
      "cycles": .cycle,
    ])
    try require("in")
    return .over(unit, try span())
  }

  private mutating func compare() throws(ParseStop) -> Stage.Form {
    try require("with")
    cross()
    if at("(") { return .compareQuery(try queryInParentheses()) }
    let start = index
    let form: Modifier.Form?
    if take("in") {
      form = .filed(try span())
    } else if let relation = try relation() {
      form = relation
    } else if let date = try date() {
      form = .measure(nil, date, orMissing: false)
    } else {
      form = try view()
    }
    guard let form else {
      if current.kind == .end {
        throw unexpected(
          help: "with what? write `compare with in last quarter`, or a query in parentheses")
      }
      throw stop(.cannotCompareWith(describe(current), at: current.range))
    }
    return .compare(Modifier(form, range: range(from: start)))
  }
}
