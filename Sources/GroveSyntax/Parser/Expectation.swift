// What may stand at a place. One set feeds messages, nearest words and completion.

/// Something the grammar allows at a place.
public enum Expectation: Hashable, Sendable {
  /// A word of the language, in lower case.
  case word(String)
  /// A sign.
  case sign(String)
  /// Any of a category: a name from the workspace, a value, or one of a closed list of words.
  case category(Category)

  /// The categories.
  public enum Category: String, Hashable, Sendable, CaseIterable {
    /// A built-in kind.
    case kind = "a kind such as `key results`"
    /// A kind of the workspace's own.
    case ownKind = "a kind of the workspace"
    /// A reserved adjective.
    case adjective = "an adjective such as `stale`"
    /// A yes/no field or a declared value of a closed field.
    case ownWord = "a yes/no field"
    /// A field of the row.
    case field = "a field"
    /// A thing by its id.
    case node = "a thing such as `@KR-12`"
    /// A variable.
    case variable = "a variable such as `$x`"
    /// A function, followed by `(`.
    case function = "a function"
    /// A text in quotes.
    case text = "a text in quotes"
    /// A number, ratio, points or duration.
    case number = "a number"
    /// A number written with digits only.
    case wholeNumber = "a whole number"
    /// A date or another moment.
    case date = "a date"
    /// A period.
    case period = "a period such as `Q2` or `this quarter`"
    /// A name that is being made up, or any name.
    case name = "a name"
    /// The first word of a stage.
    case stage = "a stage such as `sort by`"
    /// The first word of a statement.
    case statement = "a statement"
    /// What `render` draws.
    case shape = "a shape such as `table`"
    /// The end of the statement.
    case end = "the end of the line"

    /// The closed list of words that belong to the category; empty when only the workspace knows.
    public var words: [String] {
      switch self {
      case .kind: Vocabulary.kinds
      case .adjective: Vocabulary.adjectives
      case .stage: Vocabulary.stageWords
      case .statement: Vocabulary.statementWords
      case .shape: Vocabulary.shapes
      case .date: ["today", "yesterday", "tomorrow"] + Vocabulary.weekdays
      case .period: ["this", "last", "next", "past", "coming", "year", "Q1", "Q2", "Q3", "Q4"]
      default: []
      }
    }
  }

  /// The words a typist may have meant.
  var words: [String] {
    switch self {
    case .word(let word): [word]
    case .sign: []
    case .category(let category): category.words
    }
  }

  /// The way the expectation is named in a message.
  var phrase: String {
    switch self {
    case .word(let text), .sign(let text): "`\(text)`"
    case .category(let category): category.rawValue
    }
  }
}

/// Shortens a long list of expectations to what a reader can use.
enum ExpectationSummary {
  /// The expectations in order, each once, whole groups of words named by one phrase.
  static func phrases(_ expected: [Expectation]) -> [String] {
    var rest = unique(expected)
    var phrases: [String] = []
    if rest.contains(.category(.number)), rest.contains(.category(.text)) {
      let takesKind = rest.contains(.category(.kind))
      phrases.append(takesKind ? "a kind such as `key results` or a value" : "a value")
      rest.removeAll { isValueStart($0) }
    }
    if countWords(rest, in: Vocabulary.modifierWords) > 8 {
      phrases.append("a modifier such as `in`, `below` or `owned by`")
      rest.removeAll { isModifierStart($0) }
    }
    if countWords(rest, in: operators) > 4 {
      phrases.append("an operator such as `=` or `and`")
      rest.removeAll { isOperator($0) }
    }
    return phrases + rest.map(\.phrase)
  }

  static func unique(_ expected: [Expectation]) -> [Expectation] {
    var seen: Set<Expectation> = []
    return expected.filter { seen.insert($0).inserted }
  }

  /// `a, b or c`.
  static func list(_ phrases: [String]) -> String {
    guard let last = phrases.last, phrases.count > 1 else { return phrases.first ?? "" }
    return phrases.dropLast().joined(separator: ", ") + " or " + last
  }

  private static let operators = [
    "=", "!=", "<", "<=", ">", ">=", "before", "after", "since", "until", "in", "contains",
    "matches", "starts", "ends", "between", "is", "not", "??", "+", "-", "*", "/", "mod", "to",
    "as", ".", "[", "and", "or",
  ]

  private static func text(_ expectation: Expectation) -> String? {
    switch expectation {
    case .word(let text), .sign(let text): text
    case .category: nil
    }
  }

  private static func countWords(_ expected: [Expectation], in list: [String]) -> Int {
    expected.count { text($0).map(list.contains) ?? false }
  }

  private static func isOperator(_ expectation: Expectation) -> Bool {
    text(expectation).map(operators.contains) ?? false
  }

  private static func isModifierStart(_ expectation: Expectation) -> Bool {
    switch expectation {
    case .category(.adjective), .category(.ownWord), .category(.field), .sign("("): true
    default: text(expectation).map(Vocabulary.modifierWords.contains) ?? false
    }
  }

  private static func isValueStart(_ expectation: Expectation) -> Bool {
    switch expectation {
    case .category(let category): category != .end && category != .stage && category != .statement
    case .sign(let sign): ["(", "[", "{", "-"].contains(sign)
    case .word(let word):
      [
        "not", "if", "this", "outer", "yes", "no", "missing", "from", "paths", "start", "end",
        "today", "yesterday", "tomorrow", "at", "on", "off", "stated",
      ].contains(word)
    }
  }
}
