// Values and phrases: heads, subjects, and what may end a phrase.

extension Parser {
  mutating func value(_ context: Context) throws(ParseStop) -> Query {
    cross()
    let start = index
    if index == statementStart { try refuseOtherSentences() }
    if startsPhrase(context) {
      return try stages(after: .phrase(try phrase(context)), from: start, context)
    }
    let expression = try expression(context)
    try refuseModifiers(after: expression, from: start, context)
    return try stages(after: .expression(expression), from: start, context)
  }

  mutating func stages(
    after head: Query.Head, from start: Int, _ context: Context
  ) throws(ParseStop) -> Query {
    var stages: [Stage] = []
    while take("|") { stages.append(try stage()) }
    return Query(head, stages: stages, range: range(from: start))
  }

  /// Whether a phrase begins here, not an expression; notes the ways it could.
  mutating func startsPhrase(_ context: Context) -> Bool {
    note(.kind)
    note(.adjective)
    note("from")
    note("paths")
    if context == .none { note(.ownKind) }
    let token = current
    switch token.kind {
    case .kind: return true
    case .name, .word: break
    default: return false
    }
    if token.kind == .word, token.symbol == "from" { return context == .none || opensSource() }
    if token.kind == .word, token.symbol == "paths" { return isAt("from", 1) || context == .none }
    if startsCountedKind() { return true }
    guard context == .none else { return false }
    return token.adjective != nil || token.isPlain && !isAt("(", 1)
  }

  /// Whether `{ADJ} [PLAIN] KIND` stands here.
  private func startsCountedKind() -> Bool {
    var place = index
    while place < tokens.count, place == index || !isBreak(place), tokens[place].adjective != nil {
      place += 1
    }
    for _ in 0..<2 {
      guard place < tokens.count, place == index || !isBreak(place) else { return false }
      if tokens[place].isKind { return true }
      guard tokens[place].isPlain else { return false }
      place += 1
    }
    return false
  }

  /// Whether what follows `from` makes it a source and not a field of that name.
  func opensSource() -> Bool {
    let next = ahead(1)
    switch next.kind {
    case .kind, .node, .variable, .name: return true
    case .sign: return next.symbol == "(" || next.symbol == "["
    case .word:
      return next.isIdentifier || next.symbol == "this" || next.symbol == "outer"
        || isAt("(", 2) && next.isCallee
    default: return false
    }
  }

  // MARK: Phrases

  mutating func phrase(_ context: Context) throws(ParseStop) -> Phrase {
    let start = index
    try charge()
    var phrase = Phrase(try subject(context))
    if at("as"), ahead(1).kind == .variable {
      advance()
      phrase.binding = try variable()
    }
    try modifiers(of: &phrase, from: start)
    phrase.range = range(from: start)
    try refuseTwice(phrase)
    try refuseAfterPhrase(phrase, from: start)
    return phrase
  }

  private mutating func modifiers(of phrase: inout Phrase, from start: Int) throws(ParseStop) {
    while true {
      if at("where") {
        phrase.modifiers.append(try condition())
        if startsModifier() { throw stop(afterWhere(start)) }
        return
      }
      let first = index
      guard let modifier = try modifier(.any) else { return }
      phrase.modifiers.append(modifier)
      guard case .having(let having) = modifier.form, having.isBare else { continue }
      var last = first
      while at("with") || at("without") {
        last = index
        guard let next = try self.modifier(.any) else { break }
        phrase.modifiers.append(next)
      }
      if startsModifier() { throw stop(afterBare(start, having: first, last: last)) }
      return
    }
  }

  private mutating func condition() throws(ParseStop) -> Modifier {
    let start = index
    advance()
    if isAt("rows") { throw stop(.rowsIsAWord(at: current.range)) }
    let expression = try expression(.row)
    return Modifier(.condition(expression), range: range(from: start))
  }

  private mutating func subject(_ context: Context) throws(ParseStop) -> Subject {
    let start = index
    let form: Subject.Form
    if isAt("from") {
      advance()
      form = .source(try phraseSource())
    } else if isAt("paths") {
      advance()
      if tokens[index].breakBefore { throw unexpected() }
      try require("from")
      let from = try place()
      try require("to")
      let to = try place()
      form = .paths(from: from, to: to, depth: try depth())
    } else {
      form = try kindSubject(context)
    }
    return Subject(form, range: range(from: start))
  }

