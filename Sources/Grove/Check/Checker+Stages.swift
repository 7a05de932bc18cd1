// Stages: each checked against the rows before it, each giving the rows after it.

extension Checker {
  /// Checks a stage on the innermost rows and adds its operators.
  func check(_ stage: Stage, in query: inout QueryPlan) {
    switch stage.form {
    case .filter(let condition, let rows):
      filter(condition, ofRows: rows, in: &query)
    case .sort(let keys, let rows):
      sort(keys, ofRows: rows, stage, in: &query)
    case .limit(let limit, let number, let rows):
      self.limit(limit, number, ofRows: rows, stage, in: &query)
    case .group(let columns):
      group(columns, stage, in: &query)
    case .summarize(let columns):
      summarize(columns, stage, in: &query)
    case .show(let columns):
      show(columns, in: &query)
    case .add(let columns):
      let made = make(columns, place: .rows)
      query.operators.append(.extend(made.map(\.plan)))
      scopes[scopes.count - 1].columns += made.map(\.scope)
    case .say(let text):
      say(text, in: &query)
    case .drop(let names):
      drop(names, stage, in: &query)
    case .distinct:
      guard notGrouped("distinct", stage) else { return }
      query.operators.append(.distinct)
    case .total:
      query.operators.append(.total)
    case .render(let name):
      render(name, in: &query)
    case .walk(let walk, let depth):
      self.walk(walk, depth: depth, stage, in: &query)
    case .follow(let name, let depth):
      follow(name, depth: depth, stage, in: &query)
    case .combine(let combination, let other):
      combine(combination, other, stage, in: &query)
    case .join(let other, let left, let right):
      join(other, left, right, stage, in: &query)
    case .pairs(let first, let second):
      pairs(first, second, stage, in: &query)
    case .pivot(let across, let cell):
      pivot(across, cell, stage, in: &query)
    case .over(let unit, let span):
      over(unit, span, stage, in: &query)
    case .compareQuery(let other):
      compare(with: other, stage, in: &query)
    case .compare(let modifier):
      report(
        .wrongStage(
          "`compare with \(Printer.print(modifier))` needs a phrase to its left",
          help: "start with a kind or `from ...`, or give the whole query: `compare with (...)`",
          at: stage.range))
    case .extreme, .count, .forecast, .change:
      // The expansion has turned these into other stages.
      break
    }
    scopes[scopes.count - 1].aggregates = .rows
  }

  private var isGrouped: Bool { scopes.last?.groupKeys != nil }

  func notGrouped(_ word: String, _ stage: Stage) -> Bool {
    guard isGrouped else { return true }
    report(
      .wrongStage(
        "`\(word)` does not work on groups", help: "put it before `group by`, or `summarize` first",
        at: stage.range))
    return false
  }

  /// Runs `body` with names and aggregates as they are at a place of the innermost rows.
  func at<T>(_ place: AggregatePlace, _ body: () -> T) -> T {
    let index = scopes.count - 1
    let before = scopes[index].aggregates
    scopes[index].aggregates = place
    defer { scopes[index].aggregates = before }
    return body()
  }

  private func place(ofRows rows: Bool) -> AggregatePlace {
    isGrouped && !rows ? .group : .rows
  }

  // MARK: Conditions and order

  private func filter(_ condition: Expression, ofRows rows: Bool, in query: inout QueryPlan) {
    let isPhrase =
      if case .phraseCondition = scopes[scopes.count - 1].aggregates { true } else { false }
    let place = isPhrase ? AggregatePlace.phraseCondition : place(ofRows: rows)
    let parts: [Expression] =
      if case .logic(.and, let members) = condition.form { members } else { [condition] }
    if isPhrase { refuseDateBeforeIn(parts) }
    let conjuncts = at(place) {
      parts.map { part in
        Conjunct(
          condition: self.condition(part), words: source.text(in: part.range), range: part.range)
      }
    }
    let ofGroups = isGrouped && !rows
    query.operators.append(ofGroups ? .filterGroups(conjuncts) : .filter(conjuncts))
  }

