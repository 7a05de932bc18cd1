// Plans written by hand, and the runs of them: what the checker would make of a text.

import Grove
import GroveSyntax
import TestKit

/// A plan being written down. Methods add an expression or query and give its id.
final class PlanFixture {
  var plan = ProgramPlan()

  // MARK: Expressions

  func add(_ form: PlanExpression.Form, _ type: ValueType = .any) -> ExpressionID {
    plan.expressions.append(PlanExpression(form, type: type, range: .none, reach: reach(form)))
    return ExpressionID(Int32(plan.expressions.count - 1))
  }

  func constant(_ value: Value) -> ExpressionID { add(.constant(value)) }
  func number(_ number: Double) -> ExpressionID { constant(.number(number)) }
  func ratio(_ ratio: Double) -> ExpressionID { constant(.ratio(ratio)) }
  func text(_ text: String) -> ExpressionID { constant(.text(text)) }
  func day(_ iso: String) -> ExpressionID { constant(.date(.on(iso))) }

  func field(_ name: String, _ kind: Kind = .keyResults, frame: Int = 0) -> ExpressionID {
    let type = Schema.standard.definition(kind).field(name)?.type ?? .any
    return add(.field(FieldReference(name: name, kind: kind), frame: frame), type)
  }

  func column(_ place: Int, frame: Int = 0) -> ExpressionID { add(.column(place, frame: frame)) }
  func row(_ frame: Int = 0) -> ExpressionID { add(.row(frame: frame)) }

  func member(_ base: ExpressionID, _ name: String, _ kind: Kind) -> ExpressionID {
    add(.member(base, FieldReference(name: name, kind: kind)))
  }

  func related(_ base: ExpressionID, _ name: String, _ kind: Kind) -> ExpressionID {
    add(.related(base, RelationReference(name: name, kind: kind)))
  }

  func compare(
    _ left: ExpressionID, _ comparison: Comparison, _ right: ExpressionID
  ) -> ExpressionID {
    add(.compare(comparison, left, right), .flag)
  }

  func query(_ query: QueryID) -> ExpressionID { add(.query(query)) }

  // MARK: Queries

  func query(
    _ source: RowSource, _ operators: [Operator] = [], show: [ExpressionID] = []
  ) -> QueryID {
    var kind: Kind?
    if case .kind(let known) = source { kind = known }
    var query = QueryPlan(source: source, kind: kind, range: .none)
    query.operators = operators
    query.output = show.map { PlanColumn(name: "c\($0.index)", expression: $0) }
    query.givesNodes = show.isEmpty
    query.reach = reach(query)
    plan.queries.append(query)
    return QueryID(Int32(plan.queries.count - 1))
  }

  func filter(_ conditions: ExpressionID...) -> Operator {
    .filter(conditions.map { Conjunct(condition: $0, words: "c\($0.index)", range: .none) })
  }

  func sort(_ key: ExpressionID, descending: Bool = false) -> Operator {
    .sort([OrderKey(expression: key, descending: descending)])
  }

  func columns(_ ids: ExpressionID...) -> [PlanColumn] {
    ids.map { PlanColumn(name: "c\($0.index)", expression: $0) }
  }

  // MARK: Runs

  func executor(
    _ graph: GoalGraph, today: String = "2026-05-15", limits: Limits = .standard,
    isPlain: Bool = false
  ) -> Executor {
    Executor(
      over: ViewCache(graph: graph, today: .on(today)), plan: plan, budget: Budget(limits),
      isPlain: isPlain)
  }

  /// The ids of the rows of an answer.
  func ids(_ id: QueryID, _ graph: GoalGraph) throws -> [String] {
    try executor(graph).run(id).nodes.map { $0.map { graph.id(of: $0) } ?? "" }
  }

  /// The cells of an answer.
  func cells(_ id: QueryID, _ graph: GoalGraph) throws -> [[Value]] {
    try executor(graph).run(id).cells
  }

  /// The value of an expression outside all queries.
  func value(_ id: ExpressionID, _ graph: GoalGraph = GraphFixture().graph()) throws -> Value {
    try executor(graph).value(id)
  }

  // MARK: Reach

  private func reach(_ id: ExpressionID) -> Int { plan[id].reach }

  private func reach(_ form: PlanExpression.Form) -> Int {
    switch form {
    case .constant, .variable, .today: -1
    case .row(let frame), .field(_, let frame), .column(_, let frame): frame
    case .query(let query): plan[query].reach
    case .filedIn, .reaches, .ownedBy, .belongsTo, .reportsTo, .aggregateRows, .cumulative:
      form.operands.map { reach($0) }.reduce(0, max)
    default: form.operands.map { reach($0) }.reduce(-1, max)
    }
  }

  private func reach(_ query: QueryPlan) -> Int {
    let inner = query.rowExpressions.map { reach($0) - 1 }.reduce(-1, max)
    switch query.source {
    case .kind: return inner
    case .nodes(let id), .values(let id): return max(inner, reach(id))
    case .query(let id): return max(inner, plan[id].reach)
    case .paths(let path): return max(inner, reach(path.from), reach(path.to))
    case .over(let over): return max(inner, plan[over.query].reach, reach(over.period))
    }
  }
}
