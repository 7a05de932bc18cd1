// What one run knows and keeps: the graph, the plan, the rows around the expression at hand, and what
// has been found once and holds for the whole run.

/// The state of one run. Used by one thread.
final class RunContext {
  let graph: GoalGraph
  let measures: MeasureCache
  let plan: ProgramPlan
  let variables: RunVariables
  let budget: Budget
  let functions: FunctionContext
  /// The functions that can be called, those of the host among them.
  let registry: FunctionRegistry
  /// Whether every value is found by the plain evaluator.
  let isPlain: Bool

  /// The contexts of this run's viewpoints. The executor holds them for as long as the run lasts.
  unowned let views: Views

  /// The rows around the expression at hand, outermost first: frame 1 is the last of them.
  var outer: [Frame] = []
  /// The context that each of them is seen from.
  var outerContexts: [RunContext] = []
  /// How deeply expressions and queries are nested at the moment.
  var depth = 0

  /// Where the cells of fields are.
  var fieldColumns: [FieldReference: FieldColumn] = [:]
  /// Relations, with their rows' place.
  var relations: [RelationReference: ResolvedRelation] = [:]
  /// The values of expressions that read no row.
  var constants: [ExpressionID: Kept<Value>] = [:]
  /// The rows of queries that read no row outside.
  var queryRows: [QueryID: Kept<RowSet>] = [:]
  /// By expression: 0 unknown, 1 reads the row at hand, 2 does not.
  var rowReaders: [UInt8]
  /// By expression: 0 unknown, 1 folds over the rows at hand, 2 does not.
  var rowFolders: [UInt8]
  /// Statuses by policies other than the workspace's.
  var statusColumns: [StatusPolicy: [UInt8]] = [:]
  /// Text conditions over a whole column, by table row.
  var textFlags: [TextQuestion: [UInt8]] = [:]
  /// Rows that have no owner, team, ...: for them membership is missing.
  var unknownRows: [String: [UInt8]] = [:]
  /// Goals by effective owner.
  var goalsOfOwner: RowLists?
  /// Marks of a walk: a goal was visited when its mark is the walk's number.
  var marks: [UInt32] = []
  var walkNumber: UInt32 = 0
  /// What is to be said beside the rows.
  var remarks: RunRemarks {
    get { views.remarks }
    set { views.remarks = newValue }
  }
  /// Directions and bounds, for numbers judged by their goal.
  private(set) lazy var bounds = Bounds(measures)
  /// By goal, what each goal below contributes to it.
  var sharesOfGoal: [Int32: [Int32: Double]] = [:]
  /// By goal, how many routes lead up to it from each below; nil where a loop is among them.
  var routesToGoal: [Int32: [Int32: Double]?] = [:]
  /// The routes between two goals with loops around them.
  var routesInLoops: [Int64: Double] = [:]

  /// Which children count in an objective's progress.
  private(set) lazy var contributions = Contributions(measures)
  /// The place of each goal in the order that has children before their parents.
  private(set) lazy var bottomUpRank: [Int32] = {
    var ranks = [Int32](repeating: 0, count: graph.table(.goals).rowCount)
    for (rank, goal) in graph.links.bottomUp.enumerated() {
      ranks[Int(goal)] = Int32(truncatingIfNeeded: rank)
    }
    return ranks
  }()
  /// Whether all goals stand in the order of their rows.
  private(set) lazy var isGoalOrderPlain = graph.goalsInOrder.enumerated().allSatisfy {
    Int($0.element) == $0.offset
  }
  /// The place of each goal in workspace order, -1 for rows that are no goals.
  private(set) lazy var positionOfGoal: [Int32] = {
    var positions = [Int32](repeating: -1, count: graph.table(.goals).rowCount)
    for (place, row) in graph.goalsInOrder.enumerated() {
      positions[Int(row)] = Int32(truncatingIfNeeded: place)
    }
    return positions
  }()

  init(
    measures: MeasureCache, plan: ProgramPlan, variables: RunVariables, budget: Budget,
    registry: FunctionRegistry, views: Views, isPlain: Bool
  ) {
    graph = measures.graph
    self.measures = measures
    self.plan = plan
    self.variables = variables
    self.budget = budget
    self.registry = registry
    self.views = views
    self.isPlain = isPlain
    var functions = FunctionContext(
      today: measures.viewpoint.today, calendar: graph.policies.fiscal
    ) {
      [graph] in graph.name(of: $0)
    }
    functions.goesOn = budget.goesOn
    self.functions = functions
    rowReaders = [UInt8](repeating: 0, count: plan.expressions.count)
    rowFolders = rowReaders
  }

  /// From where the graph is looked at here.
  var viewpoint: Viewpoint { measures.viewpoint }

  /// The same run from another viewpoint.
  func context(for measures: MeasureCache) -> RunContext {
    RunContext(
      measures: measures, plan: plan, variables: variables, budget: budget, registry: registry,
      views: views, isPlain: isPlain)
  }

