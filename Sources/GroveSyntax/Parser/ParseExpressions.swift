// Expressions, loosest first: `if`, `and` and `or`, `not`, comparisons, `??`, `to`, sums, products.

extension Parser {
  mutating func expression(_ context: Context) throws(ParseStop) -> Expression {
    cross()
    let start = index
    guard take("if") else { return try logic(context) }
    try enter()
    let condition = try expression(context)
    leave()
    return try conditional(after: condition, from: start, context)
  }

  /// From `then` on; further `else if` are branches of the same node.
  mutating func conditional(
    after first: Expression, from start: Int, _ context: Context
  ) throws(ParseStop) -> Expression {
    var branches: [ConditionalBranch] = []
    var condition = first
    while true {
      try charge()
      try require("then")
      try enter()
      branches.append(ConditionalBranch(condition, try expression(context)))
      leave()
      try require("else")
      cross()
      guard take("if") else { break }
      try enter()
      condition = try expression(context)
      leave()
    }
    try enter()
    let otherwise = try expression(context)
    leave()
    return Expression(.conditional(branches, otherwise: otherwise), range: range(from: start))
  }

  private mutating func logic(_ context: Context) throws(ParseStop) -> Expression {
    let start = index
    let first = try test(context)
    guard at("and") || at("or") else { return first }
    let connective: Connective = isAt("and") ? .and : .or
    var operands = [first]
    var pieces: [ChainPiece] = [(start, index, "")]
    while take(connective.rawValue) {
      let place = index
      operands.append(try test(context))
      pieces.append((place, index, connective.rawValue))
    }
    if isAt("and") || isAt("or") { throw mixed(pieces, context) }
    return Expression(.logic(connective, operands), range: range(from: start))
  }

  /// An operand of a chain: its first token, the one after it, and the connective before it.
  private typealias ChainPiece = (start: Int, end: Int, connective: String)

  /// Reads on to the end of a chain of both connectives, to print the two groupings.
  private mutating func mixed(_ read: [ChainPiece], _ context: Context) -> ParseStop {
    let place = current.range
    var pieces = read
    let count = diagnostics.count
    do throws(ParseStop) {
      while isAt("and") || isAt("or") {
        let word = current.symbol
        advance()
        let start = index
        _ = try test(context)
        pieces.append((start, index, word))
      }
    } catch {
      diagnostics.removeSubrange(count...)
    }
    return stop(
      .mixedConnectives(
        first: grouped(pieces, tight: "and"), second: grouped(pieces, tight: "or"), at: place))
  }

  /// The chain with brackets round each run of the tight connective.
  private func grouped(_ pieces: [ChainPiece], tight: String) -> String {
    var groups: [[String]] = []
    // A chain can be as long as the text; its beginning is enough to see the point.
    for piece in pieces.prefix(12) {
      let operand = words(from: piece.start, to: piece.end)
      if piece.connective == tight, !groups.isEmpty {
        groups[groups.count - 1].append(operand)
      } else {
        groups.append([operand])
      }
    }
    let loose = tight == "and" ? " or " : " and "
    return groups.map { group in
      let text = group.joined(separator: " \(tight) ")
      return group.count > 1 ? "(\(text))" : text
    }.joined(separator: loose)
  }

  private mutating func test(_ context: Context) throws(ParseStop) -> Expression {
    cross()
    let start = index
    guard take("not") else { return try plainTest(context) }
    cross()
    if isAt("not") { throw stop(.notTwice(at: current.range)) }
    if context == .none, current.adjective != nil || current.isKind {
      throw stop(notBeforeSubject(start))
    }
    let inner = try plainTest(context)
    let range = range(from: start)
    // Decision 25: `a not in b` is `not a in b`, so both are one tree.
    switch inner.form {
    case .comparison(let left, let word, false, let right) where word.takesNot:
      return Expression(.comparison(left, word, isNegated: true, right), range: range)
    case .between(let value, false, let low, let high):
      return Expression(.between(value, isNegated: true, low, high), range: range)
    default: return Expression(.not(inner), range: range)
    }
  }

  private func notBeforeSubject(_ start: Int) -> Diagnostic {
    let end = restEnd()
    guard let kind = tokens[index..<end].firstIndex(where: \.isKind) else {
      return .modifierWithoutKind(words(from: start, to: end), at: tokens[start].range)
    }
    let parts = [
      words(from: kind, to: kind + 1), "not", words(from: index, to: kind),
      words(from: kind + 1, to: end),
    ]
    return .modifierBeforeKind(
      parts.filter { !$0.isEmpty }.joined(separator: " "), at: tokens[start].range)
  }

