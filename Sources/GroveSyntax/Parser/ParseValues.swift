// The smallest values: literals, texts, names, brackets, calls, lists, records, places.

extension Parser {
  mutating func postfix(_ context: Context) throws(ParseStop) -> Expression {
    cross()
    let start = index
    return try suffixes(after: try primary(context), from: start, context)
  }

  mutating func suffixes(
    after base: Expression, from start: Int, _ context: Context
  ) throws(ParseStop) -> Expression {
    var suffixes: [Suffix] = []
    while at(".") || at("[") {
      try charge()
      if take(".") {
        suffixes.append(.name(try anyName()))
      } else {
        try openBracket("[")
        suffixes.append(.index(try expression(context)))
        try closeBracket("]")
      }
    }
    return suffixes.isEmpty ? base : Expression(.path(base, suffixes), range: range(from: start))
  }

  /// The same with names only.
  mutating func names(after base: Expression, from start: Int) throws(ParseStop) -> Expression {
    var suffixes: [Suffix] = []
    while take(".") {
      try charge()
      suffixes.append(.name(try anyName()))
    }
    return suffixes.isEmpty ? base : Expression(.path(base, suffixes), range: range(from: start))
  }

  mutating func primary(_ context: Context) throws(ParseStop) -> Expression {
    cross()
    try charge()
    let start = index
    noteValues(context)
    let token = current
    switch token.kind {
    case .literal(let literal):
      advance()
      return Expression(.literal(literal), range: token.range)
    case .text, .textStart: return try text(context)
    case .node, .variable: return try thing()
    case .sign: return try bracketed(context)
    case .kind: throw queryInExpression(start)
    case .word, .name: return try wordValue(token, context)
    default: throw unexpected()
    }
  }

  mutating func noteValues(_ context: Context) {
    note(.number)
    note(.text)
    note(.node)
    note(.variable)
    note(.function)
    note(.date)
    note(.period)
    for word in ["this", "outer", "yes", "no", "missing"] { note(word) }
    if context == .row {
      note(.field)
      note(.adjective)
    }
  }

  private mutating func bracketed(_ context: Context) throws(ParseStop) -> Expression {
    if at("(") { return try parenthesized(context) }
    if at("[") { return try list(context) }
    if at("{") { return try record(context) }
    if isAt("*"), index > 1, tokens[index - 1].symbol == "(", tokens[index - 2].isCallee {
      throw stop(.starArgument(words(from: index - 2, to: index - 1), at: current.range))
    }
    throw unexpected()
  }

  private mutating func wordValue(
    _ token: Token, _ context: Context
  ) throws(ParseStop) -> Expression {
    if isAt("(", 1), token.isCallee { return try call(context) }
    if token.kind == .word {
      if let literal = Self.literals[token.symbol] {
        advance()
        return Expression(.literal(literal), range: token.range)
      }
      if token.symbol == "this" || token.symbol == "outer" {
        advance()
        return Expression(token.symbol == "this" ? .this : .outer, range: token.range)
      }
      if context == .row, let adjective = token.adjective {
        advance()
        return Expression(.adjective(adjective), range: token.range)
      }
    }
    guard token.isIdentifier else { throw reservedWord(token, context) }
    guard context == .row else { throw nameWithoutRow(token) }
    if token.kind == .word, isAt("(", 1) || token.symbol == "from" && opensSource() {
      throw unexpected()
    }
    advance()
    return Expression(.field(name(token)), range: token.range)
  }

  private static let literals: [String: Literal] = [
    "today": .today, "yesterday": .yesterday, "tomorrow": .tomorrow, "yes": .yes, "no": .no,
    "missing": .missing,
  ]

  /// Whether a reserved word is a value of its own.
  func beginsValue(_ token: Token) -> Bool {
    Self.literals[token.symbol] != nil || token.symbol == "this" || token.symbol == "outer"
  }

  // MARK: What stands where a value should

  private mutating func queryInExpression(_ start: Int) -> ParseStop {
    var first = start
    while first > statementStart, tokens[first - 1].adjective != nil { first -= 1 }
    let end = restEnd()
    return stop(.queryNeedsParentheses(words(from: first, to: end), at: current.range))
  }

  private mutating func nameWithoutRow(_ token: Token) -> ParseStop {
    if let help = OtherLanguages.help(token.symbol) {
      return stop(.otherWord(token.spelling, help, at: token.range))
    }
    return stop(
      writtenDate(at: index) ?? .nameWithoutRow(token.spelling, at: token.range))
  }

