// Asking a graph: text in, answers out. A session holds what stays the same between questions: the
// graph, the day, who asks, the limits, and the computed columns they share.

/// A graph with the day and the person that questions are asked for.
///
/// A value: copies share the computed columns, which are made once each. Any number of threads may
/// run questions at once.
public struct Session: Sendable {
  /// The graph that is asked, as it stands on the day.
  public let graph: GoalGraph
  /// The day the questions are asked; the language reads no clock.
  public let today: CivilDate
  /// The day the graph is looked at, when that is another: as `as of` in every question.
  public let asOf: CivilDate?
  /// The id of the person that `@me` stands for.
  public let me: String?
  /// What one run may use.
  public var limits: Limits
  /// The functions that questions may call: the language's own, and those the host has added.
  public let functions: FunctionRegistry
  /// Which part of the language questions may use.
  public let language: LanguageProfile
  /// Where the files of `use` come from; nil when programs may use none.
  public var files: ProgramFiles?
  let views: ViewCache
  private var variables: [Variable] = []
  /// What programs have defined and is kept for the next.
  private(set) var definitions: [KeptDefinition] = []

  private struct Variable: Sendable {
    let name: String
    let type: ValueType
    let value: Value
    /// Whether it was made by `let`, and so is no part of the last answer.
    let isKept: Bool
  }

  /// A session over a graph, looked at as it is on the day, or as it was on another.
  public init(
    graph: GoalGraph, today: CivilDate, asOf: CivilDate? = nil, me: String? = nil,
    limits: Limits = .standard, functions: FunctionRegistry = .standard,
    language: LanguageProfile = .whole
  ) {
    views = ViewCache(graph: graph, today: today, asOf: asOf)
    self.graph = views.base.graph
    self.today = today
    self.asOf = asOf
    self.me = me
    self.limits = limits
    self.functions = functions
    self.language = language
  }

  /// Gives a variable a value: `$_` and `$1` at the prompt. A value that is there is replaced.
  public mutating func bind(_ name: String, _ value: Value) {
    bind(name, value, isKept: false)
  }

  private mutating func bind(_ name: String, _ value: Value, isKept: Bool) {
    variables.removeAll { $0.name == name }
    variables.append(
      Variable(name: name, type: value.type(in: graph), value: value, isKept: isKept))
  }

  /// Takes all bound variables away; those kept of programs stay.
  public mutating func unbindAll() {
    variables.removeAll { !$0.isKept }
  }

  /// Keeps what a program has left for those after it: its variables of the top level and its
  /// definitions. Newer ones take the place of older ones of the same name.
  public mutating func keep(_ end: ProgramEnd, of program: PreparedProgram) {
    for variable in end.variables { bind(variable.name, variable.value, isKept: true) }
    for definition in program.ownDefinitions {
      definitions.removeAll { $0.key == definition.key }
      definitions.append(definition)
    }
  }

  // MARK: Running

  /// Answers every statement of a program, in order.
  ///
  /// - Throws: the diagnostics, when the text has mistakes, a run fails or a limit is hit. Nothing
  ///   runs when the text has a mistake anywhere.
  public func run(
    _ text: String, name: String = "<query>", parameters: [String: Value] = [:],
    cancellation: Cancellation? = nil
  ) throws(QueryFailure) -> [StatementResult] {
    try run(SourceText(text, name: name), parameters: parameters, cancellation: cancellation)
  }

  /// The same for a text that is at hand with its line table.
  public func run(
    _ source: SourceText, parameters: [String: Value] = [:], cancellation: Cancellation? = nil
  ) throws(QueryFailure) -> [StatementResult] {
    try prepare(source).run(parameters: parameters, cancellation: cancellation)
  }

  /// Checks a program and plans it, to be run any number of times.
  public func prepare(_ source: SourceText) throws(QueryFailure) -> PreparedProgram {
    try PreparedProgram(source, session: self)
  }

  /// The mistakes of a text, without running it; empty when there are none.
  public func diagnose(_ source: SourceText) -> [Diagnostic] {
    do {
      _ = try prepare(source)
      return []
    } catch {
      return error.diagnostics
    }
  }

  // MARK: For the parts of the engine

  func environment() -> CheckEnvironment {
    CheckEnvironment(
      graph: graph, today: today, asOf: asOf, me: me,
      variables: variables.map { CheckEnvironment.BoundVariable(name: $0.name, type: $0.type) },
      functions: functions)
  }

  var values: [Value] { variables.map(\.value) }

  /// The numbers from the caller's own viewpoint.
  var measures: MeasureCache { views.base }
}
