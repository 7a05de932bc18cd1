// The parser's state and its few primitives. What it reads is in the files beside this one.

/// A mistake was recorded; the statement cannot be read further.
struct ParseStop: Error {}

/// What a parse came to.
public struct ParseResult: Sendable {
  /// The statements that could be read; complete only without errors.
  public let program: Program
  /// What is wrong, in the order of the text; at most `ParserLimits.diagnostics`.
  public let diagnostics: [Diagnostic]
  /// Whether the only thing wrong is that the text ends too early: a prompt asks for more then.
  public let isIncomplete: Bool

  /// Whether the text means something.
  public var isValid: Bool { diagnostics.isEmpty }
}

/// Reads texts by recursive descent. The tree is a function of the text alone.
public struct Parser {
  let source: SourceText
  let tokens: [Token]
  let lexerDiagnostics: [Diagnostic]
  let limits: ParserLimits
  var index = 0
  /// Open brackets, records and interpolations: inside them a line break is a space.
  var brackets = 0
  /// The token whose line break before it does not count, as the grammar required a token there.
  var crossed = 0
  var nesting = 0
  var nodeCount = 0
  /// Whether a column of `show` is being read, so that a format may follow `as`.
  var takesFormat = false
  /// The first token of the statement being read.
  var statementStart = 0
  /// What was asked for at the current token, in order.
  var expected: [Expectation] = []
  /// What was asked for at the end of the input.
  var atEnd: [Expectation] = []
  var diagnostics: [Diagnostic] = []
  /// Mistakes that are nothing but the end of the input.
  var unfinishedCount = 0

  /// Whether a bare word is a field of a row, or a kind.
  enum Context {
    case row, none
  }

  /// Reads a program. O(bytes); never traps, whatever the text.
  public static func parseProgram(
    _ source: SourceText, limits: ParserLimits = .standard
  ) -> ParseResult {
    guard source.bytes.count <= limits.sourceBytes else {
      return ParseResult(
        program: Program([]), diagnostics: [.tooLong(source.bytes.count, limits)],
        isIncomplete: false)
    }
    if let place = source.firstReplacement {
      return ParseResult(
        program: Program([]), diagnostics: [.notUTF8(at: place)], isIncomplete: false)
    }
    if let (edition, range) = LanguageEdition.later(in: source) {
      return ParseResult(
        program: Program([]), diagnostics: [.laterEdition(edition, at: range)], isIncomplete: false)
    }
    let lexed = Lexer.lex(source)
    var parser = Parser(source, lexed, limits)
    let program = parser.program()
    return parser.result(program, lexed)
  }

  /// Reads one value without operators, as a modifier takes it: what `--param floor=40%` gives.
  ///
  /// Returns nil with diagnostics when the text is anything else.
  public static func parseOperand(
    _ source: SourceText, limits: ParserLimits = .standard
  ) -> (expression: Expression?, diagnostics: [Diagnostic]) {
    guard source.bytes.count <= limits.sourceBytes else {
      return (nil, [.tooLong(source.bytes.count, limits)])
    }
    let lexed = Lexer.lex(source)
    var parser = Parser(source, lexed, limits)
    let expression = try? parser.wholeOperand()
    let result = parser.result(Program([]), lexed)
    return (result.isValid ? expression : nil, result.diagnostics)
  }

  /// What may stand at the end of a text; empty when it goes wrong before.
  static func expectationsAtEnd(of source: SourceText) -> [Expectation] {
    var parser = Parser(source, Lexer.lex(source))
    _ = parser.program()
    return parser.current.kind == .end ? parser.atEnd : []
  }

  init(_ source: SourceText, _ lexed: LexedText, _ limits: ParserLimits = .standard) {
    self.source = source
    self.limits = limits
    tokens = lexed.tokens
    lexerDiagnostics = lexed.diagnostics
  }

  private mutating func wholeOperand() throws(ParseStop) -> Expression {
    let expression = try operand(.none)
    if current.kind != .end { throw unexpected() }
    return expression
  }