  private mutating func reservedWord(_ token: Token, _ context: Context) -> ParseStop {
    let isValuePlace = !(index > 0 && tokens[index - 1].symbol == "by")
    guard context == .row, isValuePlace, token.adjective == nil else { return unexpected() }
    let names = ["before": "old", "after": "new"]
    let isOperand = index > statementStart
    guard isOperand, names[token.symbol] != nil || endsValue(1) else { return unexpected() }
    return stop(
      .reservedName(token.symbol, meant: names[token.symbol], at: token.range))
  }

  /// Whether the token further on could follow a value, so that the word here was meant as one.
  private func endsValue(_ distance: Int) -> Bool {
    let token = ahead(distance)
    switch token.kind {
    case .end, .separator: return true
    case .sign: return !["(", "[", "{"].contains(token.symbol)
    case .word: return ["and", "or", "is", "desc", "as", "mod"].contains(token.symbol)
    default: return false
    }
  }

  // MARK: Names

  func name(_ token: Token) -> Name {
    Name(token.spelling, isQuoted: token.kind == .name, range: token.range)
  }

  mutating func identifier() throws(ParseStop) -> Name {
    cross()
    note(.name)
    let token = current
    guard token.isIdentifier else {
      if token.kind == .word {
        throw stop(.reservedName(token.symbol, meant: nil, at: token.range))
      }
      throw unexpected()
    }
    advance()
    return name(token)
  }

  /// Any word, reserved or not: nothing else can stand here.
  mutating func anyName() throws(ParseStop) -> Name {
    cross()
    note(.name)
    let token = current
    guard token.isAnyName else { throw unexpected() }
    advance()
    return name(token)
  }

  /// A dotted path that begins with an identifier.
  mutating func path() throws(ParseStop) -> Path {
    let start = index
    var names = [name(current)]
    advance()
    while take(".") {
      try charge()
      names.append(try anyName())
    }
    return Path(names, range: range(from: start))
  }

  mutating func variable() throws(ParseStop) -> Variable {
    cross()
    note(.variable)
    let token = current
    guard token.kind == .variable else {
      if token.isIdentifier {
        throw stop(.variableWithoutSign(token.spelling, at: token.range))
      }
      throw unexpected()
    }
    advance()
    return Variable(token.spelling, range: token.range)
  }

  mutating func thing() throws(ParseStop) -> Expression {
    cross()
    note(.node)
    note(.variable)
    let token = current
    switch token.kind {
    case .node(let node):
      advance()
      return Expression(.node(node), range: token.range)
    case .variable:
      advance()
      return Expression(
        .variable(Variable(token.spelling, range: token.range)), range: token.range)
    default: throw unexpected()
    }
  }

  mutating func thingOrRow() throws(ParseStop) -> Expression {
    let range = current.range
    if take("this") { return Expression(.this, range: range) }
    if take("outer") { return Expression(.outer, range: range) }
    return try thing()
  }

  mutating func sigilOrCall() throws(ParseStop) -> Expression {
    note(.function)
    if current.isCallee, isAt("(", 1) { return try call(.none) }
    return try thingOrRow()
  }

  // MARK: Texts

  mutating func text(_ context: Context) throws(ParseStop) -> Expression {
    cross()
    note(.text)
    let token = current
    let start = index
    if case .text(let text) = token.kind {
      advance()
      let template = Template(
        parts: text.isEmpty ? [] : [.text(text)], isMultiline: token.isMultiline)
      return Expression(.text(template), range: token.range)
    }
    guard case .textStart(let first) = token.kind else { throw unexpected() }
    var parts: [Template.Part] = first.isEmpty ? [] : [.text(first)]
    brackets += 1
    try enter()
    while true {
      advance()
      parts.append(.value(try expression(context)))
      switch current.kind {
      case .textMiddle(let text):
        if !text.isEmpty { parts.append(.text(text)) }
      case .textEnd(let text):
        brackets -= 1
        leave()
        advance()
        if !text.isEmpty { parts.append(.text(text)) }
        let template = Template(parts: parts, isMultiline: token.isMultiline)
        return Expression(.text(template), range: range(from: start))
      default:
        note("}")
        throw unexpected()
      }
    }
  }

