// A program that has been checked and planned for one session, and the making of its answers.

/// A checked program. Running it does not change it; any number of threads may run it at once.
public struct PreparedProgram: Sendable {
  let session: Session
  let source: SourceText
  let plan: ProgramPlan
  let statements: [PreparedStatement]

  /// Parses, expands and checks a text.
  init(_ source: SourceText, session: Session) throws(QueryFailure) {
    self.session = session
    self.source = source
    let parsed = Parser.parseProgram(source, limits: session.limits.source)
    guard parsed.isValid else { throw QueryFailure(ofParsing: parsed.diagnostics) }
    let refused = session.language.refusals(in: parsed.program)
    guard refused.isEmpty else { throw QueryFailure(kind: .language, diagnostics: refused) }
    let checker = Checker(environment: session.environment(), source: source)
    let expander = checker.expander
    let understanding = Understanding(
      graph: session.graph, source: source, periods: checker.periods, expander: expander,
      asOf: session.asOf ?? session.today, me: session.me)
    var statements: [PreparedStatement] = []
    for statement in parsed.program.statements {
      guard let (query, emptyText) = statement.query else {
        checker.report(LaterFeature.diagnostic(for: statement))
        continue
      }
      let core = expander.expand(query)
      var form: StatementPlan?
      var purpose = PreparedStatement.Purpose.answer
      if case .why(let why) = statement.form {
        guard let plan = checker.check(why, core: core) else { continue }
        form = .rows(plan.query)
        purpose = .why(plan)
      } else if case .explain = statement.form {
        purpose = .explanation
      }
      statements.append(
        PreparedStatement(
          query: query, core: core, purpose: purpose, form: form ?? checker.check(statement: core),
          text: statement.canonicalText(of: query), expansion: Printer.print(core),
          understood: understanding.words(for: query), emptyText: emptyText?.plainText))
    }
    guard checker.diagnostics.isEmpty else {
      let ordered = checker.diagnostics.sorted {
        ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end)
      }
      throw QueryFailure(kind: .language, diagnostics: ordered)
    }
    self.plan = checker.plan
    self.statements = statements
  }

  /// Runs every statement in order.
  public func run(cancellation: Cancellation? = nil) throws(QueryFailure) -> [StatementResult] {
    var results: [StatementResult] = []
    for statement in statements {
      results.append(try run(statement, cancellation: cancellation))
    }
    return results
  }

  private func run(
    _ statement: PreparedStatement, cancellation: Cancellation?
  ) throws(QueryFailure) -> StatementResult {
    let text = statement.text
    switch statement.purpose {
    case .answer: break
    case .explanation: return .explanation(explain(statement, cancellation: cancellation))
    case .why(let plan): return .why(try answer(plan, statement, cancellation))
    }
    switch statement.form {
    case .card(let node):
      return .card(NodeCard(of: node, in: session), query: text)
    case .value(let expression):
      do {
        let executor = try executor(cancellation)
        let value = try executor.value(expression)
        try executor.give(value)
        if case .node(let node) = value {
          return .card(NodeCard(of: node, in: session), query: text)
        }
        return .value(value, query: text)
      } catch {
        throw failure(error, at: statement.query.range)
      }
    case .rows(let id):
      do {
        let executor = try executor(cancellation)
        let answer = try executor.run(id)
        return .table(result(answer, of: id, statement, executor.graph, cancellation))
      } catch {
        throw failure(error, at: statement.query.range)
      }
    }
  }

  func executor(_ cancellation: Cancellation?) throws(RunFailure) -> Executor {
    try executor(of: plan, cancellation)
  }

  /// What runs a plan of this session's graph.
  /// - Throws: when the limits do not allow for what the plan asks to be made first.
  func executor(
    of plan: ProgramPlan, _ cancellation: Cancellation?
  ) throws(RunFailure) -> Executor {
    let budget = Budget(session.limits, cancellation: cancellation)
    return Executor(
      over: try session.views.cache(for: plan, budget), plan: plan, variables: session.values,
      budget: budget, functions: session.functions)
  }

  func failure(_ failure: RunFailure, at range: SourceRange) -> QueryFailure {
    QueryFailure(failure, at: range, limits: session.limits)
  }

  private func result(
    _ answer: ExecutedQuery, of id: QueryID, _ statement: PreparedStatement,
    _ graph: GoalGraph, _ cancellation: Cancellation?
  ) -> QueryResult {
    let queryPlan = plan[id]
    var columns = queryPlan.output.map { column in
      QueryResult.Column(
        name: column.name, type: plan[column.expression].type, format: column.format)
    }
    if let across = answer.across {
      let names = across.names.map { name in
        columns.contains { $0.name == name } ? name + "_2" : name
      }
      columns.insert(
        contentsOf: names.map { QueryResult.Column(name: $0, type: across.type) },
        at: min(queryPlan.acrossPlace ?? columns.count, columns.count))
    }
    let hints = Hints(program: self, statement: statement, cancellation: cancellation)
    var (cells, nodes, treeParents) = (answer.cells, answer.nodes, [Int?]())
    // Groups hold runs of rows, which stay as they are.
    if queryPlan.shape == .tree, answer.groups == nil, nodes.count == cells.count {
      let tree = TreeShape.arranged(nodes, in: graph)
      cells = tree.rows.map { cells[$0] }
      nodes = tree.rows.map { nodes[$0] }
      treeParents = tree.parents
    }
    return QueryResult(
      graph: graph, query: statement.text, expansion: statement.expansion,
      today: session.today, understood: statement.understood, columns: columns,
      cells: cells, nodes: nodes,
      groups: answer.groups?.map { QueryResult.Group(keys: $0.keys, rows: $0.rows) },
      groupKeys: queryPlan.groupKeyNames, totals: answer.totals,
      skippedMissing: answer.skippedMissing, notes: answer.notes + hints.notes(),
      emptyAnswer: answer.cells.isEmpty ? hints.emptyAnswer(answer) : nil,
      shape: queryPlan.shape, treeParents: treeParents)
  }
}

/// A statement that is ready to run.
struct PreparedStatement: Sendable {
  /// What is wanted of its query.
  enum Purpose: Sendable {
    /// Its answer.
    case answer
    /// How it is understood.
    case explanation
    /// Why a thing is as it is.
    case why(WhyPlan)
  }

  let query: Query
  let core: Query
  let purpose: Purpose
  let form: StatementPlan
  /// The canonical text, and the core form's.
  let text: String
  let expansion: String
  let understood: String
  /// The text of `else` for an empty answer.
  let emptyText: String?
}

extension QueryPlan {
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

extension Expression {
  fileprivate var plainText: String? {
    if case .text(let template) = form { template.plainText } else { nil }
  }
}
