// The messages of a run, all in one file: what failed at a place, and which limit ended it.

extension DiagnosticCode {
  /// A result beyond the largest number.
  public static let numberTooLarge = DiagnosticCode("GRV0301", "a number is too large")
  /// A day outside the calendar.
  public static let dateOutOfRange = DiagnosticCode("GRV0302", "a date is out of range")
  /// A `take`, `skip` or `top` that is not given a whole number.
  public static let notACount = DiagnosticCode("GRV0303", "a count is not a whole number")
  /// A call of a function that cannot be called.
  public static let notCallable = DiagnosticCode("GRV0304", "a function that cannot be called here")
  /// A column of a pivot that did not come out.
  public static let noSuchColumn = DiagnosticCode("GRV0305", "a pivot has no such column")
  /// A pivot across a key of too many values.
  public static let tooManyColumns = DiagnosticCode("GRV0306", "a pivot has too many columns")
  /// A view of a day that is missing, or of something that is no day.
  public static let viewWithoutDay = DiagnosticCode("GRV0307", "a view is of no day")
  /// What a host's function threw.
  public static let hostFunctionFailed = DiagnosticCode("GRV0308", "a host function failed")
  /// A host's function gave what it was not declared to give.
  public static let hostFunctionResult = DiagnosticCode(
    "GRV0309", "a host function gave another type")
  /// A condition of a statement that is missing.
  public static let missingCondition = DiagnosticCode("GRV0310", "a condition is missing")
  /// A value as of a day before all that is known.
  public static let dayBeforeFiles = DiagnosticCode("GRV0311", "a day before the files begin")
  /// A period whose ends the text turns round.
  public static let periodTurnedRound = DiagnosticCode(
    "GRV0312", "the ends of a period are turned round")
  /// Too many ticks.
  public static let tooManyTicks = DiagnosticCode("GRV0610", "the run takes too many steps")
  /// Too many bytes.
  public static let tooManyBytes = DiagnosticCode("GRV0611", "the run takes too much memory")
  /// Too many rows.
  public static let tooManyRows = DiagnosticCode("GRV0612", "the answer has too many rows")
  /// Expressions or queries nested too deeply.
  public static let tooDeep = DiagnosticCode("GRV0613", "the run nests too deeply")
  /// Cancelled from outside.
  public static let runCancelled = DiagnosticCode("GRV0614", "the run was cancelled")
  /// Calls of the program's own functions inside each other.
  public static let tooManyCalls = DiagnosticCode("GRV0615", "calls are nested too deeply")
  /// Lists and records inside each other.
  public static let valueTooDeep = DiagnosticCode("GRV0616", "a value is nested too deeply")
  /// One text that is too long.
  public static let textTooLong = DiagnosticCode("GRV0617", "a text is too long")
  /// One list that is too long.
  public static let listTooLong = DiagnosticCode("GRV0618", "a list is too long")
  /// Too much for the host.
  public static let tooMuchOutput = DiagnosticCode("GRV0619", "the answers are too large")
  /// The host's time is over.
  public static let timeIsOver = DiagnosticCode("GRV0620", "the run takes too long")

  /// All codes of a run, in order.
  public static let runCodes: [DiagnosticCode] = [
    numberTooLarge, dateOutOfRange, notACount, notCallable, noSuchColumn, tooManyColumns,
    viewWithoutDay, hostFunctionFailed, hostFunctionResult, missingCondition, dayBeforeFiles,
    periodTurnedRound,
    exceptionWithoutDay, tooManyTicks, tooManyBytes, tooManyRows, tooDeep, runCancelled,
    tooManyCalls, valueTooDeep, textTooLong,
    listTooLong, tooMuchOutput, timeIsOver,
  ]
}

extension Diagnostic {
  static func dayBeforeFiles(_ words: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .dayBeforeFiles, words, at: range, severity: .warning,
      help: "ask for a later day, or record earlier ones under `history:` and `check_ins:`")
  }
}

extension RunFailure {
  /// The failure of a function or operator at its place in the text.
  init(_ failure: FunctionFailure, at range: SourceRange) {
    switch failure {
    case .numberTooLarge:
      self = .runTime(
        Diagnostic(
          .numberTooLarge, "the result is larger than any number can be", at: range,
          help: "divide first, or leave out the rows with such values"))
    case .dateOutOfRange:
      self = .runTime(
        Diagnostic(
          .dateOutOfRange, "the result lies outside the years 1 to 9999", at: range,
          help: "add or take away less"))
    case .needsBytes: self = .limit(.bytes)
    case .stopped: self = .cancelled
    }
  }

  static func host(_ name: String, failed message: String, at range: SourceRange) -> RunFailure {
    .runTime(
      Diagnostic(
        .hostFunctionFailed, "`\(name)` of the host failed: \(message)", at: range,
        help: "ask for rows that it can be called with"))
  }

