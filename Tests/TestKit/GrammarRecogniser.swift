// An Earley recogniser: whether a grammar file accepts a text, decided without the parser's help.

public import GroveSyntax

/// Runs a grammar over the tokens of a text.
public struct GrammarRecogniser: Sendable {
  private let grammar: GrammarFile

  private struct Item: Hashable {
    var rule: Int
    var choice: Int
    var dot: Int
    var origin: Int
  }

  private struct Column {
    var items: [Item] = []
    var known: Set<Item> = []
    /// Rules that were completed without taking anything.
    var empty: Set<Int> = []

    mutating func add(_ item: Item) {
      if known.insert(item).inserted { items.append(item) }
    }
  }

  /// Takes a grammar.
  public init(_ grammar: GrammarFile) { self.grammar = grammar }

  /// Whether the grammar accepts the text; nil when its characters already make no tokens.
  public func accepts(_ source: SourceText) -> Bool? {
    let lexed = Lexer.lex(source)
    guard lexed.diagnostics.isEmpty else { return nil }
    let tokens = lexed.tokens.filter { $0.kind != .end }
    var columns = [Column()]
    for choice in grammar.choices[grammar.start].indices {
      columns[0].add(Item(rule: grammar.start, choice: choice, dot: 0, origin: 0))
    }
    close(&columns, tokens, at: 0)
    var wasSeparated = false
    for (place, token) in tokens.enumerated() {
      let isBreak = token.breakBefore && !(token.kind == .sign && token.symbol == "|")
      if isBreak || token.kind == .separator, !wasSeparated {
        // A line break is a space where the grammar cannot take a separator.
        if let next = separated(columns, tokens, at: place) {
          columns.append(next)
          close(&columns, tokens, at: place)
          wasSeparated = true
        } else if token.kind == .separator {
          return false
        }
      }
      if token.kind == .separator { continue }
      wasSeparated = false
      guard let next = scanned(columns, tokens, at: place) else { return false }
      columns.append(next)
      close(&columns, tokens, at: place + 1)
    }
    return columns[columns.count - 1].items.contains {
      $0.rule == grammar.start && $0.origin == 0 && isComplete($0)
    }
  }

  private func symbols(_ item: Item) -> [GrammarFile.Symbol] {
    grammar.choices[item.rule][item.choice]
  }

  private func isComplete(_ item: Item) -> Bool { item.dot == symbols(item).count }

  private func next(_ item: Item) -> GrammarFile.Symbol? {
    isComplete(item) ? nil : symbols(item)[item.dot]
  }

  private func advanced(_ item: Item) -> Item {
    var item = item
    item.dot += 1
    return item
  }

  private func separated(_ columns: [Column], _ tokens: [Token], at place: Int) -> Column? {
    var column = Column()
    for item in columns[columns.count - 1].items where next(item) == .token("SEP") {
      column.add(advanced(item))
    }
    return column.items.isEmpty ? nil : column
  }

  private func scanned(_ columns: [Column], _ tokens: [Token], at place: Int) -> Column? {
    var column = Column()
    for item in columns[columns.count - 1].items {
      switch next(item) {
      case .literal(let text) where tokens[place].symbol == text && tokens[place].kind != .name:
        column.add(advanced(item))
      case .token(let name) where TokenClass.matches(tokens[place], name):
        column.add(advanced(item))
      default: continue
      }
    }
    return column.items.isEmpty ? nil : column
  }

  /// Predicts and completes until nothing is new.
  private func close(_ columns: inout [Column], _ tokens: [Token], at place: Int) {
    let last = columns.count - 1
    var index = 0
    while index < columns[last].items.count {
      let item = columns[last].items[index]
      index += 1
      switch next(item) {
      case nil:
        if item.origin == last { columns[last].empty.insert(item.rule) }
        for waiting in columns[item.origin].items where next(waiting) == .rule(item.rule) {
          columns[last].add(advanced(waiting))
        }
      case .rule(let rule):
        for choice in grammar.choices[rule].indices {
          columns[last].add(Item(rule: rule, choice: choice, dot: 0, origin: last))
        }
        if columns[last].empty.contains(rule) { columns[last].add(advanced(item)) }
      case .lookahead(let name):
        if TokenClass.holds(name, tokens, at: place, index: last) {
          columns[last].add(advanced(item))
        }
      default: continue
      }
    }
  }
}

