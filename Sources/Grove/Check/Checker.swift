// From a core tree to a plan: names resolved, types found, impossible questions refused with a
// message. Queries stand here; stages, expressions, comparisons and calls in the files beside.

/// What a program is checked against.
struct CheckEnvironment {
  let graph: GoalGraph
  let today: CivilDate
  /// The day the graph is looked at, when that is another.
  let asOf: CivilDate?
  /// The id that `@me` stands for, as the caller gave it.
  let me: String?
  /// Values the host has bound, in the order of their slots.
  let variables: [BoundVariable]
  /// The functions that can be called.
  var functions = FunctionRegistry.standard

  /// A variable with its value.
  struct BoundVariable {
    let name: String
    let type: ValueType
  }
}

/// Checks one program and builds its plan.
///
/// Mistakes are collected in `diagnostics`; an expression with a mistake becomes a missing value of
/// type `any`, which fits everywhere, so that one mistake gives one message.
final class Checker {
  let environment: CheckEnvironment
  let source: SourceText
  let periods: PeriodResolver
  var plan = ProgramPlan()
  var diagnostics: [Diagnostic] = []
  /// The rows around the place at hand, innermost last.
  var scopes: [RowScope] = []
  /// The kinds and fields of the workspace, with the fields that the program defines.
  var schema: Schema
  /// What is known of the program around, and of what it defines.
  var script = ScriptState()
  var defined = DefinitionState()
  /// How deeply expressions stand inside each other at the moment.
  var nesting = 0
  /// How many views are around the place at hand: in one, `today` is the day looked from.
  var viewDepth = 0

  var graph: GoalGraph { environment.graph }

  init(environment: CheckEnvironment, source: SourceText) {
    self.environment = environment
    schema = environment.graph.schema
    self.source = source
    periods = PeriodResolver(graph: environment.graph, today: environment.today)
    if environment.asOf != nil { viewDepth = 1 }
    for (slot, variable) in environment.variables.enumerated() {
      plan.script.variables.append(PlanVariable(name: variable.name, type: variable.type))
      script.names.declare(
        variable.name,
        VariableScopes.Entry(meaning: .slot(slot), role: .given, range: .none))
    }
  }

  // MARK: The plan being built

  func report(_ diagnostic: Diagnostic) { report([diagnostic]) }

  func report(_ more: [Diagnostic]) {
    diagnostics += more
    if more.contains(where: { $0.code == .definitionsTooLarge }) { defined.isTooLarge = true }
  }

  /// Takes back what was reported from `first` on.
  @discardableResult func takeBack(from first: Int) -> [Diagnostic] {
    let taken = Array(diagnostics[first...])
    diagnostics.removeSubrange(first...)
    if taken.contains(where: { $0.code == .definitionsTooLarge }) { defined.isTooLarge = false }
    return taken
  }

  /// Adds an expression whose reach is that of its parts.
  func add(
    _ form: PlanExpression.Form, _ type: ValueType, _ range: SourceRange,
    parts: [ExpressionID] = [], frame: Int = -1
  ) -> ExpressionID {
    let reach = parts.reduce(frame) { max($0, plan[$1].reach) }
    guard defined.count(form, parts, in: plan) else {
      if !defined.isTooLarge { report(.tooLarge(at: range)) }
      return mistake(range)
    }
    plan.expressions.append(PlanExpression(form, type: type, range: range, reach: reach))
    return ExpressionID(Int32(clamping: plan.expressions.count - 1))
  }

  func constant(_ value: Value, _ type: ValueType, _ range: SourceRange) -> ExpressionID {
    add(.constant(value), type, range)
  }

  /// What stands for an expression that has been reported.
  func mistake(_ range: SourceRange) -> ExpressionID {
    constant(.missing, .any, range)
  }

  func mistake(_ diagnostic: Diagnostic) -> ExpressionID {
    report(diagnostic)
    return mistake(diagnostic.range)
  }

  func type(_ id: ExpressionID) -> ValueType { plan[id].type }

  // MARK: Queries

  /// Checks a query in core form and plans it.
  ///
  /// Its rows are a scope of their own; what it reads of the rows outside counts as its reach.
  func check(_ query: Query) -> QueryID {
    let view = self.view(of: query.views)
    let depth = viewDepth
    // `over` asks what stands before it again on other days.
    let askedAgain = query.stages.lastIndex { if case .over = $0.form { true } else { false } }
    if view != nil || askedAgain != nil { viewDepth += 1 }
    defer { viewDepth = depth }
    var (queryPlan, scope) = checkHead(query)
    scopes.append(scope)
    for (place, stage) in query.stages.enumerated() {
      check(stage, in: &queryPlan)
      note(stage, in: &queryPlan)
      if place == askedAgain, view == nil { viewDepth = depth }
    }
    queryPlan.view = view
    let isDefinition = !defined.placing.isEmpty || !defined.checking.isEmpty
    if scopes.count == 1, !isDefinition, view?.assumptions.isEmpty == false {
      showActual(query, in: &queryPlan)
    }
    finishOutput(&queryPlan)
    scopes.removeLast()
    for id in queryPlan.rowExpressions {
      queryPlan.reach = max(queryPlan.reach, plan[id].reach - 1)
    }
    for id in view?.expressions ?? [] { queryPlan.reach = max(queryPlan.reach, plan[id].reach) }
    plan.queries.append(queryPlan)
    return QueryID(Int32(clamping: plan.queries.count - 1))
  }