  /// `goals due in Q2` reads `due` as 'has come' and files under Q2; `due during Q2` was meant.
  private func refuseDateBeforeIn(_ parts: [Expression]) {
    guard let kind = scopes.last?.kind else { return }
    for (part, next) in zip(parts, parts.dropFirst()) {
      guard case .field(let name) = part.form, case .comparison(let left, .in, _, _) = next.form,
        left.isCycleElseDue, schema.definition(kind).field(name.text)?.type == .date
      else { continue }
      report(.dateBeforeIn(name.text, at: part.range.union(next.range)))
    }
  }

  private func sort(
    _ keys: [SortKey], ofRows rows: Bool, _ stage: Stage, in query: inout QueryPlan
  ) {
    let checked = at(place(ofRows: rows)) {
      keys.map { key in
        let id = check(key.expression)
        if case .record = type(id) {
          report(
            .wrongStage(
              "records have no order", help: "sort by one of its fields",
              at: key.expression.range))
        }
        return OrderKey(expression: id, descending: key.isDescending)
      }
    }
    query.operators.append(isGrouped && !rows ? .sortGroups(checked) : .sort(checked))
  }

  private func limit(
    _ limit: Stage.Limit, _ number: Expression, ofRows rows: Bool, _ stage: Stage,
    in query: inout QueryPlan
  ) {
    // The number stands outside the rows, so it is checked without them.
    let scope = scopes.removeLast()
    let count = check(number)
    scopes.append(scope)
    let isWhole =
      switch plan[count].form {
      case .constant(.number(let value)): value >= 0 && value == value.rounded() && value < 1e9
      case .constant: false
      default: type(count) == .number || type(count) == .any
      }
    if !isWhole, type(count) != .any {
      report(.notAWholeNumber(limit.rawValue, at: number.range))
    }
    let ofGroups = isGrouped && !rows
    switch limit {
    case .take:
      if !ofGroups, case .sort(let keys)? = query.operators.last, !isGrouped {
        query.operators.removeLast()
        query.operators.append(.top(count, keys))
      } else {
        query.operators.append(ofGroups ? .takeGroups(count) : .take(count))
      }
    case .skip: query.operators.append(ofGroups ? .skipGroups(count) : .skip(count))
    case .last: query.operators.append(ofGroups ? .lastGroups(count) : .last(count))
    }
  }

  // MARK: Columns

  private struct MadeColumn {
    let plan: PlanColumn
    let scope: ScopeColumn
  }

  /// Checks columns in order; with `place` rows each sees those before it.
  private func make(
    _ columns: [ColumnClause], place: AggregatePlace, replacing: Bool = false
  ) -> [MadeColumn] {
    let index = scopes.count - 1
    let before = scopes[index]
    var made: [MadeColumn] = []
    var taken = Set(replacing ? [] : before.columns.map(\.name))
    for column in columns {
      let id =
        reservedColumn(column).map { mistake($0) } ?? at(place) { check(column.expression) }
      let name = column.name?.text ?? writtenName(column.expression)
      if !taken.insert(name).inserted {
        report(.repeatedName(name, at: column.name?.range ?? column.range))
      }
      let scope = ScopeColumn(
        name: name, type: type(id), closedSet: closedSet(of: id))
      made.append(
        MadeColumn(
          plan: PlanColumn(name: name, expression: id, format: column.format), scope: scope))
      if case .rows = place, !replacing { scopes[index].columns.append(scope) }
    }
    scopes[index] = before
    return made
  }

  /// `behind = count()` names no column but compares an adjective, and never with such a value.
  private func reservedColumn(_ column: ColumnClause) -> Diagnostic? {
    guard column.name == nil,
      case .comparison(let left, .equal, isNegated: false, let right) = column.expression.form,
      case .adjective(let adjective) = left.form
    else { return nil }
    switch right.form {
    case .literal(.yes), .literal(.no), .literal(.missing), .adjective, .field, .variable:
      return nil
    default:
      return .reservedColumn(
        adjective.rawValue, value: source.text(in: right.range), at: left.range)
    }
  }