  mutating func plainText() throws(ParseStop) -> String {
    cross()
    note(.text)
    guard case .text(let text) = current.kind else {
      if case .textStart = current.kind { throw stop(.plainTextNeeded(at: current.range)) }
      throw unexpected()
    }
    advance()
    return text
  }

  // MARK: Brackets

  /// A value in parentheses, an expression with assumptions, or `(a, b)` where a list is taken.
  mutating func parenthesized(
    _ context: Context, takesList: Bool = false
  ) throws(ParseStop) -> Expression {
    let start = index
    try openBracket("(")
    let query = try value(context)
    if let expression = query.expression, take("assuming") {
      let changes = try changes()
      try closeBracket(")")
      return Expression(.assuming(expression, changes), range: range(from: start))
    }
    if at(","), let first = query.expression {
      guard takesList else {
        throw stop(.listIsNoValue("[\(words(from: start + 1, to: listEnd()))]", at: current.range))
      }
      var values = [first]
      while take(",") { values.append(try expression(context)) }
      try closeBracket(")")
      return Expression(.alternatives(values), range: range(from: start))
    }
    try closeBracket(")")
    if let expression = query.expression {
      return Expression(.group(expression), range: range(from: start))
    }
    return Expression(.query(query), range: range(from: start))
  }

  /// The bracket that closes the one round the current place.
  private func listEnd() -> Int {
    var depth = 0
    var place = index
    while place < tokens.count - 1 {
      let token = tokens[place]
      if token.isSign, ["(", "[", "{"].contains(token.symbol) { depth += 1 }
      if token.isSign, [")", "]", "}"].contains(token.symbol) {
        if depth == 0 { return place }
        depth -= 1
      }
      place += 1
    }
    return place
  }

  mutating func call(_ context: Context) throws(ParseStop) -> Expression {
    let start = index
    let callee = name(current)
    advance()
    try openBracket("(")
    var arguments: [Argument] = []
    if !at(")") {
      repeat {
        let argumentStart = index
        let argument = try argument(context, isFirst: arguments.isEmpty)
        if argument.label == nil, let last = arguments.last, last.label != nil {
          throw stop(.argumentAfterNamed(at: argument.value.range))
        }
        if argument.value.expression == nil, at(",") {
          let text = words(from: argumentStart, to: index)
          let rest = words(from: index, to: listEnd())
          throw stop(.queryArgument("\(callee.text)((\(text))\(rest))", at: current.range))
        }
        arguments.append(argument)
      } while take(",")
    }
    if isAt("or") || isAt("and") {
      throw stop(
        .bracketAfterName(callee.text, words(from: start + 2, to: restEnd()), at: current.range))
    }
    try closeBracket(")")
    return Expression(.call(callee, arguments), range: range(from: start))
  }

  private mutating func argument(
    _ context: Context, isFirst: Bool
  ) throws(ParseStop) -> Argument {
    cross()
    if current.isAnyName, isAt(":", 1) {
      let label = name(current)
      advance()
      advance()
      return Argument(try expression(context), label: label)
    }
    if isFirst { return Argument(try value(context)) }
    return Argument(try expression(context))
  }

  mutating func list(_ context: Context) throws(ParseStop) -> Expression {
    let start = index
    try openBracket("[")
    if at("]") {
      try closeBracket("]")
      return Expression(.list([]), range: range(from: start))
    }
    if isAt("for"), ahead(1).kind == .variable {
      throw stop(.valueBeforeFor(ahead(1).spelling, at: current.range))
    }
    let first = try expression(context)
    if take("for") {
      let name = try variable()
      try require("in")
      let values = try value(context)
      let condition = take("if") ? try expression(context) : nil
      try closeBracket("]")
      return Expression(
        .comprehension(first, name, values, condition: condition), range: range(from: start))
    }
    var values = [first]
    while take(",") {
      if isAt("]") { throw stop(.trailingComma(at: current.range)) }
      values.append(try expression(context))
    }
    try closeBracket("]")
    return Expression(.list(values), range: range(from: start))
  }

  private mutating func record(_ context: Context) throws(ParseStop) -> Expression {
    let start = index
    try openBracket("{")
    var entries: [RecordEntry] = []
    if !at("}") {
      repeat {
        if isAt("}") { throw stop(.trailingComma(at: current.range)) }
        let name = try anyName()
        try require(":")
        entries.append(RecordEntry(name, try expression(context)))
      } while take(",")
    }
    try closeBracket("}")
    return Expression(.record(entries), range: range(from: start))
  }
}
