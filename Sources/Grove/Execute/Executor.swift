// Runs a checked program's queries and expressions over a graph. What the text said is the checker's
// work, how an answer looks the renderer's.

/// The answer to a query, before it is named and described.
package struct ExecutedQuery: Sendable {
  /// A run of rows that share the keys of `group by`.
  package struct Group: Sendable {
    /// The keys.
    package let keys: [Value]
    /// The rows, as indices into the answer's.
    package let rows: Range<Int>
  }

  /// The cells by row, each with one value an output column.
  package let cells: [[Value]]
  /// The node each row stands for; empty when rows stand for none.
  package let nodes: [Node?]
  /// The groups after `group by` without `summarize`. A group may have lost all its rows.
  package let groups: [Group]?
  /// The totals row of `total`: the sum of number and duration columns, the mean of ratio columns,
  /// else missing.
  package let totals: [Value]?
  /// How many rows (groups, after `group by`) were dropped because a condition was missing for them.
  package let skippedMissing: Int
  /// How many missing values sums, means and other statistics of its rows left out.
  package let skippedInAggregates: Int
  /// When there are no rows: the condition that took the last ones away, in the order written, and
  /// how many stood before it. Nil when the source was empty or another stage took them.
  package let removedBy: (conjunct: Conjunct, rowsBefore: Int)?
  /// How many rows there were at the source and after each operator.
  package let rowCounts: [Int]
  /// The columns that a pivot made, with their type; they stand at the plan's `acrossPlace`.
  package let across: (names: [String], type: ValueType)?
  /// What is to be said beside the rows: what was cut short, where an effect stops.
  package let notes: [String]
  /// Why the source has no rows, where more is known than that.
  package let emptyReason: String?
}

/// The answer to a query in columns.
struct ColumnarAnswer: Sendable {
  let count: Int
  private let columns: [Vector]
  private let nodes: [Node?]
  /// The columns that a pivot made, with their type; they stand at the plan's `acrossPlace`.
  let across: (names: [String], type: ValueType)?

  init(
    count: Int, columns: [Vector], nodes: [Node?], across: (names: [String], type: ValueType)?
  ) {
    self.count = count
    self.columns = columns
    self.nodes = nodes
    self.across = across
  }

  /// The cells of a row below `count`.
  func values(_ row: Int) -> [Value] { columns.map { $0.value(row) } }

  /// The node a row stands for.
  func node(_ row: Int) -> Node? { nodes.indices.contains(row) ? nodes[row] : nil }
}

