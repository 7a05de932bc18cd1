// A program that has been checked and planned for one session. What happens in one run of it stands
// in ProgramRun.

/// A checked program. Running it does not change it; any number of threads may run it at once.
public struct PreparedProgram: Sendable {
  let session: Session
  /// All its texts as one.
  let source: SourceText
  private let sources: ProgramSources
  package let plan: ProgramPlan
  let outputs: [ProgramOutput]
  /// The slots of the variables of the top level, in order.
  let topLevel: [Int]
  /// The statements as the machine runs them; nil for nothing but questions, which need none.
  package let code: ScriptProgram?
  /// What it defines.
  let definitions: Definitions
  let planParameters: [PlanParameter]
  /// What its own text defines.
  let ownDefinitions: [KeptDefinition]

  /// Parses, expands and checks a text.
  init(_ source: SourceText, session: Session) throws(QueryFailure) {
    self.session = session
    let parsed = Parser.parseProgram(source, limits: session.limits.source)
    guard parsed.isValid else { throw QueryFailure(ofParsing: parsed.diagnostics) }
    let refused = session.language.refusals(in: parsed.program)
    guard refused.isEmpty else { throw QueryFailure(kind: .language, diagnostics: refused) }
    var sources = ProgramSources(source, files: session.files, limits: session.limits.source)
    let own = parsed.program.statements.compactMap { KeptDefinition($0, in: source) }
    for kept in session.definitions where !own.contains(where: { $0.key == kept.key }) {
      sources.add(kept: kept.text)
    }
    sources.use(filesOf: parsed.program)
    guard sources.diagnostics.isEmpty else {
      throw QueryFailure(ofParsing: sources.diagnostics)
    }
    let checker = Checker(environment: session.environment(), source: sources.whole)
    checker.script.ownEnd = source.bytes.count
    checker.check(
      Program(sources.definitions + parsed.program.statements, range: parsed.program.range))
    guard checker.diagnostics.isEmpty else {
      let ordered = checker.diagnostics.map(sources.located).sorted {
        ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end)
      }
      throw QueryFailure(ofParsing: ordered)
    }
    self.sources = sources
    self.source = sources.whole
    ownDefinitions = own
    plan = checker.plan
    outputs = checker.script.outputs
    topLevel = checker.script.names.slotsOfProgram
    code = try Self.compiled(plan, outputs)
    definitions = checker.defined.definitions
    planParameters = checker.script.parameters
  }

  /// Runs every statement in order.
  /// - Throws: at the first failure outside a report; what was given before is lost.
  public func run(
    parameters: [String: Value] = [:], cancellation: Cancellation? = nil
  ) throws(QueryFailure) -> [StatementResult] {
    var results: [StatementResult] = []
    try run(parameters: parameters, cancellation: cancellation) { results.append($0) }
    return results
  }

  /// Runs every statement in order, and hands over what each gives as it comes.
  /// - Returns: what the variables of the top level hold in the end.
  /// - Throws: at the first failure outside a report.
  @discardableResult
  public func run(
    parameters: [String: Value] = [:], cancellation: Cancellation? = nil,
    each: @escaping (StatementResult) -> Void
  ) throws(QueryFailure) -> ProgramEnd {
    try ProgramRun.run(self, try given(parameters), cancellation, each)
  }

  /// The same by another way to run statements.
  @discardableResult
  package func run(
    with makeRunner: @escaping (any ScriptHost) throws(RunFailure) -> any ScriptRunner,
    each: @escaping (StatementResult) -> Void
  ) throws(QueryFailure) -> ProgramEnd {
    try ProgramRun.run(self, try given([:]), nil, with: makeRunner, each)
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
    of plan: ProgramPlan, variables: [Value], code: ScriptProgram? = nil, _ budget: Budget
  ) throws(RunFailure) -> Executor {
    let executor = Executor(
      over: try session.views.cache(for: plan, budget), plan: plan, variables: variables,
      budget: budget, functions: session.functions)
    if !plan.script.functions.isEmpty, let code = code ?? (try? Self.compiled(plan, [])) {
      try executor.use(code)
    }
    return executor
  }

  func failure(_ failure: RunFailure, at range: SourceRange) -> QueryFailure {
    let made = QueryFailure(failure, at: range, limits: session.limits)
    return QueryFailure(
      kind: made.kind, diagnostics: made.diagnostics.map(sources.located), limit: made.limit)
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
