// A program that has been checked and planned for one session. What happens in one run of it stands
// in ProgramRun.

/// A checked program. Running it does not change it; any number of threads may run it at once.
public struct PreparedProgram: Sendable {
  let session: Session
  let source: SourceText
  package let plan: ProgramPlan
  let outputs: [ProgramOutput]
  /// The slots of the variables of the top level, in order.
  let topLevel: [Int]
  /// The statements as the machine runs them; nil for nothing but questions, which need none.
  package let code: ScriptProgram?

  /// Parses, expands and checks a text.
  init(_ source: SourceText, session: Session) throws(QueryFailure) {
    self.session = session
    self.source = source
    let parsed = Parser.parseProgram(source, limits: session.limits.source)
    guard parsed.isValid else { throw QueryFailure(ofParsing: parsed.diagnostics) }
    let refused = session.language.refusals(in: parsed.program)
    guard refused.isEmpty else { throw QueryFailure(kind: .language, diagnostics: refused) }
    let checker = Checker(environment: session.environment(), source: source)
    checker.check(parsed.program)
    guard checker.diagnostics.isEmpty else {
      let ordered = checker.diagnostics.sorted {
        ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end)
      }
      throw QueryFailure(kind: .language, diagnostics: ordered)
    }
    plan = checker.plan
    outputs = checker.script.outputs
    topLevel = checker.script.names.slotsOfProgram
    code = try Self.compiled(plan, outputs)
  }

  /// Runs every statement in order.
  /// - Throws: at the first failure outside a report; what was given before is lost.
  public func run(cancellation: Cancellation? = nil) throws(QueryFailure) -> [StatementResult] {
    var results: [StatementResult] = []
    try run(cancellation: cancellation) { results.append($0) }
    return results
  }

  /// Runs every statement in order, and hands over what each gives as it comes.
  /// - Returns: what the variables of the top level hold in the end.
  /// - Throws: at the first failure outside a report.
  @discardableResult
  public func run(
    cancellation: Cancellation? = nil, each: @escaping (StatementResult) -> Void
  ) throws(QueryFailure) -> ProgramEnd {
    try ProgramRun.run(self, cancellation, each)
  }

  /// The same by another way to run statements.
  @discardableResult
  package func run(
    with makeRunner: @escaping (any ScriptHost) throws(RunFailure) -> any ScriptRunner,
    each: @escaping (StatementResult) -> Void
  ) throws(QueryFailure) -> ProgramEnd {
    try ProgramRun.run(self, nil, with: makeRunner, each)
  }

  private static func compiled(
    _ plan: ProgramPlan, _ outputs: [ProgramOutput]
  ) throws(QueryFailure) -> ScriptProgram? {
    if plan.script.isQuestionsOnly { return nil }
    do throws(ScriptTooLarge) {
      let code = try ScriptCompiler.compile(plan, outputReads: outputs.map { $0.slots(in: plan) })
      // Code that is not sound is the compiler's mistake; nothing runs it.
      guard ScriptVerifier(code, plan).fault == nil else { throw ScriptTooLarge(range: .none) }
      return code
    } catch {
      throw QueryFailure(.limit(.sourceNodes), at: error.range, limits: .standard)
    }
  }

  /// What runs a plan of this session's graph.
  /// - Throws: when the limits do not allow for what the plan asks to be made first.
  func executor(
    of plan: ProgramPlan, variables: [Value], _ cancellation: Cancellation?
  ) throws(RunFailure) -> Executor {
    let budget = Budget(session.limits, cancellation: cancellation)
    return Executor(
      over: try session.views.cache(for: plan, budget), plan: plan, variables: variables,
      budget: budget, functions: session.functions)
  }

  func failure(_ failure: RunFailure, at range: SourceRange) -> QueryFailure {
    QueryFailure(failure, at: range, limits: session.limits)
  }
}

/// What a program leaves when it has run.
public struct ProgramEnd: Sendable {
  /// A variable of the top level.
  public struct Variable: Sendable {
    /// Its name without `$`.
    public let name: String
    /// What it holds.
    public let value: Value
  }

  /// The variables of the top level, in order.
  public let variables: [Variable]
}

extension ScriptPlan {
  /// Whether it does nothing but ask one thing after the other.
  fileprivate var isQuestionsOnly: Bool {
    guard functions.isEmpty else { return false }
    guard let main else { return true }
    return self[main].allSatisfy { statement in
      if case .output = statement.form { return true }
      return false
    }
  }
}
