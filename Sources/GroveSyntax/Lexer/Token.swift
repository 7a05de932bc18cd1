// What the lexer hands to the parser.

/// A piece of the text that the parser does not look into.
package struct Token: Sendable {
  /// What kind of piece.
  package enum Kind: Hashable, Sendable {
    /// A word without backticks, reserved or not.
    case word
    /// A name in backticks.
    case name
    /// A built-in kind, of one word or two.
    case kind(KindWord)
    /// A literal of one word or several.
    indirect case literal(Literal)
    indirect case node(NodeReference)
    case variable
    /// A text without interpolation.
    case text(String)
    /// The stretches of a text with interpolation: before, between and after the values.
    case textStart(String)
    case textMiddle(String)
    case textEnd(String)
    case sign
    /// `;`
    case separator
    /// What the lexer has already reported.
    case broken
    case end
  }

  package var kind: Kind
  /// Words in lower case and signs as written: what the parser compares. Empty for all else and for
  /// literals of several words.
  package var symbol = ""
  /// Words and names as written, without sigil or backticks.
  package var spelling = ""
  package var range: SourceRange
  /// Whether a line break stands between the token before and this one.
  package var breakBefore = false
  /// Whether a text is written between `"""`.
  package var isMultiline = false

  var isSign: Bool { kind == .sign }

  /// A name that is not reserved, or any in backticks.
  var isIdentifier: Bool {
    switch kind {
    case .name: true
    case .word: !Vocabulary.isReserved(symbol)
    default: false
    }
  }

  /// An identifier that begins no statement, stage or pair of words.
  var isPlain: Bool {
    guard kind != .name else { return true }
    guard isIdentifier else { return false }
    switch symbol {
    case "start", "end", "from", "to", "paths": return false
    default: return !Vocabulary.isStatementWord(symbol) && !Vocabulary.isStageWord(symbol)
    }
  }

  /// A name that may be called.
  var isCallee: Bool {
    if kind == .word, symbol == "last" || symbol == "missing" { return true }
    guard isIdentifier else { return false }
    return kind == .name || symbol != "from" && !Vocabulary.isStatementWord(symbol)
  }

  /// Any one word, where nothing but a name can stand.
  var isAnyName: Bool {
    switch kind {
    case .name: true
    case .word, .kind, .literal: !symbol.isEmpty
    default: false
    }
  }

  var adjective: Adjective? { kind == .word ? Adjective(rawValue: symbol) : nil }

  var isKind: Bool {
    if case .kind = kind { true } else { false }
  }

  var number: NumberLiteral? {
    if case .literal(.number(let number)) = kind { number } else { nil }
  }

  /// The value of a number written with digits only that fits an `Int`.
  var integer: Int? {
    guard let number, number.spelling.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    return Int(number.spelling)
  }
}

/// A text as tokens, with what the lexer found wrong.
package struct LexedText: Sendable {
  /// The tokens; the last is always `end`.
  package var tokens: [Token]
  /// The comments, from `#` to before the line break, in order.
  package var comments: [SourceRange] = []
  package var diagnostics: [Diagnostic] = []
  /// Whether the text stops inside something that a further line could close.
  package var isIncomplete = false
}