  private mutating func kindSubject(_ context: Context) throws(ParseStop) -> Subject.Form {
    var adjectives: [Adjective] = []
    let start = index
    while let adjective = current.adjective {
      adjectives.append(adjective)
      advance()
      cross()
    }
    note(.kind)
    var own: Name?
    if current.isPlain, ahead(1).isKind {
      own = name(current)
      advance()
    }
    if case .kind(let kind) = current.kind {
      advance()
      return .kind(adjectives: adjectives, own: own, kind)
    }
    note(.ownKind)
    guard current.isPlain, context == .none else {
      throw stop(adjectiveWithoutKind(from: start))
    }
    let name = name(current)
    advance()
    return .own(adjectives: adjectives, name)
  }

  private func adjectiveWithoutKind(from start: Int) -> Diagnostic {
    if index == start { return unexpectedDiagnostic() }
    let isCall =
      start > 1 && tokens[start - 1].isSign && tokens[start - 1].symbol == "("
      && tokens[start - 2].isIdentifier
    if isCall {
      let callee = words(from: start - 2, to: start - 1)
      return .bracketAfterName(callee, words(from: start, to: restEnd()), at: range(from: start))
    }
    return .adjectiveWithoutKind(
      words(from: start, to: index), rest: words(from: start, to: restEnd()),
      found: describe(current), isEnd: current.kind == .end,
      at: current.kind == .end ? current.range : range(from: start))
  }

  private mutating func phraseSource() throws(ParseStop) -> Source {
    cross()
    note(.kind)
    note(.ownKind)
    note(.node)
    note(.variable)
    note(.function)
    let token = current
    if case .kind(let kind) = token.kind {
      advance()
      return .kind(kind)
    }
    if token.isIdentifier, !isAt("(", 1) {
      advance()
      return .named(name(token))
    }
    let start = index
    let base: Expression
    if at("[") {
      base = try list(.none)
    } else if at("(") {
      base = try parenthesized(.none)
    } else {
      base = try sigilOrCall()
    }
    return .value(try names(after: base, from: start))
  }

  // MARK: What cannot follow

  /// Whether a modifier would begin here, so that a phrase that has ended can say why.
  func startsModifier() -> Bool {
    let token = current
    switch token.kind {
    case .word:
      if token.symbol == "as" { return isAt("of", 1) || isAt("known", 1) }
      if token.symbol == "not" { return true }
      return Vocabulary.isModifierWord(token.symbol) || token.adjective != nil || token.isPlain
    case .name: return true
    case .sign: return token.symbol == "("
    default: return false
    }
  }

  private func afterBare(_ start: Int, having: Int, last: Int) -> Diagnostic {
    let bare = words(from: last, to: index)
    let before = words(from: start, to: having)
    let all = words(from: having, to: index)
    let end = restEnd()
    let rest = words(from: index, to: end)
    let token = current
    if isAt("where") { return .whereAfterBare(before, all, rest, at: token.range) }
    let word = tokens[last].spelling
    let content = words(from: last + 1, to: index)
    let isField = tokens[last].symbol == "with" && !tokens[index - 1].isKind
    if isField, isLevelWord() {
      return .withBeforeMeasure("\(before) \(content) \(rest)", at: token.range)
    }
    return .afterBare(
      bare, first: "\(before) \(rest) \(all)", second: "\(before) \(word) (\(content) \(rest))",
      at: token.range)
  }

  private func isLevelWord() -> Bool {
    ["below", "above", "exactly", "between", "at"].contains(current.symbol)
  }

  private func afterWhere(_ start: Int) -> Diagnostic {
    if let mistake = writtenDay(at: index - 1) { return mistake }
    if let help = OtherLanguages.help(current.symbol) { return unexpectedDiagnostic(help: help) }
    var place = start
    while place < index, !(tokens[place].kind == .word && tokens[place].symbol == "where") {
      place += 1
    }
    let modifier = words(from: index, to: restEnd())
    let before = words(from: start, to: place)
    let condition = words(from: place, to: index)
    return .afterWhere("\(before) \(modifier) \(condition)", modifier, at: current.range)
  }