  /// Notes which operators a stage became; one that took another's place takes its share, too.
  private func note(_ stage: Stage, in queryPlan: inout QueryPlan) {
    let count = queryPlan.operators.count
    let merges = queryPlan.stages.last.map { $0.operatorCount == count } ?? false
    if merges, case .limit = stage.form {
      queryPlan.stages[queryPlan.stages.count - 1].operatorCount = count - 1
    }
    queryPlan.stages.append(StageSpan(range: stage.range, operatorCount: count))
  }

  /// The source of a query and the scope of its rows.
  private func checkHead(_ query: Query) -> (QueryPlan, RowScope) {
    switch query.head {
    case .phrase(let phrase):
      var (queryPlan, scope) = checkSource(
        phrase.subject, query.range, next: query.stages.first?.firstWord)
      scope.binding = phrase.binding?.name
      if query.stages.first?.isCondition == true { scope.aggregates = .phraseCondition }
      queryPlan.range = query.range
      return (queryPlan, scope)
    case .expression(let expression):
      return checkSource(value: expression, query.range)
    }
  }

  private func checkSource(
    _ subject: Subject, _ range: SourceRange, next: Name?
  ) -> (QueryPlan, RowScope) {
    switch subject.form {
    case .kind(_, _, let word), .source(.kind(let word)):
      return rows(of: Kind(word), range)
    case .own(_, let name), .source(.named(let name)):
      guard let kind = schema.kind(named: name.text) else {
        report(unknownKind(name, before: next))
        return (QueryPlan(source: .values(mistake(range)), kind: nil, range: range), .unknown)
      }
      return rows(of: kind, range)
    case .source(.value(let value)):
      return checkSource(value: value, range)
    case .paths(let start, let end, let depth):
      return checkPaths(from: start, to: end, depth: depth, range)
    }
  }

  private func rows(of kind: Kind, _ range: SourceRange) -> (QueryPlan, RowScope) {
    return (
      QueryPlan(source: .kind(kind), kind: kind, range: range),
      RowScope(kind: kind, hasFields: true)
    )
  }

  private func checkSource(value: Expression, _ range: SourceRange) -> (QueryPlan, RowScope) {
    let definition = definedValue(value)
    if let id = sourceQuery(value, definition) {
      let innerPlan = plan[id]
      var queryPlan = QueryPlan(source: .query(id), kind: innerPlan.kind, range: range)
      queryPlan.reach = innerPlan.reach
      guard let scope = innerScopes[Int(id.index)] else { return (queryPlan, .unknown) }
      return (queryPlan, scope)
    }
    let id = definition.map { expression($0, value.range) } ?? check(value)
    var queryPlan = QueryPlan(source: .nodes(id), kind: nil, range: range)
    queryPlan.reach = plan[id].reach
    switch type(id) {
    case .node(let kind), .list(.node(let kind)):
      queryPlan.kind = kind
      return (queryPlan, RowScope(kind: kind, hasFields: true))
    case .list(let element):
      queryPlan.source = .values(id)
      let column = ScopeColumn(name: "value", type: element)
      return (queryPlan, RowScope(kind: nil, hasFields: false, columns: [column]))
    case .any:
      return (queryPlan, .unknown)
    default:
      report(
        .wrongStage(
          "expected rows, found \(describe(id))",
          help: "a stage works on rows: start with a kind, `key results | ...`",
          at: plan[id].range))
      return (queryPlan, .unknown)
    }
  }

  /// What the call of a definition stands for; nil for any other value.
  private func definedValue(_ value: Expression) -> CheckedValue? {
    guard case .call(let name, let arguments) = value.unwrapped.form else { return nil }
    return called(name, arguments, value.range)
  }

  /// The query that a value is, whose columns are known.
  private func sourceQuery(_ value: Expression, _ definition: CheckedValue?) -> QueryID? {
    switch (value.form, definition) {
    case (.query(let inner), _): check(inner)
    case (_, .query(let id)?): id
    default: nil
    }
  }

  /// The scopes that finished queries ended with, by query: what `from (Q)` goes on with.
  var innerScopes: [Int: RowScope] = [:]

