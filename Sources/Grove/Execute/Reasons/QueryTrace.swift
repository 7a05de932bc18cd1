// How one row fares in a query: through its source and each of its stages, up to the one that drops
// it or to the answer.

/// Follows rows through queries of one run.
struct QueryTrace {
  let context: RunContext
  let conditions: ConditionReasons

  /// Where a row came to.
  struct Outcome {
    /// Whether it is in the answer; missing when the answer's rows stand for groups.
    var value: Value
    /// The step that decided, in words.
    var words: String
    /// What became of it, step by step.
    var steps: [Reason]
  }

  /// Follows a row through a query.
  func follow(_ node: Node, through id: QueryID) throws(RunFailure) -> Outcome {
    try context.nested { () throws(RunFailure) in
      let query = context.plan[id]
      let report = QueryReport(keepsRows: true)
      let here = Frame(rows: .none(), position: 0)
      _ = try context.rows(of: id, here, report: report)
      guard let first = report.rowSets.first else {
        return Outcome(value: .missing, words: "it cannot be followed", steps: [])
      }
      return try context.seeing(report.context ?? context) { there throws(RunFailure) in
        let trace = try self.seen(from: there)
        return try there.inside(here) { () throws(RunFailure) in
          var outcome = try trace.source(query, first, node)
          for (place, step) in query.operators.enumerated()
          where report.rowSets.indices.contains(place + 1) {
            let (before, after) = (report.rowSets[place], report.rowSets[place + 1])
            if try trace.follow(node, step, at: place, of: query, before, after, &outcome) {
              break
            }
          }
          return outcome
        }
      }
    }
  }

  /// The same from where a query's view looks.
  private func seen(from there: RunContext) throws(RunFailure) -> QueryTrace {
    if there === context { return self }
    return QueryTrace(
      context: there,
      conditions: ConditionReasons(
        context: there, provenance: try Provenance(there), text: conditions.text))
  }

  // MARK: The source

  private func source(
    _ query: QueryPlan, _ rows: RowSet, _ node: Node
  ) throws(RunFailure) -> Outcome {
    let isIn = try position(of: node, in: rows) != nil
    let graph = context.graph
    let own = graph.schema.definition(graph.kind(of: node)).singular
    switch query.source {
    case .kind(let kind):
      let wanted = graph.schema.definition(kind)
      let words =
        isIn ? "it is \(article(own))" : "it is \(article(own)), not \(article(wanted.singular))"
      return Outcome(
        value: .flag(isIn), words: isIn ? "" : words,
        steps: [Reason(wanted.plural, .flag(isIn), words, source: graph.place(of: node))])
    case .query(let inner):
      return try follow(node, through: inner)
    case .nodes(let id), .values(let id):
      let name = PlanText(plan: context.plan, graph: graph).text(id)
      let words = isIn ? "it is one of them" : "it is not one of them"
      return Outcome(
        value: .flag(isIn), words: isIn ? "" : "it is not one of `\(name)`",
        steps: [Reason(name, .flag(isIn), words)])
    default:
      return Outcome(
        value: .flag(isIn), words: isIn ? "" : "its rows are no goals", steps: [])
    }
  }

  private func article(_ noun: String) -> String { Diagnostic.article(noun) }

  // MARK: Stages

