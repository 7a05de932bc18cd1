// What a statement of a program gives.

/// The outcome of one statement.
public indirect enum StatementResult: Sendable {
  /// A query's answer.
  case table(QueryResult)
  /// A plain value, such as that of `count(key results)`, with its canonical text.
  case value(Value, query: String)
  /// A bare node: everything known of it.
  case card(NodeCard, query: String)
  /// How a query is understood: of `explain`.
  case explanation(Explanation)
  /// Why something is so: of `why`.
  case why(WhyAnswer)
  /// Words: of `print`, and of a text that stands alone.
  case text(String)
  /// Of `heading`.
  case heading(String)
  /// Of `report`.
  case report(Report)
  /// Of `expect` and `warn`.
  case promise(PromiseOutcome)
  /// A section of a report that failed; the sections after it follow.
  case failure(QueryFailure)
  /// A remark on how the program ran, such as a condition that was missing.
  case remark(Diagnostic)
}

/// A report: a title, and what its statements gave, in order.
public struct Report: Sendable {
  /// The title.
  public let title: String
  /// What each statement gave.
  public let sections: [StatementResult]

  package init(title: String, sections: [StatementResult]) {
    self.title = title
    self.sections = sections
  }
}

/// How a promise, `expect` or `warn`, turned out.
public struct PromiseOutcome: Sendable {
  /// How it stands.
  public enum State: Hashable, Sendable {
    /// It holds.
    case kept
    /// It does not.
    case broken
    /// It speaks of nothing at all: there is no row that could break it.
    case vacuous
  }

  /// A thing that was left out, until a day.
  public struct Exception: Hashable, Sendable {
    /// What is left out.
    public let nodes: [Node]
    /// The day until which it is.
    public let until: CivilDate
    /// Why.
    public let reason: String
    /// Whether that day has passed, which breaks the promise.
    public let isExpired: Bool

    package init(nodes: [Node], until: CivilDate, reason: String, isExpired: Bool) {
      self.nodes = nodes
      self.until = until
      self.reason = reason
      self.isExpired = isExpired
    }
  }

  /// A side of a comparison that does not hold, with what it was found to be.
  public struct Side: Hashable, Sendable {
    /// The side as written.
    public let words: String
    /// What it is.
    public let value: Value

    package init(words: String, value: Value) {
      self.words = words
      self.value = value
    }
  }

  /// How it stands.
  public let state: State
  /// Whether a broken one only warns.
  public let isWarning: Bool
  /// The promise as written, without `expect` or `warn`, its message and exceptions.
  public let words: String
  /// Its message; nil without one.
  public let message: String?
  /// The rows that break it, as an answer with their files and lines; nil for a plain condition.
  public let offending: QueryResult?
  /// What it leaves out.
  public let exceptions: [Exception]
  /// Of a comparison that does not hold: its sides, but for plain values.
  public let sides: [Side]
  /// Where it stands in the program.
  public let range: SourceRange

  package init(
    state: State, isWarning: Bool, words: String, message: String?, offending: QueryResult?,
    exceptions: [Exception], sides: [Side] = [], range: SourceRange
  ) {
    self.state = state
    self.isWarning = isWarning
    self.words = words
    self.message = message
    self.offending = offending
    self.exceptions = exceptions
    self.sides = sides
    self.range = range
  }

  /// Whether it fails the program: broken, and not only a warning.
  public var isFailure: Bool { state == .broken && !isWarning }
}