  /// Says what to do when something follows a phrase that never can.
  private mutating func refuseAfterPhrase(_ phrase: Phrase, from start: Int) throws(ParseStop) {
    let token = current
    switch token.kind {
    case .kind:
      let before = words(from: start, to: index)
      throw stop(.twoKinds(before, words(from: index, to: restEnd()), at: token.range))
    case .word where token.symbol == "or" || token.symbol == "and":
      try refuseConnective(phrase, from: start)
    case .word where token.symbol == "as" && ahead(1).kind == .variable:
      throw stop(.bindingAfterModifiers(at: token.range))
    case .word where Vocabulary.isStageWord(token.symbol) && !isAt("except"):
      throw stop(.stageWithoutPipe(words(from: index, to: restEnd()), at: token.range))
    case .literal:
      throw stop(literalAfterPhrase(phrase))
    case .sign where ["=", "!=", "<", ">", "<=", ">=", "??"].contains(token.symbol):
      try refuseComparison(phrase, from: start)
    case .sign where ["+", "-", "*", "/"].contains(token.symbol):
      throw stop(.queryNeedsParentheses(words(from: start, to: index), at: token.range))
    default: return
    }
  }

  private func literalAfterPhrase(_ phrase: Phrase) -> Diagnostic {
    if let mistake = writtenDay(at: index - 1) ?? writtenDay(at: index) { return mistake }
    let value = words(from: index, to: index + 1)
    if case .own(let adjectives, let name) = phrase.subject.form, let adjective = adjectives.last,
      name.text == "by" || name.text == "for"
    {
      let rest = source.text(in: phrase.range) + " " + value
      return .adjectiveWithoutKind(
        adjective.rawValue, rest: rest, found: "`\(name.text)`", isEnd: false, at: name.range)
    }
    if case .literal(.period) = current.kind { return .periodWithoutIn(value, at: current.range) }
    if case .word(let path)? = phrase.modifiers.last?.form, path.names.count == 1,
      let near = NearestName.find(
        path.names[0].text, in: Vocabulary.modifierWords)
    {
      return .valueAfterPhrase(value, meant: "\(near) \(value)", at: current.range)
    }
    if case .literal(.date) = current.kind {
      return .valueAfterPhrase(value, meant: "before \(value)", at: current.range)
    }
    if case .word(let path)? = phrase.modifiers.last?.form, path.names.count == 1,
      let help = OtherLanguages.help(path.names[0].text.lowercased())
    {
      return unexpectedDiagnostic(help: help)
    }
    return .valueAfterPhrase(value, meant: "below \(value)", at: current.range)
  }

  private mutating func refuseComparison(_ phrase: Phrase, from start: Int) throws(ParseStop) {
    let token = current
    let before = words(from: start, to: index)
    let rest = words(from: index + 1, to: restEnd())
    if case .own(let adjectives, let name) = phrase.subject.form, adjectives.isEmpty,
      phrase.modifiers.isEmpty
    {
      if token.symbol == "=" {
        throw stop(.assignment(name.text, rest, at: token.range))
      }
      throw stop(.fieldWithoutRow(name.text, at: phrase.subject.range))
    }
    if case .word(let path)? = phrase.modifiers.last?.form {
      let field = path.names.map(\.text).joined(separator: ".")
      let kind = words(from: start, to: max(start + 1, index - path.names.count * 2 + 1))
      let condition = "\(field) \(token.symbol) \(rest)"
      throw stop(.conditionNeedsWhere("\(kind) where \(condition)", token.symbol, at: token.range))
    }
    if let level = Self.levels[token.symbol], !rest.isEmpty {
      throw stop(.signInPhrase("\(before) \(level) \(rest)", token.symbol, at: token.range))
    }
    throw stop(.queryNeedsParentheses(before, at: token.range))
  }

  /// The modifiers that compare as the signs do.
  private static let levels = [
    "<": "below", ">": "above", "<=": "at most", ">=": "at least", "=": "exactly",
  ]

