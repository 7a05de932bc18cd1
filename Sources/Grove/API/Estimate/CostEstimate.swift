// What a question may cost, told before it runs: from the plan and the counts of the graph alone.

/// How many rows a question may give and look at.
///
/// `rows` is an upper bound. `rowsTouched` counts the rows that each step may look at, nested
/// queries as often as they may run; it is a measure of ticks, but the links that are followed and
/// the days that are looked back to are not in it. Conditions are taken to keep every row.
public struct CostEstimate: Hashable, Sendable {
  /// The canonical text of the question.
  public let query: String
  /// The rows of its answer at most; nil when that depends on a value which is not known yet.
  public let rows: Int?
  /// The rows that all its steps may look at; nil when that is not known.
  public let rowsTouched: Int?
}

extension PreparedProgram {
  /// What each question of the program may cost, in order; those inside loops once. Nothing is run.
  /// O(plan).
  ///
  /// Parameters may be left out: what depends on one that is not given, and whose default is not
  /// written out, has no bound.
  /// - Throws: when a parameter is given that the program does not take.
  public func estimate(
    parameters: [String: Value] = [:]
  ) throws(QueryFailure) -> [CostEstimate] {
    var estimator = CostEstimator(
      plan: plan, graph: session.graph,
      values: knownValues(try given(parameters, mayLack: true)))
    return outputs.compactMap { output in
      guard case .question(let statement) = output else { return nil }
      let bound =
        switch statement.form {
        case .card: Bound(rows: 1, touched: 1)
        case .rows(let id): estimator.bound(of: id)
        case .value(let id): estimator.bound(ofValue: id)
        }
      return CostEstimate(
        query: statement.text, rows: bound.rows.known, rowsTouched: bound.touched.known)
    }
  }

  /// The values of variables that are known before a run and that nothing changes in it, by slot.
  private func knownValues(_ given: [Int: Value]) -> [Int: Value] {
    var known = given
    for (slot, value) in session.values.enumerated() { known[slot] = value }
    for parameter in planParameters where known[parameter.slot] == nil {
      if let id = parameter.value, case .constant(let value) = plan[id].form {
        known[parameter.slot] = value
      }
    }
    for statement in plan.script.blocks.joined() {
      switch statement.form {
      case .assign(let slot, _), .forEach(let slot, in: _, _): known[slot] = nil
      default: break
      }
    }
    return known
  }
}

/// Bounds of a query; `Int.max` stands for what is not known.
struct Bound {
  var rows: Int
  var touched: Int
}

/// Finds bounds of a plan's queries, each once. Queries name only those that the checker planned
/// before them, so that the depth is that of the text.
struct CostEstimator {
  let plan: ProgramPlan
  let graph: GoalGraph
  /// The values of variables that are known, by slot.
  let values: [Int: Value]
  private var known: [QueryID: Bound] = [:]

  init(plan: ProgramPlan, graph: GoalGraph, values: [Int: Value]) {
    self.plan = plan
    self.graph = graph
    self.values = values
  }

  /// The value of an expression that is written out or a variable that is known.
  private func value(of id: ExpressionID) -> Value? {
    switch plan[id].form {
    case .constant(let value): value
    case .variable(let slot): values[slot]
    default: nil
    }
  }

  mutating func bound(ofValue id: ExpressionID) -> Bound {
    let cost = cost(of: [id])
    return Bound(rows: 1, touched: cost.once.plus(cost.perRow).plus(1))
  }

  mutating func bound(of id: QueryID) -> Bound {
    if let bound = known[id] { return bound }
    let query = plan[id]
    var bound = source(of: query)
    var isGrouped = false
    for step in query.operators {
      // The rows it looks at, each with the nested queries of its expressions.
      var one = query
      one.operators = [step]
      one.output = []
      touch(&bound, one.rowExpressions)
      if case .group = step { isGrouped = true }
      apply(step, to: &bound, isGrouped: isGrouped)
    }
    touch(&bound, query.output.map(\.expression))
    known[id] = bound
    return bound
  }

  /// The rows are looked at once, with these expressions.
  private mutating func touch(_ bound: inout Bound, _ expressions: [ExpressionID]) {
    let cost = cost(of: expressions)
    bound.touched = bound.touched.plus(bound.rows.times(cost.perRow.plus(1))).plus(cost.once)
  }

  // MARK: Sources

