// Things of the workspace: ids, titles in quotes, variables, and the places that relations take.

extension Checker {
  // MARK: Ids and variables

  func check(_ reference: NodeReference) -> ExpressionID {
    let range = reference.range
    if reference.id == "me", !reference.isQuoted { return me(range) }
    let nodes = graph.nodes(id: reference.id)
    guard let node = nodes.first else {
      let near = NearestName.find(reference.id, in: graph.ids(limit: 20_000))
      return mistake(.unknownNode(reference, near: near))
    }
    guard nodes.count == 1 else {
      let kinds = nodes.map { Diagnostic.article(schema.definition(graph.kind(of: $0)).singular) }
      return mistake(.ambiguousNode(reference, kinds: kinds))
    }
    return constant(.node(node), .node(graph.kind(of: node)), range)
  }

  private func me(_ range: SourceRange) -> ExpressionID {
    guard let id = environment.me else {
      return mistake(.unknownMe(range, id: nil, near: nil))
    }
    guard let person = graph.nodes(id: id).first(where: { $0.table == .people }) else {
      let people = graph.rows(of: .people).prefix(20_000).map {
        graph.id(of: Node(table: .people, row: $0))
      }
      return mistake(
        .unknownMe(range, id: id, near: NearestName.find(id, in: people)))
    }
    return constant(.node(person), .node(.people), range)
  }

  func check(_ variable: Variable) -> ExpressionID {
    let entry = script.names[variable.name]
    // What the text around names further in hides a variable of the same name.
    let inner = scopes.dropFirst(entry?.rowDepth ?? 0)
    for (level, scope) in inner.reversed().enumerated() where scope.binding == variable.name {
      return row(level: level, "$\(variable.name)", variable.range)
    }
    for (level, scope) in inner.reversed().enumerated() {
      let place = scope.columns.firstIndex { $0.isVariable && $0.name == variable.name }
      guard let place else { continue }
      return add(
        .column(place, frame: level), scope.columns[place].type, variable.range, frame: level)
    }
    switch entry?.meaning {
    case .slot(let slot):
      return add(.variable(slot), plan.script.variables[slot].type, variable.range)
    case .value(let id):
      if let depth = entry?.viewDepth, viewDepth > depth, let name = entry?.definition {
        // Its value is that of the place of the call.
        defined.called.insert(name)
      }
      return id
    case nil:
      let names =
        script.names.names + scopes.compactMap(\.binding)
        + scopes.flatMap { $0.columns.filter(\.isVariable).map(\.name) }
      return mistake(
        .unknownVariable(variable, near: NearestName.find(variable.name, in: names)))
    }
  }

  // MARK: Places

  /// A place, where a text is the title or name of a thing of certain kinds, matched whole.
  func place(_ expression: Expression, titles: [Kind]) -> ExpressionID {
    switch expression.unwrapped.form {
    case .text(let template):
      guard let title = template.plainText else { return check(expression) }
      return self.title(title, titles, expression.range)
    case .list(let members), .alternatives(let members):
      let ids = members.map { place($0, titles: titles) }
      let types = ids.map(type).filter { $0 != .any && $0 != .missing }
      let element = types.reduce(types.first ?? .any) { common($0, $1) ?? .any }
      return add(.list(ids), .list(element), expression.range, parts: ids)
    default:
      return check(expression)
    }
  }

  private func title(_ title: String, _ kinds: [Kind], _ range: SourceRange) -> ExpressionID {
    let nodes = graph.nodes(titled: title, kinds: kinds)
    guard let node = nodes.first else {
      let words = kinds.map { schema.definition($0).singular }.joined(separator: " or ")
      let titles = graph.titles(of: kinds, limit: 20_000)
      return mistake(
        .unknownTitle(title, kinds: words, near: NearestName.find(title, in: titles), at: range))
    }
    guard nodes.count == 1 else {
      return mistake(.ambiguousTitle(title, ids: nodes.map(graph.id(of:)), at: range))
    }
    return constant(.node(node), .node(graph.kind(of: node)), range)
  }

  // MARK: Relations