  /// The type of a query as a value: nodes, the cells of its one column, or records.
  func type(of id: QueryID) -> ValueType {
    let queryPlan = plan[id]
    if let kind = queryPlan.kind, innerScopes[Int(id.index)]?.hasFields == true {
      return .list(.node(kind))
    }
    if queryPlan.output.count == 1, let only = queryPlan.output.first {
      return .list(plan[only.expression].type)
    }
    return .list(.record)
  }

  private func unknownKind(_ name: Name, before next: Name?) -> Diagnostic {
    if let next, schema.kind(named: next.text) != nil {
      return .kindSecond(name, next)
    }
    let singular = schema.kinds.first { $0.singular.lowercased() == name.text.lowercased() }
    if let singular { return .singularKind(name, plural: singular.plural) }
    let plurals = schema.kinds.map(\.plural)
    // `key` alone is the beginning of a kind of two words.
    let begun = plurals.first { $0.hasPrefix(name.text.lowercased() + " ") }
    return .unknownKind(
      name, near: begun ?? NearestName.find(name.text, in: plurals), kinds: plurals,
      isFunction: defined.definitions.functions[name.text] != nil)
  }

  // MARK: Output

  /// The columns an answer has: those that `show` or `summarize` made, else the default ones of the
  /// kind with what `add` made and what the query sorts and measures by.
  private func finishOutput(_ queryPlan: inout QueryPlan) {
    guard let scope = scopes.last else { return }
    var output: [PlanColumn] = []
    if scope.hasFields, let kind = scope.kind {
      let definition = schema.definition(kind)
      var names = definition.defaultColumns
      for name in fieldsOfInterest(queryPlan) where !names.contains(name) { names.append(name) }
      for name in names
      where !scope.dropped.contains(name) && !scope.columns.contains(where: { $0.name == name }) {
        guard let field = definition.field(name) else { continue }
        let id =
          body(ofField: name, kind)
          ?? add(
            .field(FieldReference(name: name, kind: kind), frame: 0), field.type, queryPlan.range,
            frame: 0)
        output.append(PlanColumn(name: name, expression: id))
      }
    }
    for (index, column) in scope.columns.enumerated() {
      let id = add(.column(index, frame: 0), column.type, queryPlan.range, frame: 0)
      output.append(
        PlanColumn(name: column.name, expression: id, format: formats[column.name]))
    }
    queryPlan.output = output
    queryPlan.acrossPlace = scope.across?.keyCount
    queryPlan.kind = scope.kind
    queryPlan.givesNodes = scope.hasFields && scope.kind != nil
    innerScopes[plan.queries.count] = scope
    formats = [:]
  }

  /// The formats that the `show` at hand asks for, by column.
  var formats: [String: ColumnFormat] {
    get { formatsByDepth[scopes.count] ?? [:] }
    set { formatsByDepth[scopes.count] = newValue }
  }
  private var formatsByDepth: [Int: [String: ColumnFormat]] = [:]

  /// Takes the formats away for as long as something is checked that has nothing to do with them.
  func takeFormats() -> [Int: [String: ColumnFormat]] {
    defer { formatsByDepth = [:] }
    return formatsByDepth
  }

  func putBack(_ formats: [Int: [String: ColumnFormat]]) { formatsByDepth = formats }

  /// Plain fields of the row that the query sorts or measures by, in order of first use.
  private func fieldsOfInterest(_ queryPlan: QueryPlan) -> [String] {
    var names: [String] = []
    if case .over(let over) = queryPlan.source { names = fieldsOfInterest(plan[over.query]) }
    func note(_ id: ExpressionID) {
      var name = defined.fieldNames[id]
      if case .field(let reference, frame: 0) = plan[id].form { name = reference.name }
      guard let name, !names.contains(name) else { return }
      switch plan[id].type {
      case .number, .ratio, .points, .date, .duration: names.append(name)
      default: break
      }
    }
    for step in queryPlan.operators {
      switch step {
      case .filter(let conjuncts):
        for conjunct in conjuncts {
          if case .compare(_, let left, _) = plan[conjunct.condition].form { note(left) }
        }
      case .sort(let keys), .top(_, let keys):
        for key in keys { note(key.expression) }
      // What was asked of other rows.
      case .walk: names = []
      default: break
      }
    }
    return names
  }
}

extension RowScope {
  /// Rows of which nothing is known, after a mistake.
  static let unknown = RowScope(kind: nil, hasFields: true)
}

extension Stage {
  /// The bare word that a condition begins with.
  fileprivate var firstWord: Name? {
    guard case .filter(let condition, rows: false) = form else { return nil }
    let first: Expression? =
      if case .logic(.and, let members) = condition.form { members.first } else { condition }
    if case .field(let name)? = first?.form { return name }
    return nil
  }

  /// Whether it is a plain `where`.
  fileprivate var isCondition: Bool {
    if case .filter(_, rows: false) = form { true } else { false }
  }
}