  private mutating func plainTest(_ context: Context) throws(ParseStop) -> Expression {
    cross()
    let start = index
    if context == .row, let status = try status() {
      return Expression(.status(status), range: range(from: start))
    }
    return try comparison(context)
  }

  // MARK: Comparisons

  private mutating func comparison(_ context: Context) throws(ParseStop) -> Expression {
    let start = index
    let left = try filled(context)
    let compared = try comparison(after: left, from: start, context)
    guard let compared else {
      if context == .row { try refuseMeasure(after: start) }
      return left
    }
    try refuseChain(start, context)
    return Expression(compared, range: range(from: start))
  }

  private mutating func comparison(
    after left: Expression, from start: Int, _ context: Context
  ) throws(ParseStop) -> Expression.Form? {
    let simple: [Comparator] = [
      .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .before, .after, .since,
      .until,
    ]
    for comparator in simple where take(comparator.rawValue) {
      return .comparison(left, comparator, isNegated: false, try filled(context))
    }
    let isNegated =
      at("not")
      && (ahead(1).kind == .end || ahead(1).kind == .word && Self.takesNot(ahead(1).symbol))
    if isNegated { advance() }
    if take("between") {
      let low = try filled(context)
      try require("and")
      return .between(left, isNegated: isNegated, low, try filled(context))
    }
    if let comparator = try wordComparator() {
      let right = try anyOf(context)
      return .comparison(left, comparator, isNegated: isNegated, right)
    }
    if isNegated { throw unexpected() }
    guard take("is") else { return nil }
    cross()
    if take("missing") { return .presence(left, isPresent: false) }
    if take("present") { return .presence(left, isPresent: true) }
    if current.kind == .end { throw unexpected() }
    let end = restEnd()
    let isNot = isAt("not")
    let right = words(from: index + (isNot ? 1 : 0), to: end)
    let text = words(from: start, to: index - 1)
    throw stop(.isComparesNothing(text, right, isNot: isNot, at: tokens[index - 1].range))
  }

  private static func takesNot(_ word: String) -> Bool {
    ["in", "contains", "matches", "between", "starts", "ends"].contains(word)
  }

  private mutating func wordComparator() throws(ParseStop) -> Comparator? {
    if take("in") { return .in }
    if take("contains") { return .contains }
    if take("matches") { return .matches }
    for (word, comparator) in [("starts", Comparator.startsWith), ("ends", .endsWith)]
    where take(word) {
      try require("with")
      return comparator
    }
    return nil
  }

  /// The right side of `in` and the text tests: a value, or `(a, b)` for any of these.
  private mutating func anyOf(_ context: Context) throws(ParseStop) -> Expression {
    cross()
    guard at("("), isValueList() else { return try filled(context) }
    let start = index
    let values = try alternativeValues(context)
    let isOperator =
      current.isSign && ["+", "-", "*", "/", ".", "[", "??"].contains(current.symbol)
    if isOperator {
      let inside = words(from: start + 1, to: index - 1)
      throw stop(.listIsNoValue("[\(inside)]", at: range(from: start)))
    }
    return values
  }

  /// Whether the bracket here holds a comma of its own, so that it is `(a, b)`.
  private func isValueList() -> Bool {
    var depth = 0
    var place = index
    while place < tokens.count - 1 {
      let token = tokens[place]
      if case .textStart = token.kind { depth += 1 }
      if case .textEnd = token.kind { depth -= 1 }
      if token.isSign {
        switch token.symbol {
        case "(", "[", "{": depth += 1
        case ")", "]", "}":
          depth -= 1
          if depth <= 0 { return false }
        case "|" where depth == 1: return false
        case "," where depth == 1: return true
        default: break
        }
      }
      if token.kind == .word, token.symbol == "assuming", depth == 1 { return false }
      place += 1
    }
    return false
  }

  /// `(a)` or `(a, b)` of expressions.
  mutating func alternativeValues(_ context: Context) throws(ParseStop) -> Expression {
    let start = index
    try openBracket("(")
    let first = try expression(context)
    guard at(",") else {
      try closeBracket(")")
      return Expression(.group(first), range: range(from: start))
    }
    var values = [first]
    while take(",") { values.append(try expression(context)) }
    try closeBracket(")")
    return Expression(.alternatives(values), range: range(from: start))
  }

  private mutating func refuseChain(_ start: Int, _ context: Context) throws(ParseStop) {
    let token = current
    let signs = ["=", "!=", "<", "<=", ">", ">="]
    if token.isSign, signs.contains(token.symbol) {
      let right = words(from: index + 1, to: restEnd())
      let left = words(from: start, to: index)
      throw stop(.comparisonChain("\(left) and .. \(token.symbol) \(right)", at: token.range))
    }
    guard context == .none, token.kind == .word,
      ["in", "before", "after", "since", "until", "contains", "matches"].contains(token.symbol)
    else { return }
    let left = words(from: start, to: index)
    throw stop(.comparisonChain("(\(left)) \(words(from: index, to: restEnd()))", at: token.range))
  }

