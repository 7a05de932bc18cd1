// The words of the language, each list once. Lexer, parser, completion and editors read them.

/// The closed lists of words, all in lower case.
public enum Vocabulary {
  /// Words of phrases that are reserved everywhere.
  public static let phraseWords: [String] = [
    "below", "above", "exactly", "between", "at", "on", "off", "in", "during", "before", "after",
    "since", "until", "of", "owned", "reporting", "under", "directly", "supported", "with",
    "without", "named", "tagged", "matching", "as", "assuming", "where", "not", "stated",
    "changed", "ever",
  ]

  /// Words of expressions that are reserved everywhere.
  public static let expressionWords: [String] = [
    "and", "or", "is", "contains", "mod", "if", "then", "else", "this", "outer", "missing", "yes",
    "no", "today", "yesterday", "tomorrow", "last", "next", "past", "coming",
  ]

  /// The reserved adjectives.
  public static let adjectives: [String] = Adjective.allCases.map(\.rawValue)

  /// The built-in kinds as phrases write them, and the short `krs`.
  public static let kinds: [String] = KindWord.allCases.map(\.phraseName) + ["krs"]

  /// The first words of statements; names elsewhere.
  public static let statementWords: [String] = [
    "let", "set", "for", "while", "return", "print", "heading", "expect", "explain", "why",
    "define", "use", "param", "report", "warn",
  ]

  /// The first words of stages; names elsewhere.
  public static let stageWords: [String] = [
    "where", "sort", "take", "skip", "last", "group", "summarize", "show", "add", "drop",
    "distinct", "count", "total", "join", "union", "intersect", "except", "pivot", "parents",
    "children", "ancestors", "descendants", "follow", "over", "change", "compare", "forecast",
    "render", "top", "bottom", "say", "pairs",
  ]

  /// What may follow `render`.
  public static let shapes: [String] = [
    "table", "list", "tree", "bars", "line", "heatmap", "timeline", "matrix", "dot", "mermaid",
  ]

  /// Words that a modifier may begin with.
  public static let modifierWords: [String] = [
    "below", "above", "at", "exactly", "between", "in", "during", "before", "after", "since",
    "until", "of", "owned", "under", "directly", "supported", "reporting", "with", "without",
    "named", "tagged", "matching", "on", "off", "stated", "changed", "ever", "as", "assuming",
    "where", "not",
  ]

  /// The days of the week.
  public static let weekdays: [String] = Weekday.allCases.map(\.rawValue)

  /// The months, January first.
  public static let months: [String] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// The month that a word in lower case names in full or shortened, from 1.
  package static func month(_ word: String) -> Int? {
    guard word.utf8.count >= 3 else { return nil }
    let place = months.firstIndex { month in
      let name = month.lowercased()
      return word == name || word == name.prefix(3) || word == "sept" && name.hasPrefix(word)
    }
    return place.map { $0 + 1 }
  }

  /// Whether a word, in lower case, is a name only in backticks wherever it stands.
  public static func isReserved(_ word: String) -> Bool { reserved.contains(word) }

  static func isStatementWord(_ word: String) -> Bool { statements.contains(word) }
  static func isStageWord(_ word: String) -> Bool { stages.contains(word) }
  static func isModifierWord(_ word: String) -> Bool { modifiers.contains(word) }

  private static let reserved = Set(phraseWords + expressionWords + adjectives + kinds + weekdays)
  private static let statements = Set(statementWords)
  private static let stages = Set(stageWords)
  private static let modifiers = Set(modifierWords)
}
