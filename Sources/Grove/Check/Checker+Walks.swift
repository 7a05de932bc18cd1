// Stages and sources that go along the links of the graph: walks, `follow`, and paths.

extension Checker {
  /// `parents`, `children`, `ancestors`, `descendants`.
  func walk(_ walk: Stage.Walk, depth: Int?, _ stage: Stage, in query: inout QueryPlan) {
    guard let kind = walkedKind(walk.rawValue, stage) else { return }
    guard isGoal(kind) else {
      let plural = schema.definition(kind).plural
      let relations = schema.definition(kind).relations.map(\.name)
      return report(
        .wrongStage(
          "`\(walk.rawValue)` walks from goal to goal, found \(plural)",
          help: "\(plural) are followed by name: `follow \(relations.first ?? "goals")`",
          at: stage.range))
    }
    let isUp = walk == .parents || walk == .ancestors
    let isOneStep = walk == .parents || walk == .children
    let plan = WalkPlan(
      .links(isUp ? .up : .down, kind: nil), depth: depth ?? (isOneStep ? 1 : nil))
    query.operators.append(.walk(plan))
    replaceRows(by: .goals)
  }

  /// `follow NAME`: a relation of the rows, else the links of a kind, from child to parent.
  func follow(_ name: Name, depth: Int?, _ stage: Stage, in query: inout QueryPlan) {
    guard let kind = walkedKind("follow", stage) else { return }
    let definition = schema.definition(kind)
    if let relation = definition.relation(name.text) {
      let target = schema.definition(relation.target)
      let reference = RelationReference(name: name.text, kind: kind)
      let repeats = target.table == definition.table
      query.operators.append(.walk(WalkPlan(.relation(reference, repeats: repeats), depth: depth)))
      return replaceRows(by: relation.target)
    }
    if isGoal(kind), let place = schema.linkKinds.firstIndex(where: { $0.name == name.text }) {
      query.operators.append(.walk(WalkPlan(.links(.up, kind: place), depth: depth)))
      return replaceRows(by: .goals)
    }
    let links = isGoal(kind) ? schema.linkKinds.map(\.name) : []
    let names = definition.relations.map(\.name) + links
    report(
      .unknownRelation(
        name, of: definition, links: links, near: NearestName.find(name.text, in: names)))
  }

  /// The kind of the rows that a stage walks from; nil after a report.
  private func walkedKind(_ word: String, _ stage: Stage) -> Kind? {
    guard notGrouped(word, stage), let scope = scopes.last else { return nil }
    if let kind = scope.kind { return kind }
    // Of rows that were reported nothing is known.
    guard !scope.hasFields else { return nil }
    report(
      .wrongStage(
        "`\(word)` walks from goals, and these rows stand for none",
        help: "put it before `\(scope.fieldsRemovedBy ?? "summarize")`", at: stage.range))
    return nil
  }

  /// The innermost rows are nodes of a kind from here on, without the columns made before.
  private func replaceRows(by kind: Kind) {
    var scope = RowScope(kind: kind, hasFields: true)
    scope.aggregates = .rows
    scopes[scopes.count - 1] = scope
  }

  // MARK: Functions of a goal and one above it

  /// `contribution(@x)`, `routes(@x)`, of the row at hand.
  func standing(
    _ standing: Standing, _ definition: FunctionDefinition, _ arguments: [Argument],
    _ range: SourceRange
  ) -> ExpressionID {
    guard arguments.count == 1, let only = arguments.first, only.label == nil else {
      return mistake(
        .wrongArguments(
          definition.name, expected: "`\(definition.signature)`",
          found: arguments.count == 1 ? "a name" : "\(arguments.count) values",
          example: definition.example, at: range))
    }
    let goal = row(level: 0, definition.name, range)
    let above = check(Expression(.query(only.value), range: only.value.range))
    func isOneGoal(_ type: ValueType) -> Bool {
      if case .node(let kind) = type { isGoal(kind) } else { type == .any || type == .missing }
    }
    for id in [goal, above] where !isOneGoal(type(id)) {
      return mistake(
        .wrongArguments(
          definition.name, expected: id == goal ? "goals as its rows" : "one goal",
          found: describe(id), example: definition.example, at: plan[id].range))
    }
    return add(
      .standing(standing, of: goal, to: above), standing == .routes ? .number : .ratio, range,
      parts: [goal, above])
  }

  // MARK: Paths

  /// `paths from A to B`: rows with the columns `path` and `length`.
  func checkPaths(
    from start: Expression, to end: Expression, depth: Int?, _ range: SourceRange
  ) -> (QueryPlan, RowScope) {
    let kinds = [.goals] + schema.ownKinds.map(\.kind)
    let (from, to) = (place(start, titles: kinds), place(end, titles: kinds))
    let isSound = isPathEnd(from) && isPathEnd(to)
    let path = PathPlan(from: from, to: to, depth: depth)
    var queryPlan = QueryPlan(
      source: isSound ? .paths(path) : .values(mistake(range)), kind: nil, range: range)
    queryPlan.reach = max(plan[from].reach, plan[to].reach)
    let scope = RowScope(
      kind: nil, hasFields: false,
      columns: [
        ScopeColumn(name: "path", type: .list(.node(.goals))),
        ScopeColumn(name: "length", type: .number),
      ])
    return (queryPlan, scope)
  }

  private func isPathEnd(_ place: ExpressionID) -> Bool {
    switch type(place) {
    case .any, .missing, .list(.any), .list(.missing): return true
    case .node(let kind) where isGoal(kind), .list(.node(let kind)) where isGoal(kind): return true
    default: break
    }
    report(
      .wrongPlace(
        "paths", takes: "goals at both ends", found: describe(place),
        help: "paths run upwards over links: `paths from @KR-1 to @O1`", at: plan[place].range))
    return false
  }
}