  /// `contributes_to(P, depth)` and its like: conditions on the row at hand.
  func relation(_ name: Name, _ arguments: [Argument], _ range: SourceRange) -> ExpressionID {
    guard let target = arguments.first?.value, arguments.count <= 2 else {
      return mistake(
        .wrongArguments(
          name.text, expected: "a thing and a depth", found: "\(arguments.count) values",
          example: "\(name.text)(@id)", at: range))
    }
    guard let scope = scopes.last else { return mistake(.noRow(name.text, at: range)) }
    let kind = scope.hasFields ? scope.kind : nil
    let targetTree = target.expression ?? Expression(.query(target), range: target.range)
    var depth: Int?
    if let number = arguments.dropFirst().first?.value.expression {
      guard case .literal(.number(let literal)) = number.form,
        let whole = Int(exactly: literal.value), whole >= 1
      else { return mistake(.notAWholeNumber("to depth", at: number.range)) }
      depth = whole
    }
    switch name.text {
    case "owned_by":
      let place = self.place(targetTree, titles: [.people])
      guard expect(place, [.people], "owned by", range),
        row(kind, has: "owner", "owned by", range)
      else { return mistake(range) }
      return add(.ownedBy(place), .flag, range, parts: [place], frame: 0)
    case "reports_to":
      let place = self.place(targetTree, titles: [.people])
      guard expect(place, [.people], "reporting to", range) else { return mistake(range) }
      guard kind == .people || kind == nil else {
        return mistake(
          .wrongPlace(
            "reporting to", takes: "people as its rows", found: plural(kind),
            help: "write `owned by (people reporting to ...)`", at: range))
      }
      return add(.reportsTo(place, depth: depth), .flag, range, parts: [place], frame: 0)
    case "belongs_to":
      let place = self.place(
        targetTree, titles: [.teams, .people, .cycles, .goals] + schema.ownKinds.map(\.kind))
      guard belongs(place, kind, range) else { return mistake(range) }
      return add(.belongsTo(place), .flag, range, parts: [place], frame: 0)
    default:
      let reach: Reach = name.text == "supported_by" ? .supportedBy : .under
      let word = reach == .under ? "under" : "supported by"
      let place = self.place(targetTree, titles: [.goals] + schema.ownKinds.map(\.kind))
      guard expect(place, schema.goalKinds + [.goals], word, range) else { return mistake(range) }
      if let kind, !isGoal(kind) {
        return mistake(
          .wrongPlace(
            word, takes: "goals as its rows", found: plural(kind),
            help: "what belongs to a goal is `of @id`", at: range))
      }
      return add(
        .reaches(reach, targets: place, depth: depth), .flag, range, parts: [place], frame: 0)
    }
  }

  private func plural(_ kind: Kind?) -> String {
    kind.map { schema.definition($0).plural } ?? "rows"
  }

  /// Whether a place holds things of these kinds; reports it when not.
  private func expect(
    _ place: ExpressionID, _ kinds: [Kind], _ word: String, _ range: SourceRange
  ) -> Bool {
    switch type(place) {
    case .node(let kind), .list(.node(let kind)):
      if kinds.contains(kind) { return true }
      let help =
        switch kind {
        case .teams: "what belongs to a team is `of \(source.text(in: plan[place].range))`"
        case .people:
          "what a person owns is `owned by \(source.text(in: plan[place].range))`"
        case .cycles: "what is filed under a cycle is `in \(source.text(in: plan[place].range))`"
        default: "what belongs to it is `of \(source.text(in: plan[place].range))`"
        }
      report(
        .wrongPlace(
          word, takes: kinds == [.people] ? "people" : "goals", found: describe(place), help: help,
          at: plan[place].range))
      return false
    case .any, .list(.any), .missing, .list(.missing): return true
    default:
      report(
        .wrongPlace(
          word, takes: kinds == [.people] ? "people" : "goals", found: describe(place),
          help: "name it: `\(word) @id`, `\(word) \"its title\"`, or a query in parentheses",
          at: plan[place].range))
      return false
    }
  }

  private func row(_ kind: Kind?, has field: String, _ word: String, _ range: SourceRange) -> Bool {
    guard let kind, !isGoal(kind) else { return true }
    report(
      .wrongPlace(
        word, takes: "goals as its rows", found: plural(kind),
        help: kind == .people ? "people report: `reporting to @id`" : "use `of @id`", at: range))
    return false
  }

  private func belongs(_ place: ExpressionID, _ kind: Kind?, _ range: SourceRange) -> Bool {
    switch type(place) {
    case .node(let target), .list(.node(let target)):
      guard target == .checkIns || target == .links else { return true }
    case .any, .list(.any), .missing, .list(.missing): return true
    case .period:
      report(
        .wrongPlace(
          "of", takes: "a team, goal, cycle or person", found: "a period",
          help: "a period belongs to `in`: `in \(source.text(in: plan[place].range))`",
          at: plan[place].range))
      return false
    default: break
    }
    report(
      .wrongPlace(
        "of", takes: "a team, goal, cycle or person", found: describe(place),
        help: "name it: `of @id`, `of \"its name\"`", at: plan[place].range))
    return false
  }
}
