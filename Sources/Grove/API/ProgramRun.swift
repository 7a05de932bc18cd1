// One run of a program: the engine's side of its statements, and the making of what they give.

/// One run of a prepared program.
final class ProgramRun: ScriptHost {
  private let program: PreparedProgram
  private let executor: Executor
  /// What is used beside the answers, for remarks and explanations: as much again as the run may use,
  /// for all of them together.
  private let besides: Budget
  /// Whether questions are explained rather than answered.
  private let explains: Bool
  private let give: (StatementResult) -> Void
  /// The report that is open, with what it has so far.
  private var report: (title: String, sections: [StatementResult])?
  /// Where something was remarked on.
  private var remarked: Set<SourceRange> = []
  /// The question that is being answered: the place of a limit.
  private var question: SourceRange?

  private init(
    _ program: PreparedProgram, _ executor: Executor, _ cancellation: Cancellation?,
    explains: Bool, _ give: @escaping (StatementResult) -> Void
  ) {
    self.program = program
    self.executor = executor
    besides = Budget(program.session.limits, cancellation: cancellation)
    self.explains = explains
    self.give = give
  }

  /// Runs a program from its first statement to its last; by the machine unless told otherwise.
  static func run(
    _ program: PreparedProgram, _ given: [Int: Value], _ cancellation: Cancellation?,
    explains: Bool = false,
    with makeRunner: ((any ScriptHost) throws(RunFailure) -> any ScriptRunner)? = nil,
    _ give: @escaping (StatementResult) -> Void
  ) throws(QueryFailure) -> ProgramEnd {
    var run: ProgramRun?
    var runner: (any ScriptRunner)?
    do throws(RunFailure) {
      let executor = try program.executor(given: given, cancellation)
      let made = ProgramRun(program, executor, cancellation, explains: explains, give)
      run = made
      made.giveRemarks()
      if let makeRunner {
        runner = try makeRunner(made)
      } else if let code = program.code {
        runner = try ScriptMachine(code, program.plan, host: made)
      }
      if let runner {
        executor.use(runner)
        try runner.run(in: made)
      } else {
        for index in program.outputs.indices { try made.output(index) }
      }
      return made.end
    } catch {
      throw program.failure(error, at: run?.question ?? runner?.place ?? .none)
    }
  }

  private var end: ProgramEnd {
    let values = executor.variables
    let script = program.plan.script
    return ProgramEnd(
      variables: program.topLevel.map { slot in
        ProgramEnd.Variable(name: script.variables[slot].name, value: values[slot])
      })
  }

  // MARK: The host of statements

  var budget: Budget { executor.context.budget }

  func evaluate(_ id: ExpressionID) throws(RunFailure) -> Value {
    defer { giveRemarks() }
    return try executor.releasing { () throws(RunFailure) in try executor.value(id) }
  }

  func apply(_ id: ExpressionID, to operands: [Value]) throws(RunFailure) -> Value {
    try executor.context.applied(id, to: operands)
  }

  func compare(_ comparison: Comparison, _ left: Value, _ right: Value) -> UInt8 {
    executor.context.comparer.compare(comparison, left, right)
  }

  func words(for value: Value, at range: SourceRange) throws(RunFailure) -> String {
    try executor.context.words(for: value, at: range)
  }

  func value(of slot: Int) -> Value { executor.variables[slot] }

  func assign(_ slot: Int, _ value: Value) { executor.assign(slot, value) }

  func output(_ index: Int) throws(RunFailure) {
    guard program.outputs.indices.contains(index) else { return }
    let result = try executor.releasing { () throws(RunFailure) in
      try make(program.outputs[index])
    }
    giveRemarks()
    if let result { append(result) }
  }

  func beginReport(title: String) { report = (title, []) }

  func endReport() {
    guard let ended = report else { return }
    report = nil
    if !explains { give(.report(Report(title: ended.title, sections: ended.sections))) }
  }

  func remark(_ diagnostic: Diagnostic) {
    if remarked.insert(diagnostic.range).inserted { append(.remark(diagnostic)) }
  }

  func failed(_ failure: RunFailure, at range: SourceRange) {
    append(.failure(program.failure(failure, at: range)))
    question = nil
  }

  private func append(_ result: StatementResult) {
    if report == nil { give(result) } else { report?.sections.append(result) }
  }

  private func giveRemarks() {
    for remark in executor.takeRemarks() { self.remark(remark) }
  }

