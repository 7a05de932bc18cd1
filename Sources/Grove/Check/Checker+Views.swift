// Looking from elsewhere: the views of phrases and expressions, the days of `ever`, and what is asked
// again at other times.

extension Checker {
  // MARK: Views

  /// The view that a phrase's modifiers make; nil when it has none.
  func view(of modifiers: [Modifier]) -> ViewPlan? {
    var view = ViewPlan()
    for modifier in modifiers {
      switch modifier.form {
      case .asOf(let day): view.asOf = self.day(day)
      case .asKnownOn(let day): view.knownOn = self.day(day)
      case .assuming(let changes): view.assumptions += changes.compactMap(assumption)
      default: break
      }
    }
    return view.expressions.isEmpty ? nil : view
  }

  /// `E as of D as known on D`: the value of E from there.
  func seen(_ base: Expression, _ views: [View], _ range: SourceRange) -> ExpressionID {
    if case .literal(let literal) = base.unwrapped.form, literal.isFixed {
      let value = Printer.print(base)
      return mistake(
        .wrongStage(
          "`\(value) as of ...` is \(value) on any day",
          help: "put `as of \(views.first.map { Printer.print($0.day) } ?? "D")` before `where`",
          at: range))
    }
    var view = ViewPlan()
    for step in views {
      if step.isKnown { view.knownOn = day(step.day) } else { view.asOf = day(step.day) }
    }
    let value = inView { check(base) }
    guard knowsHistory(value, base) else { return mistake(range) }
    return seen(value, view, range)
  }

  /// `(E assuming @x.f = v)`.
  func seen(_ base: Expression, assuming changes: [Change], _ range: SourceRange) -> ExpressionID {
    var view = ViewPlan()
    view.assumptions = changes.compactMap(assumption)
    return seen(inView { check(base) }, view, range)
  }

  func seen(_ value: ExpressionID, _ view: ViewPlan, _ range: SourceRange) -> ExpressionID {
    add(.seen(value, view), type(value), range, parts: [value] + view.expressions)
  }

  /// Runs `body` where `today` is the day looked from.
  func inView<T>(_ body: () -> T) -> T {
    viewDepth += 1
    defer { viewDepth -= 1 }
    return body()
  }

  /// A day to look from. A period has two ends and is no day.
  private func day(_ expression: Expression) -> ExpressionID {
    let id = check(expression)
    switch type(id) {
    case .date, .any, .missing: return id
    case .period, .node(.cycles):
      return mistake(.periodForDay(Printer.print(expression), at: expression.range))
    default:
      return mistake(
        .wrongArguments(
          "as of", expected: "a day", found: describe(id), example: "as of 2026-05-01",
          at: expression.range))
    }
  }

  /// A field of which the files keep no history looks the same on every day: asking for it on one is
  /// a mistake.
  private func knowsHistory(_ id: ExpressionID, _ base: Expression) -> Bool {
    guard case .field(let reference, _) = plan[id].form, isUndated(reference) else { return true }
    report(.noHistory(reference.name, at: base.range))
    return false
  }

  /// Notes that a field is read from another day: the answer says so of one that has no history.
  func noteDay(of reference: FieldReference, at range: SourceRange) {
    guard viewDepth > 0, isUndated(reference),
      !plan.undatedFields.contains(where: { $0.name == reference.name && $0.range == range })
    else { return }
    plan.undatedFields.append((reference.name, range))
  }

  /// Whether it is a field of one's own that looks the same on every day.
  private func isUndated(_ reference: FieldReference) -> Bool {
    guard let field = schema.definition(reference.kind).field(reference.name),
      case .column = field.access, field.origin == .own, !isStandard(reference)
    else { return false }
    return !graph.hasHistory(of: reference.name, kind: reference.kind)
  }

  private func isStandard(_ reference: FieldReference) -> Bool {
    let fields =
      reference.kind.isOwn
      ? FieldDefinition.ownKind : Schema.standard.definition(reference.kind).fields
    return fields.contains { $0.name == reference.name }
  }

  // MARK: Assumptions

  /// `@KR-3.progress = 80%`; nil after a report.
  private func assumption(_ change: Change) -> AssumptionPlan? {
    let range = change.target.range
    guard case .path(let base, let suffixes) = change.target.form,
      case .name(let name)? = suffixes.last
    else {
      report(.assumesNothing(Printer.print(change.target), at: range))
      return nil
    }
    let rest = Array(suffixes.dropLast())
    let targets = check(rest.isEmpty ? base : Expression(.path(base, rest), range: range))
    let kind: Kind
    switch type(targets) {
    case .node(let node), .list(.node(let node)): kind = node
    case .any: return nil
    default:
      report(.assumesNothing(Printer.print(change.target), at: range))
      return nil
    }
    let definition = schema.definition(kind)
    guard let field = definition.field(name.text) else {
      _ = unknownName(name, RowScope(kind: kind, hasFields: true))
      return nil
    }
    guard Viewpoint.canAssume(field) else {
      report(.cannotAssume(name, of: definition, at: name.range))
      return nil
    }
    guard let value = assumed(change.value, field, of: definition) else { return nil }
    return AssumptionPlan(targets: targets, field: name.text, value: value)
  }

