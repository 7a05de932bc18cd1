// The catalogue of the syntax phase. A number never changes its meaning.

extension DiagnosticCode {
  static let character = DiagnosticCode("GRV0101", "a character that has no meaning here")
  static let otherSign = DiagnosticCode("GRV0102", "a sign of another language")
  static let expected = DiagnosticCode("GRV0103", "something else was expected")
  static let unfinished = DiagnosticCode("GRV0104", "the text ends too early")
  static let unclosedText = DiagnosticCode("GRV0105", "a text is not closed")
  static let escape = DiagnosticCode("GRV0106", "an unknown escape in a text")
  static let number = DiagnosticCode("GRV0107", "a number that cannot be read")
  static let date = DiagnosticCode("GRV0108", "a date or period that does not exist")
  static let unnamed = DiagnosticCode("GRV0109", "a name is missing or not closed")
  static let singular = DiagnosticCode("GRV0110", "a kind in the singular")
  static let bareHaving = DiagnosticCode("GRV0111", "a bare `with` or `without` ends the phrase")
  static let whereEnds = DiagnosticCode("GRV0112", "`where` ends the phrase")
  static let oneValue = DiagnosticCode("GRV0113", "a modifier takes one value")
  static let mixed = DiagnosticCode("GRV0114", "`and` and `or` are mixed")
  static let connective = DiagnosticCode("GRV0115", "`and` or `or` between modifiers")
  static let chain = DiagnosticCode("GRV0116", "comparisons do not chain")
  static let parentheses = DiagnosticCode("GRV0117", "a query here needs parentheses")
  static let valueIsNoPhrase = DiagnosticCode("GRV0118", "a value takes no modifiers")
  static let lineStart = DiagnosticCode("GRV0119", "a line begins with what carries another on")
  static let twoStatements = DiagnosticCode("GRV0120", "two statements on one line")
  static let negation = DiagnosticCode("GRV0121", "`not` in the wrong place")
  static let reservedName = DiagnosticCode("GRV0122", "a word of the language as a name")
  static let otherWord = DiagnosticCode("GRV0123", "a word of another language")
  static let twice = DiagnosticCode("GRV0124", "a modifier is given twice")
  static let alternatives = DiagnosticCode(
    "GRV0125", "brackets between modifiers hold alternatives")
  static let kind = DiagnosticCode("GRV0126", "a phrase names one kind, before its modifiers")
  static let stage = DiagnosticCode("GRV0127", "a stage is written differently")
  static let place = DiagnosticCode("GRV0128", "a thing is written with a sign")
  static let topLevel = DiagnosticCode("GRV0129", "a statement of the top level inside a block")
  static let listForm = DiagnosticCode("GRV0130", "a list is written in square brackets")
  static let promise = DiagnosticCode("GRV0131", "a promise is written differently")
  static let definition = DiagnosticCode("GRV0132", "a definition is written differently")
  static let arguments = DiagnosticCode("GRV0133", "the arguments of a call")
  static let condition = DiagnosticCode("GRV0134", "a condition is written differently")
  static let degree = DiagnosticCode("GRV0135", "a degree is written differently")
  static let row = DiagnosticCode("GRV0136", "there is no row here")
  static let laterEdition = DiagnosticCode("GRV0137", "a later edition of the language")
  static let tooLong = DiagnosticCode("GRV0601", "the source text is too long")
  static let tooDeep = DiagnosticCode("GRV0602", "brackets are nested too deeply")
  static let tooLarge = DiagnosticCode("GRV0603", "the program has too many parts")

  /// Every code of this phase, in the order of their numbers.
  public static let syntaxCodes: [DiagnosticCode] = [
    .character, .otherSign, .expected, .unfinished, .unclosedText, .escape, .number, .date,
    .unnamed, .singular, .bareHaving, .whereEnds, .oneValue, .mixed, .connective, .chain,
    .parentheses, .valueIsNoPhrase, .lineStart, .twoStatements, .negation, .reservedName,
    .otherWord, .twice, .alternatives, .kind, .stage, .place, .topLevel, .listForm, .promise,
    .definition, .arguments, .condition, .degree, .row, .laterEdition, .tooLong, .tooDeep,
    .tooLarge,
  ]
}
