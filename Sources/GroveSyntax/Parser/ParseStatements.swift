// Programs and statements, and how reading goes on after a mistake.

extension Parser {
  mutating func program() -> Program {
    let statements = statements(isTopLevel: true)
    return Program(statements, range: SourceRange(start: 0, end: source.bytes.count))
  }

  /// Statements up to the end, or up to the brace that closes a block.
  private mutating func statements(isTopLevel: Bool) -> [Statement] {
    var statements: [Statement] = []
    var hasFailed = false
    while diagnostics.count < ParserLimits.diagnostics {
      while tokens[index].kind == .separator { advance() }
      crossed = index
      if tokens[index].kind == .end {
        noteStatementStart(follows: !statements.isEmpty || hasFailed, isTopLevel, hasFailed)
        break
      }
      if !isTopLevel, isAt("}") { break }
      let saved = (brackets, nesting, statementStart, index)
      statementStart = index
      do throws(ParseStop) {
        statements.append(try statement(isTopLevel: isTopLevel))
        try requireStatementEnd(isTopLevel: isTopLevel)
        hasFailed = false
      } catch {
        hasFailed = true
        let start = saved.3
        if current.kind == .end, atEnd.isEmpty { atEnd = expected }
        (brackets, nesting) = (saved.0, saved.1)
        takesFormat = false
        skipStatement(from: start, isTopLevel: isTopLevel)
      }
      statementStart = saved.2
    }
    return statements
  }

  /// At the end of the input, what a further statement could begin with.
  private mutating func noteStatementStart(
    follows: Bool, _ isTopLevel: Bool, _ hasFailed: Bool
  ) {
    guard atEnd.isEmpty else { return }
    let isNewLine = index > 0 && (tokens[index].breakBefore || tokens[index - 1].kind == .separator)
    if follows, !isNewLine {
      if !hasFailed { atEnd = expected }
      return
    }
    expected.removeAll()
    if follows { note("|") }
    if !isTopLevel { note("}") }
    note(.statement)
    note("if")
    _ = startsPhrase(.none)
    noteValues(.none)
    for sign in ["(", "[", "{"] { note(sign) }
    atEnd = expected
  }

  private mutating func requireStatementEnd(isTopLevel: Bool) throws(ParseStop) {
    note(.end)
    let token = current
    if token.kind == .separator || token.kind == .end { return }
    if !isTopLevel, at("}") { return }
    if token.kind == .word, Vocabulary.isStatementWord(token.symbol) || token.symbol == "if" {
      throw stop(.twoStatements(token.symbol, at: token.range))
    }
    throw unexpected()
  }

  /// Goes to where the next statement may begin: past what the broken one opened and closed.
  private mutating func skipStatement(from start: Int, isTopLevel: Bool) {
    var open: [String] = []
    var place = start
    while place < tokens.count - 1 {
      let token = tokens[place]
      if place > start, place >= index {
        let isNewLine = token.breakBefore && !(token.isSign && token.symbol == "|")
        let closesBlock = !isTopLevel && token.isSign && token.symbol == "}"
        let isEnd = token.kind == .separator || isNewLine || closesBlock
        if open.isEmpty, isEnd { break }
        // A bracket that was never closed must not swallow the rest of the file.
        let isStatement = token.kind == .word && Vocabulary.isStatementWord(token.symbol)
        if isNewLine, isStatement, open.last != "{" { break }
      }
      if token.isSign, ["(", "[", "{"].contains(token.symbol) { open.append(token.symbol) }
      if token.isSign, [")", "]", "}"].contains(token.symbol) { _ = open.popLast() }
      place += 1
    }
    index = min(max(place, start + 1), tokens.count - 1)
    expected.removeAll()
  }

  private mutating func block() throws(ParseStop) -> Block {
    cross()
    let start = index
    guard at("{") else { throw unexpected() }
    advance()
    try enter()
    let saved = brackets
    brackets = 0
    let statements = statements(isTopLevel: false)
    brackets = saved
    nesting -= 1
    guard take("}") else {
      note(.statement)
      throw unexpected()
    }
    return Block(statements, range: range(from: start))
  }

  // MARK: One statement