  // MARK: Making results

  private func make(_ output: ProgramOutput) throws(RunFailure) -> StatementResult? {
    switch output {
    case .question(let statement):
      question = statement.query.range
      let made = try answer(statement)
      question = nil
      return made
    case .words(let id): return explains ? nil : .text(try words(id))
    case .heading(let id): return explains ? nil : .heading(try words(id))
    case .promise(let promise):
      if explains { return nil }
      question = promise.range
      let outcome = try outcome(of: promise, executor, program)
      question = nil
      return .promise(outcome)
    }
  }

  private func words(_ id: ExpressionID) throws(RunFailure) -> String {
    let words = try executor.words(of: id)
    try budget.give(text: words)
    return words
  }

  private func answer(_ statement: PreparedStatement) throws(RunFailure) -> StatementResult {
    if explains {
      return .explanation(program.explain(statement, executor.variables, besides))
    }
    switch statement.purpose {
    case .answer: break
    case .explanation:
      return .explanation(program.explain(statement, executor.variables, besides))
    case .why(let plan): return .why(try program.answer(plan, statement, executor))
    }
    switch statement.form {
    case .card(let node):
      return .card(try card(of: node), query: statement.text)
    case .value(let expression):
      let (value, remark) = try executor.answer(expression)
      if let remark { self.remark(remark) }
      if case .node(let node) = value {
        return .card(try card(of: node), query: statement.text)
      }
      try executor.give(value)
      return .value(value, query: statement.text)
    case .rows(let id):
      let answer = try executor.run(id)
      return .table(try result(answer, of: id, statement))
    }
  }

  private func card(of node: Node) throws(RunFailure) -> NodeCard {
    let card = try NodeCard(of: node, in: program.session, budget)
    try budget.give(card.trend.map { .number($0) })
    return card
  }

  private func result(
    _ answer: ExecutedQuery, of id: QueryID, _ statement: PreparedStatement
  ) throws(RunFailure) -> QueryResult {
    let plan = program.plan
    let graph = executor.graph
    let queryPlan = plan[id]
    let columns = queryPlan.columns(in: plan, across: answer.across)
    let hints = Hints(
      program: program, statement: statement, variables: executor.variables,
      budget: besides)
    var (cells, nodes, treeParents) = (answer.cells, answer.nodes, [Int?]())
    // Groups hold runs of rows, which stay as they are.
    if queryPlan.shape == .tree, answer.groups == nil, nodes.count == cells.count {
      let tree = TreeShape.arranged(nodes, in: graph)
      cells = tree.rows.map { cells[$0] }
      nodes = tree.rows.map { nodes[$0] }
      treeParents = tree.parents
    }
    let emptyText =
      answer.cells.isEmpty
      ? try statement.emptyText.map { id throws(RunFailure) in try words(id) } : nil
    return QueryResult(
      graph: graph, query: statement.text, expansion: statement.expansion,
      today: program.session.today, understood: statement.understood, columns: columns,
      cells: cells, nodes: nodes,
      groups: answer.groups?.map { QueryResult.Group(keys: $0.keys, rows: $0.rows) },
      groupKeys: queryPlan.groupKeyNames, totals: answer.totals,
      skippedMissing: answer.skippedMissing, notes: answer.notes + hints.notes(),
      emptyAnswer: answer.cells.isEmpty ? hints.emptyAnswer(answer, text: emptyText) : nil,
      shape: queryPlan.shape, treeParents: treeParents)
  }
}

extension QueryPlan {
  /// The columns of its answer, those that a pivot made among them.
  func columns(
    in plan: ProgramPlan, across: (names: [String], type: ValueType)?
  ) -> [QueryResult.Column] {
    var columns = output.map { column in
      QueryResult.Column(
        name: column.name, type: plan[column.expression].type, format: column.format)
    }
    if let across {
      let names = across.names.map { name in
        columns.contains { $0.name == name } ? name + "_2" : name
      }
      columns.insert(
        contentsOf: names.map { QueryResult.Column(name: $0, type: across.type) },
        at: min(acrossPlace ?? columns.count, columns.count))
    }
    return columns
  }

  /// The names of the keys its answer is grouped by.
  var groupKeyNames: [String] {
    var names: [String] = []
    for step in operators {
      switch step {
      case .group(let keys): names = keys.map(\.name)
      case .summarize: names = []
      default: break
      }
    }
    return names
  }
}