/// What the capitals and lookaheads of the grammar file mean, from the vocabulary alone.
private enum TokenClass {
  static func matches(_ token: Token, _ name: String) -> Bool {
    switch (name, token.kind) {
    case ("IDENT", _): isIdentifier(token)
    case ("PLAIN", _): isPlain(token)
    case ("CALLEE", _): isCallee(token)
    case ("NAME", .name), ("NAME", .word), ("NAME", .kind), ("NAME", .literal):
      token.kind == .name || !token.symbol.isEmpty
    case ("KIND", .kind): true
    case ("DATED", .kind(let kind)): kind == .checkIns || kind == .changes
    case ("ADJ", .word): Vocabulary.adjectives.contains(token.symbol)
    case ("NODE", .node), ("VAR", .variable), ("STR", .text), ("IS", .textStart),
      ("IM", .textMiddle), ("IE", .textEnd):
      true
    case ("INT", .literal(.number(let number))): Int(number.spelling) != nil
    case ("NUMBER", .literal(.number)), ("RATIO", .literal(.ratio)), ("POINTS", .literal(.points)),
      ("DURATION", .literal(.duration)), ("AGO", .literal(.ago)), ("DATE", .literal(.date)),
      ("DAY", .literal(.weekday)), ("PERIOD", .literal(.period)):
      true
    default: false
    }
  }

  /// Whether a lookahead holds at a token.
  static func holds(_ name: String, _ tokens: [Token], at place: Int, index: Int) -> Bool {
    let dates = ["before", "after", "since", "until", "during"]
    let first = word(tokens, place)
    let second = word(tokens, place + 1)
    switch name {
    case "minus", "rows", "date": return first != (name == "minus" ? "-" : name)
    case "open": return first != "("
    case "grade": return first != "by" && first != "for"
    case "when": return !dates.contains(first)
    case "quantity": return !["no", "some", "every"].contains(first)
    case "measure":
      let isBound = first == "at" && ["least", "most"].contains(second)
      return !isBound && !(dates + ["below", "above", "exactly", "between"]).contains(first)
    case "named":
      return !(place < tokens.count && isIdentifier(tokens[place]) && second == "=")
    case "pair":
      if first == "start" || first == "end" { return second != "of" }
      return first != "from" || !(place + 1 < tokens.count && opensSource(tokens[place + 1]))
    default: return false
    }
  }

  private static func word(_ tokens: [Token], _ place: Int) -> String {
    place < tokens.count && tokens[place].kind != .name ? tokens[place].symbol : ""
  }

  private static func opensSource(_ token: Token) -> Bool {
    switch token.kind {
    case .node, .variable, .kind: true
    case .sign: token.symbol == "(" || token.symbol == "["
    default: isIdentifier(token) || ["this", "outer"].contains(token.symbol)
    }
  }

  private static func isIdentifier(_ token: Token) -> Bool {
    token.kind == .name || token.kind == .word && !Vocabulary.isReserved(token.symbol)
  }

  private static func isPlain(_ token: Token) -> Bool {
    let others = ["start", "end", "from", "to", "paths"]
    return isIdentifier(token)
      && (token.kind == .name
        || !(Vocabulary.statementWords + Vocabulary.stageWords + others).contains(token.symbol))
  }

  private static func isCallee(_ token: Token) -> Bool {
    if token.kind == .word, ["last", "missing"].contains(token.symbol) { return true }
    return isIdentifier(token)
      && (token.kind == .name
        || token.symbol != "from" && !Vocabulary.statementWords.contains(token.symbol))
  }
}