  /// Follows a row through one operator; true when there is no more to follow.
  private func follow(
    _ node: Node, _ step: Operator, at place: Int, of query: QueryPlan, _ before: RowSet,
    _ after: RowSet, _ outcome: inout Outcome
  ) throws(RunFailure) -> Bool {
    let name = words(of: place, in: query)
    let position = try position(of: node, in: before)
    if case .summarize = step {
      return try summarized(
        name, position, before, isLast: place == query.operators.count - 1, &outcome)
    }
    let isIn = try self.position(of: node, in: after) != nil
    guard let position else {
      // A stage that leads to other rows may lead to this one.
      if isIn {
        outcome.steps.append(Reason(name, .flag(true), "it leads to it"))
        outcome.value = .flag(true)
        outcome.words = ""
      }
      return false
    }
    var reasons: [Reason] = []
    switch step {
    case .filter(let conjuncts):
      reasons = try told(conjuncts, Frame(rows: before, position: position))
    case .filterGroups(let conjuncts):
      let groups = before.asGroups()
      reasons = try told(conjuncts, Frame(rows: groups, position: before.group(position)))
    case .top(_, let keys):
      reasons = [Reason(name, .flag(isIn), try rankWords(keys, position, before, after))]
    case .take, .skip, .last:
      reasons = [Reason(name, .flag(isIn), placeWords(position, before))]
    case .takeGroups, .skipGroups, .lastGroups:
      let words = "its group is number \(before.group(position) + 1) of \(before.groupCount)"
      reasons = [Reason(name, .flag(isIn), words)]
    case .group:
      reasons = [Reason(name, .flag(true), "in the group \(try groupWords(node, after))")]
    case .distinct where !isIn:
      reasons = [Reason(name, .flag(false), "an equal row stands before it")]
    default:
      if !isIn { reasons = [Reason(name, .flag(false), "it is not in what this stage gives")] }
    }
    outcome.steps += reasons
    guard !isIn else { return false }
    let decisive =
      reasons.first { $0.value == .flag(false) } ?? reasons.first { $0.value.isMissing }
    outcome.value = .flag(false)
    if let decisive {
      let sense = decisive.value.isMissing ? "is not known for it" : "leaves it out"
      outcome.words =
        "`\(decisive.name)` \(sense)" + (decisive.words.isEmpty ? "" : ": \(decisive.words)")
    }
    return !leadsElsewhere(after: place, in: query)
  }

  private func told(_ conjuncts: [Conjunct], _ row: Frame) throws(RunFailure) -> [Reason] {
    var reasons: [Reason] = []
    for conjunct in conjuncts {
      let name = conjunct.words.isEmpty ? conditions.text(conjunct.range) : conjunct.words
      reasons.append(
        try conditions.reason(conjunct.condition, named: name, at: row, depth: 1))
    }
    return reasons
  }

  /// Whether a later stage may bring rows that are not there now.
  private func leadsElsewhere(after place: Int, in query: QueryPlan) -> Bool {
    query.operators.dropFirst(place + 1).contains { step in
      switch step {
      case .walk, .combine: true
      default: false
      }
    }
  }

  private func summarized(
    _ name: String, _ position: Int?, _ before: RowSet, isLast: Bool, _ outcome: inout Outcome
  ) throws(RunFailure) -> Bool {
    guard position != nil else { return true }
    outcome.steps.append(Reason(name, .flag(true), "it is counted there"))
    outcome.value = isLast ? .flag(true) : .missing
    outcome.words =
      isLast ? "" : "the rows after `\(name)` stand for groups, and it is counted in one of them"
    return true
  }

  // MARK: Places

  private func position(of node: Node, in rows: RowSet) throws(RunFailure) -> Int? {
    guard rows.table == node.table else { return nil }
    try context.budget.charge(ticks: rows.count)
    return (0..<rows.count).first { rows.rows[$0] == Int(node.row) }
  }

  private func placeWords(_ position: Int, _ rows: RowSet) -> String {
    guard rows.grouping != nil else { return "it is row \(position + 1) of \(rows.count)" }
    let group = rows.group(position)
    let members = (0..<rows.count).filter { rows.group($0) == group }
    let place = members.firstIndex(of: position) ?? 0
    return "it is row \(place + 1) of \(members.count) in its group"
  }

  /// `progress is 62.5%, that of the last row kept 20%`.
  private func rankWords(
    _ keys: [OrderKey], _ position: Int, _ before: RowSet, _ after: RowSet
  ) throws(RunFailure) -> String {
    guard let key = keys.first else { return "" }
    let facts = try conditions.facts(key.expression, at: Frame(rows: before, position: position))
    guard after.count > 0 else { return facts }
    let last = try context.value(
      key.expression, Frame(rows: after, position: after.count - 1))
    return "\(facts), that of the last row kept \(conditions.provenance.say(last))"
  }

  private func groupWords(_ node: Node, _ rows: RowSet) throws(RunFailure) -> String {
    guard let grouping = rows.grouping, let position = try position(of: node, in: rows) else {
      return "of all rows"
    }
    let group = rows.group(position)
    return grouping.keys.map { conditions.provenance.say($0.value(group)) }
      .joined(separator: ", ")
  }

  /// The words of the stage that an operator came from.
  private func words(of place: Int, in query: QueryPlan) -> String {
    guard let stage = query.stages.first(where: { $0.operatorCount > place }) else { return "" }
    return "| " + conditions.text(stage.range)
  }
}