  /// The value a field is assumed to have, of the field's type; nil after a report.
  private func assumed(
    _ expression: Expression, _ field: FieldDefinition, of definition: KindDefinition
  ) -> ExpressionID? {
    let id: ExpressionID =
      if case .node(let kind) = field.type {
        place(expression, titles: [kind])
      } else {
        check(expression)
      }
    if let literal = ratioLiteral(expression, id, as: field.type, what: "`\(field.name)`") {
      return literal
    }
    if case .constant(.text(let word)) = plan[id].form, let words = field.closedSet,
      !words.contains(word)
    {
      report(
        .wordNeverHeld(
          word, field: field.name, words: words, near: NearestName.find(word, in: words),
          at: expression.range))
      return nil
    }
    switch (type(id), field.type) {
    case (.any, _), (.missing, _): return id
    case (.node(let found), .node(let wanted)) where found == wanted || wanted == .goals: return id
    case let (found, wanted) where found == wanted: return id
    default:
      report(
        .wrongArguments(
          "assuming", expected: "\(describe(field.type)) for `\(field.name)`",
          found: describe(id), example: "assuming @id.\(field.name) = ...", at: expression.range))
      return nil
    }
  }

  // MARK: Day by day

  /// `once(C, since: D)`, `days_when(C, P)`: a condition asked on each day of a window.
  func held(
    _ name: Name, _ arguments: [Argument], counted: Bool, _ range: SourceRange
  ) -> ExpressionID {
    guard arguments.count == 2, let condition = arguments.first?.value.expression,
      let moment = arguments.last, let expression = moment.value.expression,
      let word = moment.label.map({ DayWindow.Word(rawValue: $0.text) }) ?? .during
    else {
      return mistake(
        .wrongArguments(
          name.text, expected: "a condition and a period", found: "something else",
          example: "\(name.text)(at risk, Q2)", at: range))
    }
    if case .field(let word) = condition.form, let kind = scopes.last?.kind,
      schema.definition(kind).field(word.text)?.type == .date
    {
      return mistake(
        .notACondition(
          "`\(word.text)`", "a date",
          help: "`ever` takes a measure or an adjective: `ever below 20% during Q2`", at: range))
    }
    let holds = inView { self.condition(condition) }
    let when = cycleDates(check(expression))
    switch type(when) {
    case .date, .period, .node(.cycles), .any, .missing: break
    default:
      return mistake(
        .wrongArguments(
          name.text, expected: "a day or a period", found: describe(when),
          example: "\(name.text)(at risk, Q2)", at: expression.range))
    }
    return add(
      .held(holds, DayWindow(word: word, moment: when), counted: counted),
      counted ? .number : .flag, range, parts: [holds, when], frame: scopes.isEmpty ? -1 : 0)
  }

  /// `change(E, P)`: E at the end of P, or now while P lasts, less E on the day before P.
  func change(_ arguments: [Argument], _ range: SourceRange) -> ExpressionID {
    guard arguments.count == 2, let value = arguments.first?.value.expression,
      let period = arguments.last?.value.expression
    else {
      return mistake(
        .wrongArguments(
          "change", expected: "a value and a period", found: "something else",
          example: "change(progress, last month)", at: range))
    }
    let ends = Core.ends(of: period)
    let after = Expression(.asOf(value, [View(isKnown: false, ends.last)]), range: range)
    let before = Expression(.asOf(value, [View(isKnown: false, ends.dayBefore)]), range: range)
    return check(Expression(.sum(after, [SumTerm(.minus, before)]), range: range))
  }