  private mutating func statement(isTopLevel: Bool) throws(ParseStop) -> Statement {
    let start = index
    try charge()
    note(.statement)
    let token = current
    let isWord = token.kind == .word
    if isWord, Vocabulary.isStatementWord(token.symbol) {
      let form = try wordStatement(token, isTopLevel: isTopLevel)
      return Statement(form, range: range(from: start))
    }
    if isWord, take("if") {
      return Statement(try ifStatement(start), range: range(from: start))
    }
    try refuseLineStart(token)
    let query = try value(.none)
    return try valueStatement(query, from: start)
  }

  private mutating func valueStatement(
    _ query: Query, from start: Int
  ) throws(ParseStop) -> Statement {
    let emptyText = take("else") ? try text(.none) : nil
    return Statement(.value(query, emptyText: emptyText), range: range(from: start))
  }

  private mutating func wordStatement(
    _ token: Token, isTopLevel: Bool
  ) throws(ParseStop) -> Statement.Form {
    let isTopWord = ["use", "param", "report", "define"].contains(token.symbol)
    if isTopWord, !isTopLevel { throw stop(.onlyAtTop(token.symbol, at: token.range)) }
    advance()
    switch token.symbol {
    case "let":
      let name = try variable()
      try require("=")
      return .bind(name, try value(.none))
    case "set":
      let name = try variable()
      try require("=")
      return .set(name, try value(.none))
    case "print": return .print(try value(.none))
    case "return": return .returnValue(try value(.none))
    case "explain": return .explain(try value(.none))
    case "heading": return .heading(try text(.none))
    case "for":
      let name = try variable()
      try require("in")
      let values = try value(.none)
      return .forEach(name, values, try block())
    case "while":
      let condition = try value(.none)
      return .whileLoop(condition, try block())
    case "use": return .use(try plainText())
    case "param":
      let name = try variable()
      return .param(name, take("=") ? try value(.none) : nil)
    case "report":
      let title = try text(.none)
      return .report(title, try block())
    case "define": return try definition()
    case "why": return .why(try why())
    default: return .promise(try promise(isWarning: token.symbol == "warn"))
    }
  }

  private mutating func ifStatement(_ start: Int) throws(ParseStop) -> Statement.Form {
    let condition = try value(.none)
    if let plain = condition.expression, at("then") {
      // Decision 29: `if c then` is the expression, `if c {` the statement.
      let expression = try conditional(after: plain, from: start, .none)
      let query = try stages(after: .expression(expression), from: start, .none)
      return try valueStatement(query, from: start).form
    }
    var branches = [Statement.Branch(condition, try block())]
    var otherwise: Block?
    while otherwise == nil, take("else") {
      cross()
      if take("if") {
        let condition = try value(.none)
        branches.append(Statement.Branch(condition, try block()))
      } else {
        otherwise = try block()
      }
    }
    return .conditional(branches, otherwise: otherwise)
  }

  private mutating func definition() throws(ParseStop) -> Statement.Form {
    cross()
    note("field")
    note(.name)
    if isAt("field"), !isAt("(", 1) {
      advance()
      let name = try identifier()
      try require("on")
      var kinds = [try kindName()]
      while take(",") { kinds.append(try kindName()) }
      try require("=")
      return .defineField(name, kinds: kinds, try value(.row))
    }
    guard current.isCallee else {
      if current.kind == .word, isAt("(", 1) {
        throw stop(.reservedFunction(current.symbol, at: current.range))
      }
      throw unexpected()
    }
    let name = name(current)
    advance()
    if isAt("=") { throw stop(.defineWithoutParentheses(name.text, at: current.range)) }
    try openBracket("(")
    var parameters: [Variable] = []
    if !isAt(")") {
      parameters.append(try variable())
      while take(",") { parameters.append(try variable()) }
    }
    try closeBracket(")")
    if at("{") { return .defineBlock(name, parameters: parameters, try block()) }
    try require("=")
    return .define(name, parameters: parameters, try value(.none))
  }

  mutating func kindName() throws(ParseStop) -> KindName {
    cross()
    note(.kind)
    note(.ownKind)
    let token = current
    if case .kind(let kind) = token.kind {
      advance()
      return .builtIn(kind)
    }
    guard token.isIdentifier else { throw unexpected() }
    advance()
    return .own(name(token))
  }

  // MARK: Promises