/// Runs the queries and expressions of one program, each at most once where they read no row outside.
package struct Executor {
  let context: RunContext
  private let views: Views
  /// The graph that is asked, from the caller's own viewpoint.
  package var graph: GoalGraph { context.graph }

  /// A run over the graph of a cache of viewpoints, from the caller's own. `variables` are the values
  /// of the plan's slots. A plain run finds every value row by row, without the loops over columns:
  /// slower, the same answers.
  package init(
    over cache: ViewCache, plan: ProgramPlan, variables: [Value] = [], budget: Budget,
    functions: FunctionRegistry = .standard, isPlain: Bool = false
  ) {
    views = Views(cache: cache)
    context = RunContext(
      measures: cache.base, plan: plan, variables: RunVariables(plan.script, variables),
      budget: budget, registry: functions, views: views, isPlain: isPlain)
  }

  /// The values of the plan's variables as they stand, by slot.
  package var variables: [Value] { context.variables.values }

  /// What runs the program's functions; the run keeps it.
  package func use(_ functions: any FunctionRunner) {
    views.functions = functions
  }

  /// Takes what is to be said of conditions in functions that were missing.
  func takeRemarks() -> [Diagnostic] {
    defer { views.scriptRemarks = [] }
    return views.scriptRemarks
  }

  /// Gives a variable a value.
  package func assign(_ slot: Int, _ value: Value) {
    context.variables.assign(slot, value)
  }

  /// Does something for which no more is held afterwards than what the run keeps.
  func releasing<T>(_ body: () throws(RunFailure) -> T) throws(RunFailure) -> T {
    let mark = context.bytesMark
    defer { context.releaseUnkept(since: mark) }
    return try body()
  }

  /// Answers a query.
  /// - Throws: when a limit is hit, the run is cancelled, or a value cannot be computed.
  package func run(_ id: QueryID) throws(RunFailure) -> ExecutedQuery {
    let query = context.plan[id]
    let report = QueryReport()
    let (rows, columns) = try columns(of: id, report)
    try context.budget.charge(
      bytes: rows.count * columns.count * MemoryLayout<Value>.stride)
    var cells: [[Value]] = []
    cells.reserveCapacity(rows.count)
    for row in 0..<rows.count {
      let values = columns.map { $0.value(row) }
      try context.budget.work(values.count)
      try context.budget.give(values)
      cells.append(values)
    }
    return ExecutedQuery(
      cells: cells, nodes: rows.table == nil ? [] : (0..<rows.count).map { rows.node($0) },
      groups: rows.grouping.map { groups($0) },
      totals: report.hasTotal ? try totals(columns, rows.count, query) : nil,
      skippedMissing: report.skippedMissing, skippedInAggregates: views.skippedInAggregates,
      removedBy: rows.count == 0 ? report.removedBy : nil, rowCounts: report.rowCounts,
      across: rows.across.map { ($0.names, $0.type) },
      notes: context.notes() + (try context.effects(of: query)),
      emptyReason: rows.count == 0 ? context.remarks.emptyReason : nil)
  }

  /// The rows of a query's answer, and its columns as they were computed.
  private func columns(
    of id: QueryID, _ report: QueryReport
  ) throws(RunFailure) -> (rows: RowSet, columns: [Vector]) {
    let query = context.plan[id]
    views.skippedInAggregates = 0
    context.remarks = RunRemarks()
    let here = Frame(rows: .none(), position: 0)
    let rows = try context.rows(of: id, here, report: report)
    try context.budget.check(rows: rows.count)
    var columns = try context.inside(here) { () throws(RunFailure) in
      try context.output(query, rows)
    }
    if let across = rows.across {
      let place = min(query.acrossPlace ?? columns.count, columns.count)
      columns.insert(contentsOf: across.columns, at: place)
    }
    try context.budget.charge(ticks: rows.count)
    return (rows, columns)
  }

  /// The answer to a query in columns, whose rows are made when they are asked for.
  /// - Throws: as ``run(_:)``.
  func stream(_ id: QueryID) throws(RunFailure) -> ColumnarAnswer {
    let (rows, columns) = try columns(of: id, QueryReport())
    let answer = ColumnarAnswer(
      count: rows.count, columns: columns,
      nodes: rows.table == nil ? [] : (0..<rows.count).map { rows.node($0) },
      across: rows.across.map { ($0.names, $0.type) })
    // Counted before the first is given: a stream does not fail half way.
    if context.budget.limits.outputBytes != nil {
      for row in 0..<rows.count { try context.budget.give(answer.values(row)) }
    }
    return answer
  }

  /// How many rows a query's answer has, without making its cells.
  /// - Throws: as ``run(_:)``.
  package func count(_ id: QueryID) throws(RunFailure) -> Int {
    try context.rows(of: id, Frame(rows: .none(), position: 0)).count
  }

  /// The value of an expression that stands outside all queries.
  /// - Throws: as ``run(_:)``.
  package func value(_ id: ExpressionID) throws(RunFailure) -> Value {
    try context.value(id, Frame(rows: .none(), position: 0))
  }

  /// The value of an expression that is a statement, with what is to be said of it.
  /// - Throws: as ``run(_:)``.
  func answer(_ id: ExpressionID) throws(RunFailure) -> (value: Value, remark: Diagnostic?) {
    context.remarks = RunRemarks()
    let value = try value(id)
    let remark = context.earlyDay().map { words in
      Diagnostic.dayBeforeFiles(
        words, at: context.remarks.earliest?.range ?? context.plan[id].range)
    }
    return (value, remark)
  }

  /// Counts a value that is given to the host.
  /// - Throws: when that is more than the limit.
  package func give(_ value: Value) throws(RunFailure) {
    try context.budget.give([value])
  }

  /// The value of an expression in words, as `print` writes it.
  /// - Throws: as ``run(_:)``, and when the words take more than the memory that is left.
  package func words(of id: ExpressionID) throws(RunFailure) -> String {
    let value = try value(id)
    let words = try context.at(id) { () throws(FunctionFailure) in
      try ValueText.describe(value, context.functionContext)
    }
    try context.budget.give(text: words)
    return words
  }

  /// A value as a sentence writes it; `...` for one too long for the memory that is left.
  package func words(for value: Value) -> String {
    (try? ValueText.describe(value, context.functionContext)) ?? "..."
  }

  private func groups(_ grouping: Grouping) -> [ExecutedQuery.Group] {
    let offsets = RowLists(grouping: grouping.groupOf, count: grouping.count)
    return (0..<grouping.count).map { group in
      ExecutedQuery.Group(
        keys: grouping.keys.map { $0.value(group) }, rows: offsets.range(group))
    }
  }

  private func totals(
    _ columns: [Vector], _ count: Int, _ query: QueryPlan
  ) throws(RunFailure) -> [Value] {
    var totals: [Value] = []
    for column in columns {
      let values = column.values(count)
      totals.append(
        try context.at(query.range) { () throws(FunctionFailure) in
          switch values.first(where: { !$0.isMissing }) {
          case .number, .duration: try Folding.fold(.sum, values)
          case .ratio: try Folding.fold(.avg, values)
          default: .missing
          }
        })
    }
    return totals
  }
}