  /// `has_changed("target", from: 100, to: 80, since: D)`: the row has such a change in its feed.
  func hasChanged(_ arguments: [Argument], _ range: SourceRange) -> ExpressionID {
    guard let kind = scopes.last?.kind, let field = arguments.first?.value.expression,
      case .text(let template) = field.form, let name = template.plainText
    else { return mistake(.noRow("changed", at: range)) }
    let definition = schema.definition(kind)
    guard definition.relation("changes") != nil else {
      return mistake(.nothingChanges(definition, at: range))
    }
    guard definition.field(name) != nil || name == "parents" else {
      return unknownName(Name(name, range: field.range), RowScope(kind: kind, hasFields: true))
    }
    if case .measure(let measure)? = definition.field(name)?.access, !measure.isInFeed {
      return mistake(.changesOfComputed(name, at: range))
    }
    var conditions = [
      Core.compare(Core.field("field", range), .equal, Core.text(name, range), range)
    ]
    for argument in arguments.dropFirst() {
      guard let label = argument.label?.text, let value = argument.value.expression else {
        continue
      }
      let side = label == "from" ? "old" : label == "to" ? "new" : "date"
      conditions.append(change(side, label, value.shiftedDeeper(), range))
    }
    guard let all = Core.all(conditions) else { return mistake(range) }
    let feed = Core.member(Expression(.this, range: range), "changes", range)
    let members = Query(
      .phrase(Phrase(Subject(.source(.value(feed)), range: range), range: range)),
      stages: [Stage(.filter(all, rows: false), range: range)], range: range)
    let count = Expression(.call(Name("count", range: range), [Argument(members)]), range: range)
    return check(Core.compare(count, .greater, Core.number(0, range), range))
  }

  private func change(
    _ side: String, _ label: String, _ value: Expression, _ range: SourceRange
  ) -> Expression {
    let field = Core.field(side, range)
    if side == "date" {
      let comparator = Comparator(rawValue: label == "during" ? "in" : label) ?? .in
      return Core.compare(field, comparator, value, range)
    }
    if case .literal(.missing) = value.unwrapped.form {
      return Expression(.presence(field, isPresent: false), range: range)
    }
    switch value.unwrapped.form {
    case .list, .alternatives: return Core.compare(field, .in, value, range)
    default: return Core.compare(field, .equal, value, range)
    }
  }

  // MARK: Asked again

  /// `over weeks in P`: what stands to its left becomes a query of its own.
  func over(_ unit: PeriodUnit, _ span: Expression, _ stage: Stage, in query: inout QueryPlan) {
    guard notGrouped("over", stage) else { return }
    let inner = scopes.removeLast()
    let period = cycleDates(check(span))
    scopes.append(inner)
    switch type(period) {
    case .period, .date, .node(.cycles), .any: break
    default:
      report(
        .wrongArguments(
          "over", expected: "a period", found: describe(period),
          example: "over weeks in this quarter", at: span.range))
    }
    let scope = scopes.removeLast()
    for id in query.rowExpressions { query.reach = max(query.reach, plan[id].reach - 1) }
    plan.queries.append(query)
    let asked = QueryID(Int32(clamping: plan.queries.count - 1))
    var made = QueryPlan(
      source: .over(OverPlan(query: asked, unit: unit, period: period)), kind: query.kind,
      range: query.range)
    made.reach = max(query.reach, plan[period].reach)
    made.shape = query.shape
    query = made
    var columns = scope
    if columns.columns.contains(where: { $0.name == "period" }) {
      report(.repeatedName("period", at: stage.range))
    }
    columns.columns.insert(ScopeColumn(name: "period", type: .period), at: 0)
    scopes.append(columns)
  }

  /// `compare with (Q)`: the numbers of Q's rows beside those of the rows here.
  func compare(with other: Query, _ stage: Stage, in query: inout QueryPlan) {
    guard notGrouped("compare with", stage) else { return }
    let numbers = numbersHere()
    let scope = scopes.removeLast()
    let id = check(other)
    scopes.append(scope)
    guard !numbers.isEmpty else {
      report(
        .wrongStage(
          "there is no number to compare", help: "add one: `| add n = count(check_ins)`",
          at: stage.range))
      return
    }
    pair(numbers, with: id, suffix: "then", givesChange: true, stage.range, in: &query)
  }