  private mutating func promise(isWarning: Bool) throws(ParseStop) -> Promise {
    var promise = Promise(isWarning: isWarning, try promiseForm())
    if take(",") { promise.message = try text(.none) }
    while at("except") {
      let start = index
      advance()
      var things = [try thing()]
      while take(",") { things.append(try thing()) }
      try require("until")
      let until = try day(.none)
      let reason = try text(.none)
      promise.exceptions.append(
        Promise.Exception(things, until: until, reason: reason, range: range(from: start)))
    }
    return promise
  }

  private mutating func promiseForm() throws(ParseStop) -> Promise.Form {
    cross()
    let first = index
    note("no")
    note("some")
    note("every")
    if isAt("no") || isAt("some") {
      let isNone = isAt("no")
      advance()
      let query = try promisedRows(isNone ? "no" : "some", from: first)
      return isNone ? .none(query) : .some(query)
    }
    if isAt("every") {
      advance()
      cross()
      if current.kind != .end, !isAt("(") {
        throw stop(.everyWithoutParentheses(everyHint(), at: current.range))
      }
      try openBracket("(")
      let query = try value(.none)
      try closeBracket(")")
      cross()
      guard let modifier = try modifier(.narrow) else { throw unexpected() }
      return .every(query, modifier)
    }
    if startsPhrase(.none), current.kind != .end {
      if NearestName.find(current.spelling, in: ["no", "some", "every"]) != nil, current.isPlain {
        throw unexpected()
      }
      let text = words(from: first, to: restEnd())
      throw stop(.promiseNeedsQuantity(text, at: current.range))
    }
    return .condition(try expression(.none))
  }

  private func everyHint() -> String {
    var end = index
    while end < tokens.count - 1, tokens[end].adjective != nil || tokens[end].isKind { end += 1 }
    guard end > index else { return "expect every (key results) with owner" }
    return "expect every (\(words(from: index, to: end))) \(words(from: end, to: restEnd()))"
  }

  private mutating func promisedRows(_ word: String, from first: Int) throws(ParseStop) -> Query {
    cross()
    if isAt("(") {
      let start = index
      let expression = try parenthesized(.none)
      return Query(.expression(expression), range: range(from: start))
    }
    let start = index
    guard startsPhrase(.none) else {
      note(.kind)
      note(.adjective)
      note("(")
      throw unexpected()
    }
    let phrase = try phrase(.none)
    if isAt("|") {
      var end = index
      while end < tokens.count - 1, !["else", "except", "}"].contains(tokens[end].symbol),
        end == index || !(tokens[end].breakBefore && tokens[end].symbol != "|")
      {
        end += 1
      }
      let text = words(from: start, to: end)
      throw stop(.stagesNeedParentheses("expect \(word)", text, at: current.range))
    }
    return Query(.phrase(phrase), range: range(from: start))
  }

  // MARK: Lines

  /// No statement begins with what carries another one on.
  private mutating func refuseLineStart(_ token: Token) throws(ParseStop) {
    let isFirst = !tokens[..<index].contains { $0.kind != .separator }
    let isOperatorWord = ["and", "or", "is", "contains", "mod", "then"].contains(token.symbol)
    if token.kind == .word, token.symbol == "else" {
      throw stop(.elseAtLineStart(at: token.range))
    }
    let isSign =
      token.isSign
      && ["-", "+", "*", "/", "=", "!=", "<", "<=", ">", ">=", "??", ",", ".", "|", ":"].contains(
        token.symbol)
    let isModifier =
      token.kind == .word && token.symbol != "not" && Vocabulary.isModifierWord(token.symbol)
    guard isSign || isModifier || isOperatorWord && token.kind == .word else { return }
    if let turned = turnedRound() {
      throw stop(.modifierBeforeKind(turned, at: token.range))
    }
    if !isFirst, index > 0, tokens[index].breakBefore {
      throw stop(.lineStart(token.symbol, at: token.range))
    }
    if isModifier {
      throw stop(.modifierWithoutKind(words(from: index, to: restEnd()), at: token.range))
    }
    throw stop(.signAtStart(token.symbol, at: token.range))
  }

  /// `not stale key results` as `key results not stale`, when a kind follows on the line.
  private func turnedRound() -> String? {
    let end = restEnd()
    guard let kind = tokens[index..<end].firstIndex(where: \.isKind), kind > index else {
      return nil
    }
    let rest = kind + 1 < end ? " " + words(from: kind + 1, to: end) : ""
    return "\(words(from: kind, to: kind + 1)) \(words(from: index, to: kind))\(rest)"
  }
}
