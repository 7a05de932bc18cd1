// The plan of a program: queries as a source and a list of operators over rows. Plain data: what
// runs it stands in Execute, what prints it in Plan/PlanText.

/// A checked program: its queries, expressions and statements in flat arrays.
package struct ProgramPlan: Sendable {
  package var expressions: [PlanExpression] = []
  package var queries: [QueryPlan] = []
  package var script = ScriptPlan()
  /// Fields of one's own without a history that are read as seen from another day, and where.
  package var undatedFields: [(name: String, range: SourceRange)] = []
  package init() {}

  package subscript(_ id: ExpressionID) -> PlanExpression { expressions[Int(id.index)] }
  package subscript(_ id: QueryID) -> QueryPlan { queries[Int(id.index)] }
}

/// What a statement gives.
package enum StatementPlan: Sendable {
  /// The rows of a query.
  case rows(QueryID)
  /// One value.
  case value(ExpressionID)
  /// Everything known of one node.
  case card(Node)
}

/// A query: where its rows come from and what happens to them, in order.
package struct QueryPlan: Sendable {
  package var source: RowSource
  /// From where its rows are seen, when not from the view around it.
  package var view: ViewPlan?
  /// The kind of its rows while they are nodes; nil for a source of plain values.
  package var kind: Kind?
  package var operators: [Operator] = []
  /// Its stages in order, each with the number of operators up to its end.
  package var stages: [StageSpan] = []
  /// The largest frame outside the query that it reads: -1 for none, so that it runs once and is
  /// kept; 0 when it reads the row in whose expression it stands, and so on.
  package var reach: Int = -1
  /// What it gives: the columns shown, in order. Computed after the last operator.
  package var output: [PlanColumn] = []
  package var shape: RenderShape = .table
  /// Before which of the output columns those of a pivot stand, which are known only when it runs.
  package var acrossPlace: Int?
  /// Whether its value is its nodes; else it is the cells of its one column, or records.
  package var givesNodes = false
  package var range: SourceRange

  package init(source: RowSource, kind: Kind?, range: SourceRange) {
    self.source = source
    self.kind = kind
    self.range = range
  }
}

extension QueryPlan {
  /// The expressions evaluated on its own rows: of conditions, keys and columns.
  package var rowExpressions: [ExpressionID] {
    var ids: [ExpressionID] = []
    for step in operators {
      switch step {
      case .filter(let conjuncts), .filterGroups(let conjuncts): ids += conjuncts.map(\.condition)
      case .sort(let keys), .sortGroups(let keys), .top(_, let keys): ids += keys.map(\.expression)
      case .extend(let columns), .project(let columns), .group(let columns),
        .summarize(let columns):
        ids += columns.map(\.expression)
      case .compare(let pairing):
        ids += pairing.keys.map(\.here) + pairing.columns.map(\.here)
      case .join(let join): ids.append(join.left)
      case .pivot(let pivot):
        ids.append(pivot.cell)
        if case .expression(let across) = pivot.across { ids.append(across) }
      case .take, .skip, .last, .takeGroups, .skipGroups, .lastGroups, .keep, .distinct, .total,
        .walk, .combine, .pairs:
        break
      }
    }
    return ids + output.map(\.expression)
  }
}

/// A stage of a query as written, and the operators it became.
package struct StageSpan: Sendable {
  /// Where it stands.
  package let range: SourceRange
  /// How many operators the query has after it.
  package var operatorCount: Int
}

/// Where rows come from.
package enum RowSource: Sendable {
  /// All nodes of a kind, in workspace order.
  case kind(Kind)
  /// The nodes of a list- or node-valued expression, each once; evaluated in the frame outside.
  case nodes(ExpressionID)
  /// The elements of a list-valued expression, as rows with the one column `value`.
  case values(ExpressionID)
  /// The rows of another query with its columns.
  case query(QueryID)
  /// Paths, as rows with the columns `path` (the nodes on it) and `length` (its links).
  case paths(PathPlan)
  /// The rows of another query at the end of each bucket of a period, with the column `period`
  /// before its own.
  case over(OverPlan)
}

/// A condition that came from one modifier, with the words the user wrote: for explanations and to
/// name the modifier that removed the last rows.
package struct Conjunct: Sendable {
  package var condition: ExpressionID
  package var words: String
  package var range: SourceRange
  package init(condition: ExpressionID, words: String, range: SourceRange) {
    self.condition = condition
    self.words = words
    self.range = range
  }
}

/// One step over rows. Before `group` rows form one table; after it each group holds rows.
package enum Operator: Sendable {
  /// Keeps the rows for which every conjunct is yes; counts those whose whole condition is missing.
  case filter([Conjunct])
  /// The same for whole groups; conditions read group keys (columns of the group) and aggregates.
  case filterGroups([Conjunct])
  /// Stable; missing last, also descending. Within each group when grouped.
  case sort([OrderKey])
  case sortGroups([OrderKey])
  /// The first `take` keys of a sort, without sorting all.
  case top(ExpressionID, [OrderKey])
  case take(ExpressionID)
  case skip(ExpressionID)
  case last(ExpressionID)
  case takeGroups(ExpressionID)
  case skipGroups(ExpressionID)
  case lastGroups(ExpressionID)
  /// Adds columns at the end, each seeing those before it.
  case extend([PlanColumn])
  /// Replaces the columns; the rows keep their nodes.
  case project([PlanColumn])
  /// Keeps the columns with these indices.
  case keep([Int])
  /// Forms groups by keys: groups in order of first appearance of their key, missing last.
  case group([PlanColumn])
  /// One row a group (one in all without groups): the keys, then the aggregates.
  case summarize([PlanColumn])
  /// Rows equal in every column (or the same node) once.
  case distinct
  /// Adds a totals row: the sum of every number column, the mean of ratio columns.
  case total
  /// Replaces the rows by the nodes reached from them, each once, nearest first; those equally near
  /// in workspace order.
  case walk(WalkPlan)
  case combine(CombinePlan)
  case join(JoinPlan)
  /// Replaces the rows by their pairs, each unordered pair once: two columns of nodes.
  case pairs
  case pivot(PivotPlan)
  /// Adds the numbers of another query's rows beside those of the rows they pair with.
  case compare(PairingPlan)

  /// Whether the rows after it stand for something else than those before.
  package var makesNewRows: Bool {
    switch self {
    case .summarize, .pivot, .join, .pairs: true
    default: false
    }
  }
}

/// How to order rows by an expression.
package struct OrderKey: Sendable {
  package var expression: ExpressionID
  package var descending: Bool
  package init(expression: ExpressionID, descending: Bool) {
    self.expression = expression
    self.descending = descending
  }
}

/// A column that an operator makes, or that the answer shows.
package struct PlanColumn: Sendable {
  package var name: String
  package var expression: ExpressionID
  package var format: ColumnFormat?
  package init(name: String, expression: ExpressionID, format: ColumnFormat? = nil) {
    self.name = name
    self.expression = expression
    self.format = format
  }
}
