// What may stand at a cursor. Names from a workspace are added by those who know one.

/// The answer to "what can I write here?".
///
/// It comes from the parser's own expectations at the cursor: it offers what the grammar takes.
public struct Completion: Sendable {
  /// The part of a word that stands before the cursor, sigil included; empty after a blank.
  public let prefix: String
  /// What a completion replaces: the range of the prefix.
  public let range: SourceRange
  /// What may stand there, in the grammar's order, each once; not yet filtered by the prefix.
  public let expectations: [Expectation]
  /// Whether anything may be typed: in a text, a comment, a number.
  public let isFreeText: Bool

  /// Completes at a byte offset, which is moved into the text; the rest is not read. O(bytes).
  public static func find(in source: SourceText, at offset: Int) -> Completion {
    let cursor = min(max(offset, 0), min(source.bytes.count, ParserLimits.standard.sourceBytes))
    let before = SourceText(bytes: Array(source.bytes[..<cursor]), name: source.name)
    let raw = Lexer.lexWords(before)
    let end = before.bytes.count
    var cut = end
    var isFreeText = raw.comments.last.map { $0.end == end } ?? false
    let touching = touchingToken(raw.tokens.dropLast(), end: end)
    if let touching, !isFreeText {
      if isPrefix(touching) { cut = touching.range.start }
      isFreeText = isFree(touching, in: before)
    }
    let base = SourceText(bytes: Array(before.bytes[..<cut]), name: source.name)
    let words = Lexer.lexWords(base)
    let expectations =
      LiteralCompletion.continuations(words) + Parser.expectationsAtEnd(of: base)
    let start = cursor - (end - cut)
    return Completion(
      prefix: before.text(in: SourceRange(start: cut, end: end)),
      range: SourceRange(start: max(0, start), end: cursor),
      expectations: ExpectationSummary.unique(expectations), isFreeText: isFreeText)
  }

  /// The words that may stand at the cursor and begin as the prefix does, whatever the case.
  public var words: [String] {
    let typed = prefix.lowercased()
    var seen: Set<String> = []
    return expectations.flatMap(\.words).filter {
      $0.lowercased().hasPrefix(typed) && seen.insert($0).inserted
    }
  }

  /// The token that ends at the cursor; of `@KR-` and `2026-Q` the part before the dash.
  private static func touchingToken(_ tokens: ArraySlice<Token>, end: Int) -> Token? {
    guard let last = tokens.last, last.range.end == end else { return nil }
    var run = tokens
    var next: Token?
    while let token = run.popLast() {
      if let next {
        guard token.range.end == next.range.start else { break }
        switch token.kind {
        case .node where next.symbol == "-", .literal where next.symbol == "-": return token
        default: break
        }
      }
      guard token.kind == .word || token.isSign && token.symbol == "-" else { break }
      next = token
    }
    return last
  }

  private static func isPrefix(_ token: Token) -> Bool {
    switch token.kind {
    case .word, .name, .kind, .literal, .node, .variable, .broken: true
    default: false
    }
  }

  private static func isFree(_ token: Token, in source: SourceText) -> Bool {
    switch token.kind {
    case .literal, .name: return true
    case .broken:
      guard token.range.start < source.bytes.count else { return false }
      return source.bytes[token.range.start] != UInt8(ascii: "@")
        && source.bytes[token.range.start] != UInt8(ascii: "$")
        || token.range.end - token.range.start > 1
    default: return false
    }
  }
}

/// The words that finish a literal of several words.
enum LiteralCompletion {
  static func continuations(_ lexed: LexedText) -> [Expectation] {
    let tokens = lexed.tokens
    guard tokens.count > 1, tokens.last?.breakBefore == false else { return [] }
    let last = tokens[tokens.count - 2]
    let before = tokens.count > 2 && !last.breakBefore ? tokens[tokens.count - 3] : nil
    if before?.symbol == ".", before?.isSign == true { return [] }
    if last.number != nil { return afterNumber(before?.symbol ?? "") }
    if last.isSign, last.symbol == "-", before?.symbol == "check" { return [.word("ins")] }
    guard last.kind == .word else { return [] }
    return afterWord(last.symbol, isAfterNumber: before?.number != nil)
  }

  private static func afterNumber(_ before: String) -> [Expectation] {
    switch before {
    case "last", "next": PeriodUnit.allCases.map { .word($0.plural) }
    case "past", "coming": DurationUnit.allCases.map { .word($0.rawValue + "s") }
    default: DurationUnit.allCases.map { .word($0.rawValue + "s") } + [.word("points")]
    }
  }

  private static func afterWord(_ word: String, isAfterNumber: Bool) -> [Expectation] {
    switch word {
    case "this", "next": return PeriodUnit.allCases.map { .word($0.rawValue) }
    case "last":
      let units: [Expectation] = PeriodUnit.allCases.map { .word($0.rawValue) }
      return units + Vocabulary.weekdays.map { .word($0) } + [.category(.wholeNumber)]
    case "past", "coming", "year": return [.category(.wholeNumber)]
    case "key": return [.word("results")]
    default: break
    }
    let units = DurationUnit.allCases.flatMap { [$0.rawValue, $0.rawValue + "s"] }
    if isAfterNumber, units.contains(word) { return [.word("ago")] }
    let isMonth = Vocabulary.months.contains {
      $0.lowercased() == word || $0.prefix(3).lowercased() == word
    }
    return isMonth ? [.category(.wholeNumber)] : []
  }
}
