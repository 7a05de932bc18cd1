// Stages that put two tables together, pair rows, or turn a table round.

extension Checker {
  // MARK: Sets

  /// `union (Q)`, `intersect (Q)`, `except (Q)`.
  func combine(
    _ combination: Stage.Combination, _ other: Query, _ stage: Stage, in query: inout QueryPlan
  ) {
    let word = combination.rawValue
    guard notGrouped(word, stage), let (id, right) = otherSide(other, word, in: &query),
      let left = scopes.last, let operation = SetOperation(rawValue: word)
    else { return }
    guard left.hasFields == right.hasFields else {
      let (nodes, side) = left.hasFields ? (left, "left") : (right, "right")
      let plural = nodes.kind.map { schema.definition($0).plural } ?? "rows"
      return report(
        .wrongStage(
          "`\(word)` compares rows of the same sort: its \(side) side holds \(plural), the other "
            + "a table of columns",
          help: "end both sides with the same `show`, or neither", at: other.range))
    }
    guard left.hasFields else {
      guard let places = matchedColumns(left, right, word, other.range) else { return }
      let kind = commonKind(left.kind, right.kind)
      let identity = CombinePlan.Identity.cells(keepsNodes: kind != nil)
      query.operators.append(
        .combine(CombinePlan(operation, id, identity: identity, places: places)))
      scopes[scopes.count - 1].kind = kind
      for (column, place) in places.enumerated() where operation == .union {
        let (one, two) = (left.columns[column], right.columns[place])
        scopes[scopes.count - 1].columns[column] = ScopeColumn(
          name: one.name, type: common(one.type, two.type) ?? .any,
          closedSet: one.closedSet == two.closedSet ? one.closedSet : nil)
      }
      return
    }
    guard let kind = commonKind(left.kind, right.kind) else {
      let plurals = [left.kind, right.kind].map {
        $0.map { schema.definition($0).plural } ?? "rows"
      }
      return report(
        .wrongStage(
          "`\(word)` compares rows of the same sort, found \(plurals[0]) and \(plurals[1])",
          help: "compare a column of each: end both sides with `show`", at: other.range))
    }
    var places: [Int] = []
    if operation == .union {
      guard let matched = matchedColumns(left, right, word, other.range) else { return }
      places = matched
      scopes[scopes.count - 1].kind = kind
    }
    query.operators.append(.combine(CombinePlan(operation, id, identity: .node, places: places)))
  }

  /// For each column on the left its place on the right; nil after a report.
  private func matchedColumns(
    _ left: RowScope, _ right: RowScope, _ word: String, _ range: SourceRange
  ) -> [Int]? {
    func mismatch(_ text: String) -> [Int]? {
      report(
        .wrongStage(
          "the two sides of `\(word)` have other columns: \(text)",
          help: "give both sides the same columns with `show`", at: range))
      return nil
    }
    if left.across != nil || right.across != nil {
      return mismatch("those of `pivot` are known only when it runs")
    }
    for column in right.columns where !left.columns.contains(where: { $0.name == column.name }) {
      return mismatch("`\(column.name)` is only on the right")
    }
    var places: [Int] = []
    for column in left.columns {
      guard let place = right.columns.firstIndex(where: { $0.name == column.name }) else {
        return mismatch("`\(column.name)` is only on the left")
      }
      guard common(column.type, right.columns[place].type) != nil else {
        let (one, two) = (describe(column.type), describe(right.columns[place].type))
        return mismatch("`\(column.name)` is \(one) on the left and \(two) on the right")
      }
      places.append(place)
    }
    return places
  }

  private func commonKind(_ left: Kind?, _ right: Kind?) -> Kind? {
    guard let left, let right, case .node(let kind)? = common(.node(left), .node(right)) else {
      return nil
    }
    return kind
  }

  // MARK: Joins

  /// `join (Q) on key [= key2]`.
  func join(
    _ other: Query, _ leftName: Name, _ rightName: Name?, _ stage: Stage,
    in query: inout QueryPlan
  ) {
    guard notGrouped("join", stage), let (id, right) = otherSide(other, "join", in: &query) else {
      return
    }
    guard right.across == nil else {
      return report(
        .wrongStage(
          "the columns of `pivot` are known only when it runs",
          help: "turn the two round: `pivot` here, and join what stands here to it",
          at: other.range))
    }
    let mistakes = diagnostics.count
    let left = key(leftName, of: nil, in: &query)
    let rightKey = key(rightName ?? leftName, of: right, in: &query)
    guard diagnostics.count == mistakes else { return }
    guard let keys = matchedKeys(left, rightKey, leftName, rightName, right) else { return }
    // The key itself comes once when both sides call it the same.
    let shared = rightName == nil || rightName?.text == leftName.text ? leftName.text : nil
    var taken = takenNames(scopes[scopes.count - 1])
    var places: [Int] = []
    for (place, column) in plan[id].output.enumerated() where column.name != shared {
      let name = free(column.name, among: &taken)
      let closedSet = right.columns.first { $0.name == column.name }?.closedSet
      places.append(place)
      scopes[scopes.count - 1].columns.append(
        ScopeColumn(name: name, type: type(column.expression), closedSet: closedSet))
    }
    query.operators.append(
      .join(JoinPlan(id, left: keys.left, right: keys.right, places: places)))
  }

  /// A key column, of the rows here or of other rows.
  private func key(_ name: Name, of other: RowScope?, in query: inout QueryPlan) -> ExpressionID {
    guard let other else { return field(name, level: 0) }
    return outsideRows {
      scopes.append(other)
      defer { scopes.removeLast() }
      let id = field(name, level: 0)
      query.reach = max(query.reach, plan[id].reach - 1)
      return id
    }
  }