  /// Sets numbers of another query beside those here.
  func pair(
    _ numbers: [ScopeColumn], with id: QueryID, suffix: String, givesChange: Bool,
    _ range: SourceRange, in query: inout QueryPlan
  ) {
    guard let there = innerScopes[Int(id.index)], let here = scopes.last else { return }
    let byNode =
      here.hasFields && there.hasFields
      && (here.kind == there.kind || here.kind == .goals || there.kind == .goals)
    var output: [PlanColumn] = []
    func place(of name: String) -> Int? {
      guard let column = plan[id].output.first(where: { $0.name == name }) else { return nil }
      output.append(column)
      return output.count - 1
    }
    var keys: [(here: ExpressionID, there: Int)] = []
    if !byNode {
      for column in here.columns where !column.type.isNumber {
        guard let there = place(of: column.name) else { continue }
        keys.append((field(Name(column.name, range: range), level: 0), there))
      }
    }
    if keys.isEmpty, !byNode, here.kind != there.kind, let kind = here.kind ?? there.kind {
      let other = here.kind == nil ? nil : there.kind
      report(
        .nothingPairs(
          schema.definition(kind), other.map(schema.definition), at: range))
      return
    }
    var columns: [PairingPlan.Column] = []
    for number in numbers {
      guard let there = place(of: number.name) else {
        report(
          .wrongStage(
            "the other query has no number `\(number.name)`",
            help: "give both the same columns: `show` or `summarize` them", at: range))
        continue
      }
      let then = "\(number.name)_\(suffix)"
      if here.columns.contains(where: { $0.name == then }) {
        report(.repeatedName(then, at: range))
      }
      columns.append(
        PairingPlan.Column(
          here: field(Name(number.name, range: range), level: 0), there: there, name: number.name,
          range: range))
      scopes[scopes.count - 1].columns.append(ScopeColumn(name: then, type: number.type))
      if givesChange {
        scopes[scopes.count - 1].columns.append(
          ScopeColumn(
            name: "\(number.name)_change", type: number.type == .ratio ? .points : number.type))
      }
    }
    plan.queries[Int(id.index)].output = output
    query.operators.append(
      .compare(
        PairingPlan(
          other: id, byNode: byNode, keys: keys, columns: columns, givesChange: givesChange)))
    query.reach = max(query.reach, plan[id].reach)
  }

  /// An answer under an assumption shows beside the actual numbers, and what the fields are that it
  /// speaks of: of rows in their own places, of tables as the same query without the assumption gives
  /// them.
  func showActual(_ query: Query, in queryPlan: inout QueryPlan) {
    guard let scope = scopes.last, scope.groupKeys == nil else { return }
    let numbers = numbersHere() + assumedHere(queryPlan)
    if scope.hasFields {
      var view = ViewPlan()
      view.dropsAssumptions = true
      var made: [PlanColumn] = []
      for number in numbers {
        let name = "\(number.name)_actual"
        let id = seen(field(Name(number.name, range: query.range), level: 0), view, query.range)
        made.append(PlanColumn(name: name, expression: id))
        scopes[scopes.count - 1].columns.append(ScopeColumn(name: name, type: number.type))
      }
      queryPlan.operators.append(.extend(made))
      return
    }
    guard !numbers.isEmpty, case .phrase(var phrase) = query.head else { return }
    phrase.modifiers.removeAll { if case .assuming = $0.form { true } else { false } }
    var actual = query
    actual.head = .phrase(phrase)
    let scopeHere = scopes.removeLast()
    let id = check(actual)
    scopes.append(scopeHere)
    pair(numbers, with: id, suffix: "actual", givesChange: false, query.range, in: &queryPlan)
  }

  /// The fields that a query's view assumes and its rows show, other than numbers.
  private func assumedHere(_ query: QueryPlan) -> [ScopeColumn] {
    guard let scope = scopes.last, !query.operators.contains(where: { $0.makesNewRows }) else {
      return []
    }
    var columns: [ScopeColumn] = []
    for field in query.view?.assumptions.map(\.field) ?? []
    where !columns.contains(where: { $0.name == field }) {
      if let column = scope.columns.first(where: { $0.name == field }) {
        if !column.type.isNumber { columns.append(column) }
      } else if scope.hasFields, let kind = scope.kind, !scope.dropped.contains(field),
        let definition = schema.definition(kind).field(field), !definition.type.isNumber
      {
        columns.append(ScopeColumn(name: field, type: definition.type))
      }
    }
    return columns
  }

  /// The numbers of the rows at hand: their columns', and the headline measure while they have
  /// fields.
  func numbersHere() -> [ScopeColumn] {
    guard let scope = scopes.last else { return [] }
    var numbers = scope.columns.filter(\.type.isNumber)
    if scope.hasFields, let kind = scope.kind,
      let field = schema.definition(kind).headlineMeasure.flatMap({
        schema.definition(kind).field($0)
      }), field.type.isNumber, !numbers.contains(where: { $0.name == field.name })
    {
      numbers.insert(ScopeColumn(name: field.name, type: field.type), at: 0)
    }
    return numbers
  }
}

extension ValueType {
  /// Whether its values have differences.
  var isNumber: Bool {
    switch self {
    case .number, .ratio, .points, .duration: true
    default: false
    }
  }
}

extension Literal {
  /// Whether it is the same on every day.
  fileprivate var isFixed: Bool {
    switch self {
    case .number, .ratio, .points, .duration, .yes, .no: true
    default: false
    }
  }
}