  static func host(
    _ name: String, gave found: String, insteadOf expected: String, at range: SourceRange
  ) -> RunFailure {
    .runTime(
      Diagnostic(
        .hostFunctionResult, "`\(name)` of the host should give \(expected), and gave \(found)",
        at: range, help: "this is a mistake of the host, not of the text"))
  }

  static func notACount(_ found: String, at range: SourceRange) -> RunFailure {
    .runTime(
      Diagnostic(
        .notACount, "expected a whole number of rows from 0 on, found \(found)", at: range,
        help: found == "missing"
          ? "give it one for this case: `take (N ?? 10)`" : "round it: `take (round(...))`"))
  }

  static func notADay(_ found: String, at range: SourceRange) -> RunFailure {
    .runTime(
      Diagnostic(
        .viewWithoutDay, "expected a day to look from, found \(found)", at: range,
        help: "write a day, `as of 2026-05-01`, or one of a period, `as of end of Q2`"))
  }

  static func turnedRound(_ first: CivilDate, _ last: CivilDate, at range: SourceRange)
    -> RunFailure
  {
    .runTime(
      Diagnostic(
        .periodTurnedRound, "the period ends before it begins: \(last) lies before \(first)",
        at: range, help: "the earlier day comes first: `\(last) to \(first)`"))
  }

  static func viewWithoutDay(at range: SourceRange) -> RunFailure {
    .runTime(
      Diagnostic(
        .viewWithoutDay, "the day to look from is missing", at: range,
        help: "give it one for this case: `as of (D ?? today)`"))
  }

  static func notCallable(_ name: String, at range: SourceRange) -> RunFailure {
    .runTime(Diagnostic(.notCallable, "`\(name)` cannot be called here", at: range))
  }

  static func noSuchColumn(
    _ name: String, among names: [String], at range: SourceRange
  ) -> RunFailure {
    let near = NearestName.find(name, in: names)
    return .runTime(
      Diagnostic(
        .noSuchColumn, "`pivot` made no column `\(name)`", at: range,
        notes: [Diagnostic.Note("columns: \(names.prefix(20).joined(separator: ", "))")],
        help: near.map { "did you mean `\($0)`?" } ?? "name one of them, in backticks"))
  }

  static func tooManyColumns(_ count: Int, most: Int, at range: SourceRange) -> RunFailure {
    .runTime(
      Diagnostic(
        .tooManyColumns, "`pivot` would make \(count) columns, and \(most) is the most",
        at: range,
        help: "turn it round: put this key into `group by`, and one of fewer values across"))
  }

  /// The failure as a diagnostic; limits, which have no place of their own, at `range`.
  package func diagnostic(at range: SourceRange, limits: Limits) -> Diagnostic {
    switch self {
    case .runTime(let diagnostic):
      return diagnostic
    case .cancelled:
      return Diagnostic(.runCancelled, "cancelled before it was done", at: range)
    case .limit(.ticks):
      return Diagnostic(
        .tooManyTicks, "it takes more than the \(limits.ticks ?? .max) steps that are allowed",
        at: range, help: "narrow the query, or allow more steps")
    case .limit(.bytes):
      return Diagnostic(
        .tooManyBytes, "it takes more than the \(limits.bytes ?? .max) bytes that are allowed",
        at: range, help: "narrow the query, or allow more memory")
    case .limit(.rows):
      return Diagnostic(
        .tooManyRows, "the answer has more than the \(limits.rows ?? .max) rows that are allowed",
        at: range, help: "end the query with `| take \(limits.rows ?? .max)`")
    case .limit(.depth):
      return Diagnostic(
        .tooDeep, "expressions and queries are nested more deeply than can be run", at: range,
        help: "compute the inner part first, in a `let`")
    case .limit(.callDepth):
      return Diagnostic(
        .tooManyCalls, "calls are nested more than the \(limits.callDepth) that are allowed",
        at: range, help: "end the recursion earlier, or write it as a loop")
    case .limit(.valueNesting):
      return Diagnostic(
        .valueTooDeep,
        "lists are nested more than the \(limits.valueNesting) levels that are allowed", at: range,
        help: "keep a list of members beside each other, not inside each other")
    case .limit(.textBytes):
      return Diagnostic(
        .textTooLong, "a text has more than the \(limits.textBytes) bytes that are allowed",
        at: range, help: "make a shorter text")
    case .limit(.listLength):
      return Diagnostic(
        .listTooLong, "a list has more than the \(limits.listLength) members that are allowed",
        at: range, help: "narrow the query, or aggregate its rows in a stage")
    case .limit(.outputBytes):
      return Diagnostic(
        .tooMuchOutput,
        "the answers take more than the \(limits.outputBytes ?? .max) bytes that are allowed",
        at: range, help: "ask for fewer rows or columns")
    case .limit(.deadline):
      return Diagnostic(
        .timeIsOver, "it takes longer than the host allows", at: range,
        help: "narrow the query, or allow more time")
    // The parser has messages of its own for these.
    case .limit(.sourceBytes), .limit(.sourceNesting), .limit(.sourceNodes):
      return Diagnostic(.tooDeep, "the text is too large", at: range)
    }
  }
}