  /// A column without a name is called as written; `count()` is `count`.
  private func writtenName(_ expression: Expression) -> String {
    switch expression.form {
    case .field(let name): return name.text
    case .variable(let variable): return variable.name
    case .call(let name, let arguments) where arguments.isEmpty: return name.text
    default: return Printer.print(expression)
    }
  }

  private func group(_ columns: [ColumnClause], _ stage: Stage, in query: inout QueryPlan) {
    guard notGrouped("group by", stage) else { return }
    let keys = make(columns, place: .none, replacing: true)
    query.operators.append(.group(keys.map(\.plan)))
    scopes[scopes.count - 1].groupKeys = keys.map { key in
      var column = key.scope
      column.onRow = key.plan.expression
      return column
    }
  }

  private func summarize(_ columns: [ColumnClause], _ stage: Stage, in query: inout QueryPlan) {
    let keys = scopes[scopes.count - 1].groupKeys ?? []
    let made = make(columns, place: .group, replacing: true)
    for column in made where keys.contains(where: { $0.name == column.scope.name }) {
      report(.repeatedName(column.scope.name, at: stage.range))
    }
    query.operators.append(.summarize(made.map(\.plan)))
    let isCount = source.text(in: stage.range).lowercased().hasPrefix("count")
    scopes[scopes.count - 1] = RowScope(
      kind: nil, hasFields: false, columns: keys + made.map(\.scope),
      fieldsRemovedBy: isCount ? "count" : "summarize")
  }

  private func show(_ columns: [ColumnClause], in query: inout QueryPlan) {
    let made = make(columns, place: .rows, replacing: true)
    query.operators.append(.project(made.map(\.plan)))
    let index = scopes.count - 1
    scopes[index].columns = made.map(\.scope)
    scopes[index].hasFields = false
    scopes[index].across = nil
    scopes[index].fieldsRemovedBy = "show"
    formats = Dictionary(
      made.compactMap { column in column.plan.format.map { (column.plan.name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  private func drop(_ names: [Name], _ stage: Stage, in query: inout QueryPlan) {
    let index = scopes.count - 1
    for name in names {
      if let place = scopes[index].columns.firstIndex(where: { $0.name == name.text }) {
        let kept = scopes[index].columns.indices.filter { $0 != place }
        query.operators.append(.keep(Array(kept)))
        scopes[index].columns.remove(at: place)
        if let across = scopes[index].across, place < across.keyCount {
          scopes[index].across = AcrossScope(
            type: across.type, words: across.words, keyCount: across.keyCount - 1)
        }
      } else if scopes[index].hasFields, let kind = scopes[index].kind,
        schema.definition(kind).field(name.text) != nil
      {
        scopes[index].dropped.insert(name.text)
      } else {
        _ = unknownName(name, scopes[index])
      }
    }
  }

  /// A sentence a row, as the column `say` after those that are there.
  private func say(_ text: Expression, in query: inout QueryPlan) {
    let made = make([ColumnClause(Name("say"), text, range: text.range)], place: .rows)
    query.operators.append(.extend(made.map(\.plan)))
    scopes[scopes.count - 1].columns += made.map(\.scope)
    query.shape = .sentences
  }

  private func render(_ name: Name, in query: inout QueryPlan) {
    let word = name.text.lowercased()
    if let shape = RenderShape.drawn.first(where: { $0.rawValue == word }) {
      query.shape = shape
    } else {
      let shapes = RenderShape.drawn.map(\.rawValue)
      let near = NearestName.find(name.text, in: shapes)
      report(
        .wrongStage(
          "expected a shape, found `\(name.text)`",
          help: near.map { "did you mean `\($0)`?" } ?? "shapes: \(shapes.joined(separator: ", "))",
          at: name.range))
    }
  }
}