  /// The keys, when they can be equal. `id` also stands for the row itself, so that goals join what
  /// names them: `join (objectives) on objective = id`.
  private func matchedKeys(
    _ left: ExpressionID, _ right: ExpressionID, _ leftName: Name, _ rightName: Name?,
    _ scope: RowScope
  ) -> (left: ExpressionID, right: ExpressionID)? {
    if common(type(left), type(right)) != nil { return (left, right) }
    if case .node(let kind) = type(left), rightName?.text == "id", scope.hasFields,
      let own = scope.kind, commonKind(kind, own) != nil
    {
      return (left, add(.row(frame: 0), .node(own), plan[right].range, frame: 0))
    }
    if case .node(let kind) = type(right), leftName.text == "id", scopes.last?.hasFields == true,
      let own = scopes.last?.kind, commonKind(kind, own) != nil
    {
      return (add(.row(frame: 0), .node(own), plan[left].range, frame: 0), right)
    }
    report(
      .impossibleJoin(
        leftName, describe(left), rightName ?? leftName, describe(right)))
    return nil
  }

  private func takenNames(_ scope: RowScope) -> Set<String> {
    var taken = Set(scope.columns.map(\.name))
    if scope.hasFields, let kind = scope.kind {
      taken.formUnion(schema.definition(kind).fields.map(\.name))
      taken.formUnion(schema.definition(kind).relations.map(\.name))
    }
    return taken
  }

  /// The name, or with the first number from 2 on that makes it one of its own.
  private func free(_ name: String, among taken: inout Set<String>) -> String {
    var (made, number) = (name, 2)
    while !taken.insert(made).inserted {
      made = "\(name)_\(number)"
      number += 1
    }
    return made
  }

  /// Checks the other side of a stage, which stands outside the rows at hand.
  private func otherSide(
    _ other: Query, _ word: String, in query: inout QueryPlan
  ) -> (QueryID, RowScope)? {
    let mistakes = diagnostics.count
    let id = outsideRows { check(other) }
    query.reach = max(query.reach, plan[id].reach)
    guard diagnostics.count == mistakes, let scope = innerScopes[Int(id.index)] else { return nil }
    return (id, scope)
  }

  /// Runs `body` as if the rows at hand were not there.
  private func outsideRows<T>(_ body: () -> T) -> T {
    let kept = formats
    let scope = scopes.removeLast()
    let made = body()
    scopes.append(scope)
    formats = kept
    return made
  }

  // MARK: Pairs

  /// `pairs as $a, $b`.
  func pairs(_ first: Variable, _ second: Variable, _ stage: Stage, in query: inout QueryPlan) {
    guard notGrouped("pairs", stage), let scope = scopes.last else { return }
    guard first.name != second.name else {
      return report(.repeatedName(second.name, at: second.range))
    }
    guard let kind = scope.kind else {
      guard !scope.hasFields else { return }
      return report(
        .wrongStage(
          "`pairs` takes rows that stand for things, and these are a table",
          help: "put it before `\(scope.fieldsRemovedBy ?? "summarize")`", at: stage.range))
    }
    query.operators.append(.pairs)
    scopes[scopes.count - 1] = RowScope(
      kind: nil, hasFields: false,
      columns: [first, second].map {
        ScopeColumn(name: $0.name, type: .node(kind), isVariable: true)
      },
      fieldsRemovedBy: "pairs")
  }

  // MARK: Pivot

  /// `pivot E, agg`: E across, the keys of the groups down.
  func pivot(
    _ across: Expression, _ cell: Expression, _ stage: Stage, in query: inout QueryPlan
  ) {
    let index = scopes.count - 1
    var keys = scopes[index].groupKeys ?? []
    let isKey = keys.firstIndex { key in
      if case .field(let name) = across.unwrapped.form { name.text == key.name } else { false }
    }
    let made: PivotPlan.Across
    var words: [String]?
    if let place = isKey {
      made = .key(place)
      words = keys[place].closedSet
      keys.remove(at: place)
    } else {
      let id = at(.none) { check(across) }
      made = .expression(id)
      words = closedSet(of: id)
      switch type(id) {
      case .list, .record:
        return report(
          .wrongStage(
            "`pivot` takes one value a row across, found \(describe(id))",
            help: "name a field with one value: `pivot status, count()`", at: across.range))
      default: break
      }
    }
    let mistakes = diagnostics.count
    let aggregate = at(.group) { check(cell) }
    guard diagnostics.count == mistakes else { return }
    if plan[aggregate].reach < 0 || !hasAggregate(aggregate) {
      return report(
        .wrongStage(
          "`pivot` fills its cells with an aggregate, found \(describe(aggregate))",
          help: "write `pivot \(source.text(in: across.range)), count()`", at: cell.range))
    }
    query.operators.append(
      .pivot(PivotPlan(made, words: words, cell: aggregate, range: stage.range)))
    scopes[index] = RowScope(
      kind: nil, hasFields: false, columns: keys, fieldsRemovedBy: "pivot",
      across: AcrossScope(type: type(aggregate), words: words, keyCount: keys.count))
  }

  private func hasAggregate(_ id: ExpressionID) -> Bool {
    if case .aggregateRows = plan[id].form { return true }
    return plan[id].form.operands.contains { hasAggregate($0) }
  }

  /// A column that a pivot makes, by its name in the data; nil when there can be none.
  func acrossColumn(_ name: Name, _ scope: RowScope, level: Int) -> ExpressionID? {
    guard let across = scope.across else { return nil }
    if let words = across.words, !(words + [AcrossScope.none]).contains(name.text) { return nil }
    return add(
      .across(name.text, isKnown: across.words != nil, frame: level), across.type, name.range,
      frame: level)
  }
}