  // MARK: Arithmetic

  private mutating func filled(_ context: Context) throws(ParseStop) -> Expression {
    let start = index
    let first = try daysRange(context)
    guard at("??") else { return first }
    var values = [first]
    while take("??") { values.append(try daysRange(context)) }
    return Expression(.coalesce(values), range: range(from: start))
  }

  private mutating func daysRange(_ context: Context) throws(ParseStop) -> Expression {
    let start = index
    let first = try sum(context)
    guard take("to") else { return first }
    cross()
    if take("date") { return Expression(.range(first, .date), range: range(from: start)) }
    let end = try sum(context)
    return Expression(.range(first, .moment(end)), range: range(from: start))
  }

  private mutating func sum(_ context: Context) throws(ParseStop) -> Expression {
    let start = index
    let first = try product(context)
    var terms: [SumTerm] = []
    while at("+") || at("-") {
      let sign: SumOperator = isAt("+") ? .plus : .minus
      advance()
      terms.append(SumTerm(sign, try product(context)))
    }
    return terms.isEmpty ? first : Expression(.sum(first, terms), range: range(from: start))
  }

  private mutating func product(_ context: Context) throws(ParseStop) -> Expression {
    let start = index
    let first = try unary(context)
    var terms: [ProductTerm] = []
    while at("*") || at("/") || at("mod") {
      let sign: ProductOperator = isAt("*") ? .times : isAt("/") ? .over : .mod
      advance()
      terms.append(ProductTerm(sign, try unary(context)))
    }
    return terms.isEmpty ? first : Expression(.product(first, terms), range: range(from: start))
  }

  private mutating func unary(_ context: Context) throws(ParseStop) -> Expression {
    cross()
    let start = index
    let isNegative = take("-")
    let valueStart = index
    let value = try momentOrPostfix(context)
    var views: [View] = []
    while at("as"), isAt("of", 1) || isAt("known", 1) || ahead(1).kind == .end {
      advance()
      if takesFormat { for format in ColumnFormat.allCases { note(format.rawValue) } }
      let isKnown = take("known")
      try require(isKnown ? "on" : "of")
      views.append(View(isKnown: isKnown, try momentOrPostfix(context)))
    }
    let seen =
      views.isEmpty ? value : Expression(.asOf(value, views), range: range(from: valueStart))
    return isNegative ? Expression(.negate(seen), range: range(from: start)) : seen
  }

  private mutating func momentOrPostfix(_ context: Context) throws(ParseStop) -> Expression {
    cross()
    if let moment = try moment(context) { return moment }
    return try postfix(context)
  }

  /// `start of P`; nil when the word is a field or no such word stands here.
  private mutating func moment(_ context: Context) throws(ParseStop) -> Expression? {
    let start = index
    note("start")
    note("end")
    let token = current
    guard token.kind == .word, token.symbol == "start" || token.symbol == "end" else { return nil }
    let isPair = isAt("of", 1) && !tokens[index + 1].breakBefore
    guard isPair || context == .none && !isAt("(", 1) else { return nil }
    advance()
    if !isPair {
      note("of")
      throw unexpected()
    }
    advance()
    let moment: Moment = token.symbol == "start" ? .start : .end
    let period = try postfix(context)
    return Expression(.moment(moment, period), range: range(from: start))
  }

  /// The one value a modifier takes.
  mutating func operand(_ context: Context) throws(ParseStop) -> Expression {
    cross()
    let start = index
    let value: Expression
    if let moment = try moment(context) {
      value = moment
    } else if take("-") {
      value = Expression(.negate(try postfix(context)), range: range(from: start))
    } else {
      value = try postfix(context)
    }
    try refuseArithmetic(after: start)
    return value
  }

  private mutating func refuseArithmetic(after start: Int) throws(ParseStop) {
    let token = current
    if let mistake = fullDate(at: start) { throw stop(mistake) }
    let isOperator =
      token.isSign && ["+", "-", "*", "/"].contains(token.symbol)
      || token.kind == .word && token.symbol == "mod"
    guard isOperator else { return }
    let text = words(from: start, to: restEnd(stopAtModifiers: true))
    var word = start - 1
    while word > statementStart, ["as", "known", "at"].contains(tokens[word - 1].symbol) {
      word -= 1
    }
    throw stop(.oneValue(words(from: max(0, word), to: start), text, at: token.range))
  }
}