  /// How deeply expressions and queries may nest: each level takes a frame of the stack or two.
  static let depthLimit = 256

  /// Runs `body` one level deeper.
  @inline(__always)
  func nested<T>(_ body: () throws(RunFailure) -> T) throws(RunFailure) -> T {
    guard depth < Self.depthLimit else { throw .limit(.depth) }
    depth += 1
    defer { depth -= 1 }
    return try body()
  }

  /// Runs `body` with `frame` as the row just outside, as seen from `context`, else from here.
  func inside<T>(
    _ frame: Frame, of context: RunContext? = nil, _ body: () throws(RunFailure) -> T
  ) throws(RunFailure) -> T {
    outer.append(frame)
    outerContexts.append(context ?? self)
    defer {
      outer.removeLast()
      outerContexts.removeLast()
    }
    return try body()
  }

  /// The context that the row that many frames out is seen from.
  func context(ofFrame number: Int) -> RunContext {
    let place = outerContexts.count - number
    return number > 0 && outerContexts.indices.contains(place) ? outerContexts[place] : self
  }

  /// The row that many frames out; nil when there is none.
  func frame(_ number: Int, from here: Frame) -> Frame? {
    if number == 0 { return here }
    let place = outer.count - number
    return outer.indices.contains(place) ? outer[place] : nil
  }

  /// A function's context, with the bytes that are left.
  var functionContext: FunctionContext {
    var context = functions
    context.maximumBytes = budget.bytesLeft
    return context
  }

  /// Does what may fail in a function, and names the place when it does.
  @inline(__always)
  func at<T>(
    _ id: ExpressionID, _ body: () throws(FunctionFailure) -> T
  ) throws(RunFailure) -> T {
    try at(plan[id].range, body)
  }

  /// The same at a place of the text.
  @inline(__always)
  func at<T>(
    _ range: SourceRange, _ body: () throws(FunctionFailure) -> T
  ) throws(RunFailure) -> T {
    do {
      return try body()
    } catch .stopped {
      throw budget.stopped
    } catch {
      throw RunFailure(error, at: range)
    }
  }
}

// MARK: - Which expressions read the row

extension RunContext {
  /// Whether the value may differ from row to row of the rows at hand.
  func readsRow(_ id: ExpressionID) -> Bool {
    let place = Int(id.index)
    if rowReaders[place] == 0 { rowReaders[place] = findWhetherItReadsRow(id) ? 1 : 2 }
    return rowReaders[place] == 1
  }

  private func findWhetherItReadsRow(_ id: ExpressionID) -> Bool {
    if plan[id].reach < 0 { return false }
    // Too deep to look into: taken to read the row, which is always right.
    guard depth < Self.depthLimit else { return true }
    depth += 1
    defer { depth -= 1 }
    switch plan[id].form {
    case .constant, .variable, .today: return false
    case .row(let frame), .field(_, let frame), .column(_, let frame), .across(_, _, let frame):
      return frame == 0
    case .filedIn, .reaches, .ownedBy, .belongsTo, .reportsTo, .aggregateRows, .cumulative,
      .series, .judged:
      return true
    case .query(let query): return plan[query].reach >= 0
    default: return plan[id].form.operands.contains { readsRow($0) }
    }
  }
}

extension PlanExpression.Form {
  /// The expressions it is made of, in order.
  package var operands: [ExpressionID] {
    switch self {
    case .constant, .variable, .row, .field, .column, .across, .query, .today: []
    // The body of a defined field reads a row of its own.
    case .definedField(_, let base): [base]
    case .comprehension(let element, _, let source, let condition):
      [element, source] + (condition.map { [$0] } ?? [])
    case .member(let base, _), .recordMember(let base, _), .related(let base, _), .negate(let base),
      .filedIn(let base), .isMissing(let base), .isPresent(let base), .not(let base),
      .cumulative(let base), .startOf(let base), .endOf(let base), .ownedBy(let base),
      .belongsTo(let base), .reportsTo(let base, _), .measure(_, let base),
      .reaches(_, let base, _), .series(_, let base), .judged(_, let base):
      [base]
    case .seen(let base, let view): [base] + view.expressions
    case .held(let condition, let window, _): [condition, window.moment]
    case .arithmetic(_, let left, let right), .compare(_, let left, let right),
      .isIn(let left, let right), .textTest(_, let left, let right), .index(let left, let right),
      .standing(_, let left, let right):
      [left, right]
    case .and(let parts), .or(let parts), .coalesce(let parts), .call(_, let parts),
      .callFunction(_, let parts),
      .aggregateRows(_, let parts), .aggregateList(_, let parts), .list(let parts):
      parts
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .record(let fields): fields.map(\.value)
    case .template(let parts):
      parts.compactMap { part in
        if case .value(let id) = part { return id }
        return nil
      }
    case .dayRange(let start, let end): [start] + (end.map { [$0] } ?? [])
    }
  }
}