  private mutating func source(of query: QueryPlan) -> Bound {
    switch query.source {
    case .kind(let kind):
      let count = count(of: kind)
      return Bound(rows: count, touched: count)
    case .nodes(let id), .values(let id):
      let cost = cost(of: [id])
      return Bound(rows: length(of: id), touched: cost.once.plus(cost.perRow))
    case .query(let id): return bound(of: id)
    case .paths: return Bound(rows: PathSearch.maximumPaths, touched: PathSearch.maximumSteps)
    case .over(let over):
      let once = bound(of: over.query)
      let buckets = buckets(over)
      return Bound(rows: once.rows.times(buckets), touched: once.touched.times(buckets))
    }
  }

  /// How long a list may be.
  private mutating func length(of id: ExpressionID) -> Int {
    switch value(of: id) {
    case .list(let members)?: return members.count
    case _?: return 1
    case nil: break
    }
    switch (plan[id].form, plan[id].type) {
    case (.query(let query), _): return bound(of: query).rows
    case (.list(let parts), .list(let member)):
      // A list in a list counts with its own members, as rows of nodes do.
      if case .list = member { return .max }
      return parts.count
    case (_, .node), (_, .missing): return 1
    case (_, .list(.node(let kind))): return count(of: kind)
    default: return .max
    }
  }

  /// How many rows a kind has; the feed of changes is made only when it is asked for.
  private func count(of kind: Kind) -> Int {
    kind == .changes ? .max : graph.rows(of: kind).count
  }

  private func buckets(_ over: OverPlan) -> Int {
    guard case .period(let period)? = value(of: over.period) else { return .max }
    let days = Int(period.end.dayNumber) - Int(period.start.dayNumber)
    let least =
      switch over.unit {
      case .day, .cycle: 1
      case .week: 7
      case .month: 28
      case .quarter: 89
      case .half: 181
      case .year: 365
      }
    // The buckets at both ends may be cut.
    return days / least + 2
  }

  // MARK: Steps

  private mutating func apply(_ step: Operator, to bound: inout Bound, isGrouped: Bool) {
    switch step {
    case .take(let id), .top(let id, _), .last(let id):
      guard !isGrouped, case .number(let number)? = value(of: id),
        let most = Int(exactly: number)
      else { return }
      bound.rows = min(bound.rows, max(most, 0))
    case .summarize: if !isGrouped { bound.rows = 1 }
    case .walk(let walk):
      let target =
        switch walk.step {
        case .links: count(of: .goals)
        case .relation(let reference, _):
          graph.schema.definition(reference.kind).relation(reference.name)
            .map { count(of: $0.target) } ?? .max
        }
      // Rows that are passed on the way are of the same kind as those at the start.
      bound.rows = max(target, bound.rows)
      bound.touched = bound.touched.plus(bound.rows)
    case .combine(let combine):
      let other = self.bound(of: combine.other)
      bound.touched = bound.touched.plus(other.touched).plus(other.rows)
      if combine.operation == .union { bound.rows = bound.rows.plus(other.rows) }
    case .join(let join):
      let other = self.bound(of: join.other)
      bound.touched = bound.touched.plus(other.touched).plus(other.rows)
      bound.rows = bound.rows.times(other.rows)
      bound.touched = bound.touched.plus(bound.rows)
    case .compare(let pairing):
      let other = self.bound(of: pairing.other)
      bound.touched = bound.touched.plus(other.touched).plus(other.rows)
    case .pairs:
      bound.rows = bound.rows.times(bound.rows) == .max ? .max : bound.rows.times(bound.rows) / 2
      bound.touched = bound.touched.plus(bound.rows)
    case .filter, .filterGroups, .sort, .sortGroups, .skip, .takeGroups, .skipGroups, .lastGroups,
      .extend, .project, .keep, .group, .distinct, .total, .pivot:
      break
    }
  }

  // MARK: Expressions

  /// What the queries inside expressions touch: once for the whole, and for each row.
  private mutating func cost(of ids: [ExpressionID]) -> (once: Int, perRow: Int) {
    var once = 0
    var perRow = 0
    var waiting = ids
    var seen: Set<ExpressionID> = []
    while let id = waiting.popLast() {
      guard seen.insert(id).inserted else { continue }
      if case .query(let query) = plan[id].form {
        let touched = bound(of: query).touched
        if plan[query].reach < 0 {
          once = once.plus(touched)
        } else {
          perRow = perRow.plus(touched)
        }
      }
      waiting += plan[id].form.operands
    }
    return (once, perRow)
  }
}

/// Sums and products that stay at the largest number.
extension Int {
  fileprivate func plus(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  fileprivate func times(_ other: Int) -> Int {
    if self == 0 || other == 0 { return 0 }
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  fileprivate var known: Int? { self == .max ? nil : self }
}