  private func result(_ program: Program, _ lexed: LexedText) -> ParseResult {
    let all = (lexed.diagnostics + diagnostics).enumerated().sorted {
      ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset)
    }
    let isUnfinished =
      lexed.diagnostics.isEmpty
      ? !diagnostics.isEmpty && diagnostics.count == unfinishedCount
      : lexed.isIncomplete && lexed.diagnostics.count == 1 && diagnostics.isEmpty
    return ParseResult(
      program: program, diagnostics: all.prefix(ParserLimits.diagnostics).map(\.element),
      isIncomplete: isUnfinished)
  }

  // MARK: Looking

  /// The token to read; where a line break ends the statement, a separator.
  var current: Token { ahead(0) }

  /// The token some places further, or a separator when a line break that counts stands before it.
  func ahead(_ distance: Int) -> Token {
    for place in index...index + distance {
      guard place < tokens.count else { return endToken }
      if isBreak(place) {
        let end = place > 0 ? tokens[place - 1].range.end : 0
        return Token(kind: .separator, range: SourceRange(start: end, end: end))
      }
    }
    return tokens[index + distance]
  }

  private var endToken: Token {
    tokens.last
      ?? Token(kind: .end, range: SourceRange(start: source.bytes.count, end: source.bytes.count))
  }

  func isBreak(_ place: Int) -> Bool {
    let token = tokens[place]
    return token.breakBefore && brackets == 0 && place != crossed && token.kind != .end
      && !(token.isSign && token.symbol == "|")
  }

  /// Whether a word or sign of the grammar stands here; notes that it could.
  mutating func at(_ symbol: String) -> Bool {
    note(symbol)
    return isAt(symbol)
  }

  /// The same without noting it.
  func isAt(_ symbol: String, _ distance: Int = 0) -> Bool {
    let place = index + distance
    guard place < tokens.count, tokens[place].symbol == symbol, tokens[place].kind != .name else {
      return false
    }
    return ahead(distance).symbol == symbol
  }

  mutating func note(_ symbol: String) {
    let isWord = symbol.utf8.first.map { $0 >= 0x61 } ?? false
    expected.append(isWord && symbol != "{" && symbol != "|" ? .word(symbol) : .sign(symbol))
  }

  mutating func note(_ category: Expectation.Category) {
    expected.append(.category(category))
  }

  // MARK: Moving

  /// A token is required here, so a line break before it is a space.
  mutating func cross() {
    if index < tokens.count, tokens[index].breakBefore { crossed = index }
  }

  mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
    expected.removeAll(keepingCapacity: true)
  }

  mutating func take(_ symbol: String) -> Bool {
    guard at(symbol) else { return false }
    advance()
    return true
  }

  mutating func require(_ symbol: String) throws(ParseStop) {
    cross()
    if !take(symbol) { throw unexpected() }
  }

  /// One of several words, as the value it stands for.
  mutating func requireOne<Value>(
    of words: KeyValuePairs<String, Value>
  ) throws(ParseStop) -> Value {
    cross()
    for (word, value) in words where take(word) { return value }
    throw unexpected()
  }

  mutating func openBracket(_ sign: String) throws(ParseStop) {
    try require(sign)
    brackets += 1
    try enter()
  }

  mutating func closeBracket(_ sign: String) throws(ParseStop) {
    guard at(sign) else { throw unexpected() }
    brackets -= 1
    nesting -= 1
    advance()
  }

  /// Counts a level of nesting, whose depth bounds the recursion of everything over the tree.
  mutating func enter() throws(ParseStop) {
    nesting += 1
    if nesting > limits.nesting {
      throw stop(.tooDeep(at: current.range, limits))
    }
  }

  mutating func leave() { nesting -= 1 }

  /// Counts a node of the tree.
  mutating func charge() throws(ParseStop) {
    nodeCount += 1
    if nodeCount > limits.nodes {
      index = tokens.count - 1
      throw stop(.tooLarge(at: current.range, limits))
    }
  }

  // MARK: Places

  /// From a token to the last one read.
  func range(from start: Int) -> SourceRange {
    let first = tokens[min(start, tokens.count - 1)].range
    guard index > start else { return SourceRange(start: first.start, end: first.start) }
    return first.union(tokens[index - 1].range)
  }

  /// The user's own words from one token to before another, on one line.
  func words(from start: Int, to end: Int) -> String {
    guard start < end, end <= tokens.count else { return "" }
    let range = tokens[start].range.union(tokens[end - 1].range)
    let limit = 240
    let shown = SourceRange(start: range.start, end: min(range.end, range.start + limit))
    let text = source.text(in: shown).split { $0 == " " || $0 == "\t" || $0.isNewline }
      .joined(separator: " ")
    return range.end > shown.end ? text + "…" : text
  }

  /// The token before which the phrase, stage or argument round the current place ends.
  func restEnd(stopAtModifiers: Bool = false) -> Int {
    var place = index
    var depth = 0
    while place < tokens.count - 1 {
      let token = tokens[place]
      if depth == 0 {
        if place > index, isBreak(place) || token.kind == .separator { break }
        if token.isSign, ["|", ")", "]", "}", "{", ","].contains(token.symbol) { break }
        if token.kind == .word, token.symbol == "else" || token.symbol == "except" { break }
        if stopAtModifiers, place > index, token.kind == .word,
          Vocabulary.isModifierWord(token.symbol) || token.adjective != nil
        {
          break
        }
      }
      if token.isSign, ["(", "[", "{"].contains(token.symbol) { depth += 1 }
      if token.isSign, [")", "]", "}"].contains(token.symbol) { depth -= 1 }
      if case .textStart = token.kind { depth += 1 }
      if case .textEnd = token.kind { depth -= 1 }
      place += 1
    }
    return place
  }

  // MARK: Mistakes

  /// Records a mistake, unless the lexer has already found one in what was read of the statement.
  mutating func stop(_ diagnostic: Diagnostic) -> ParseStop {
    let start = tokens[min(statementStart, tokens.count - 1)].range.start
    let isKnown = lexerDiagnostics.contains {
      $0.range.start >= start && $0.range.start <= diagnostic.range.end
    }
    if !isKnown {
      diagnostics.append(diagnostic)
      if diagnostic.code == .unfinished { unfinishedCount += 1 }
    }
    return ParseStop()
  }

  /// The mistake of a token that nothing asked for.
  mutating func unexpected(help: String? = nil) -> ParseStop {
    stop(unexpectedDiagnostic(help: help))
  }

  func unexpectedDiagnostic(help known: String? = nil) -> Diagnostic {
    if index > statementStart, tokens[index - 1].integer != nil,
      let mistake = writtenDay(at: index - 1)
    {
      return mistake
    }
    let found = current
    let previous = index > statementStart ? tokens[index - 1] : nil
    let phrases = ExpectationSummary.phrases(expected)
    let onlySymbols = expected.allSatisfy { if case .category = $0 { false } else { true } }
    let after =
      onlySymbols && phrases.count <= 6 && previous != nil
      ? words(from: index - 1, to: index) : nil
    return .expected(
      Array(phrases.prefix(8)), after: after, found: describe(found),
      isEnd: found.kind == .end, at: found.range,
      help: known ?? help(found: found, previous: previous, after: after))
  }

  func describe(_ token: Token) -> String {
    switch token.kind {
    case .end: return "the end of the input"
    case .separator: return token.symbol == ";" ? "`;`" : "the end of the line"
    default:
      let text = source.text(in: token.range)
      return "`\(text.count > 40 ? text.prefix(40) + "…" : text)`"
    }
  }

  private func help(found: Token, previous: Token?, after: String?) -> String? {
    if found.kind == .word, let help = OtherLanguages.help(found.symbol) { return help }
    if found.kind == .word || found.kind == .name {
      let words = ExpectationSummary.unique(expected).flatMap(\.words)
      if let near = NearestName.find(found.spelling, in: words) {
        return .didYouMean(after.map { "\($0) \(near)" } ?? near)
      }
    }
    if found.kind == .word, ["last", "next", "this", "past", "coming"].contains(found.symbol) {
      return "a unit comes after it: `\(found.symbol) week`; a weekday is `monday`, `last monday`"
    }
    // Where the message says what follows the word before, that word is as it was meant.
    guard after == nil, let previous, previous.kind == .word,
      !Vocabulary.isReserved(previous.symbol)
    else { return nil }
    for token in [previous, tokens[statementStart]] where token.kind == .word {
      if let help = OtherLanguages.help(token.symbol) { return help }
    }
    let words = Vocabulary.modifierWords + Vocabulary.adjectives + Vocabulary.expressionWords
    let stages = index > 1 && tokens[index - 2].symbol == "|" ? Vocabulary.stageWords : []
    return NearestName.find(previous.spelling, in: words + stages)
      .map { .didYouMean($0, insteadOf: previous.spelling) }
  }
}