  private mutating func refuseConnective(_ phrase: Phrase, from start: Int) throws(ParseStop) {
    let token = current
    guard let last = phrase.modifiers.last else {
      throw stop(.connectiveBetweenKinds(token.symbol, at: token.range))
    }
    let lastText = source.text(in: last.range)
    let firstEnd = tokens[start..<index].firstIndex { $0.range.start >= last.range.start } ?? index
    let before = words(from: start, to: firstEnd)
    let rest = words(from: index + 1, to: restEnd(stopAtModifiers: false))
    if token.symbol == "and" {
      throw stop(.andBetweenModifiers("\(before) \(lastText) \(rest)", at: token.range))
    }
    if case .relation(_, let place, nil) = last.form {
      switch ahead(1).kind {
      case .node, .variable, .text:
        let first = source.text(in: place.range)
        let head = lastText.dropLast(first.count)
        let others = tokens[index..<restEnd()].filter { $0.symbol != "or" }
        let list = others.map { source.text(in: $0.range) }.joined(separator: ", ")
        throw stop(.orBetweenPlaces("\(head)(\(first), \(list))", at: token.range))
      default: break
      }
    }
    let isCondition: Bool
    if case .condition = last.form { isCondition = true } else { isCondition = false }
    let fixed = isCondition ? "\(before) where (..)" : "\(before) (\(lastText) or \(rest))"
    throw stop(.orBetweenModifiers(fixed, at: token.range))
  }

  /// Decision 11: some modifiers mean nothing twice.
  private mutating func refuseTwice(_ phrase: Phrase) throws(ParseStop) {
    var seen: Set<String> = []
    for modifier in phrase.modifiers {
      var keys = [source.text(in: modifier.range).split { $0.isWhitespace }.joined(separator: " ")]
      if let name = Self.singleUse(modifier) { keys.append("once:" + name) }
      for key in keys where !seen.insert(key).inserted {
        let name = key.hasPrefix("once:") ? String(key.dropFirst(5)) : key
        throw stop(.twice(name, at: modifier.range))
      }
    }
  }

  private static func singleUse(_ modifier: Modifier) -> String? {
    let sign = modifier.isNegated ? "not " : ""
    switch modifier.form {
    case .filed: return sign + "in"
    case .relation(.ownedBy, _, _): return sign + "owned by"
    case .asOf: return "as of"
    case .asKnownOn: return "as known on"
    case .assuming: return "assuming"
    case .measure(let path, let measure, _):
      let field = path.map { $0.names.map(\.text).joined(separator: ".") + " " } ?? ""
      switch measure {
      case .level(let level, _): return sign + field + level.rawValue
      case .between: return sign + field + "between"
      case .date(let word, _): return sign + field + word.rawValue
      case .during: return sign + field + "during"
      }
    default: return nil
    }
  }

  /// `$krs below 50%`: a value takes operators, a phrase modifiers.
  private mutating func refuseModifiers(
    after head: Expression, from start: Int, _ context: Context
  ) throws(ParseStop) {
    let token = current
    guard token.kind == .word else { return }
    if token.symbol == "assuming" {
      let isPath = if case .path = head.form { true } else { false }
      let isBracket = start > 0 && tokens[start - 1].symbol == "(" && tokens[start - 1].isSign
      if !isBracket || start > 1 && tokens[start - 2].isCallee {
        let before = words(from: start, to: index)
        let rest = words(from: index, to: restEnd())
        throw stop(.assumingNeedsParentheses(before, rest, isPath: isPath, at: token.range))
      }
      return
    }
    guard Vocabulary.isModifierWord(token.symbol) || token.adjective != nil,
      token.symbol != "as" || isAt("of", 1) || isAt("known", 1)
    else { return }
    if context == .row { return try refuseMeasure(after: start) }
    let before = words(from: start, to: index)
    let rest = words(from: index, to: restEnd())
    switch head.form {
    case .variable, .node, .call, .query, .group, .list, .path:
      throw stop(.valueIsNoPhrase(before, rest, at: token.range))
    default: return
    }
  }

  /// `where progress below 50%`: a condition compares with signs.
  mutating func refuseMeasure(after start: Int) throws(ParseStop) {
    let token = current
    guard token.kind == .word else { return }
    var sign: String?
    switch token.symbol {
    case "below": sign = "<"
    case "above": sign = ">"
    case "exactly": sign = "="
    case "at" where isAt("least", 1): sign = ">="
    case "at" where isAt("most", 1): sign = "<="
    case "during": sign = "in"
    default: break
    }
    guard let sign else { return }
    let left = words(from: start, to: index)
    let end = restEnd()
    let skipped = token.symbol == "at" ? 2 : 1
    let right = words(from: min(index + skipped, end), to: end)
    throw stop(.measureInCondition(token.symbol, "\(left) \(sign) \(right)", at: token.range))
  }
}
