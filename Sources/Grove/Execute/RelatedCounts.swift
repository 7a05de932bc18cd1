// Counting what is tied to each of many rows, as `with (..)` and `without check-ins since D` do. A
// nested query that does not read the row outside is filtered once, over all rows it could meet.

extension RunContext {
  /// How many rows of a relation, or of a query over one, are tied to each row of a batch; nil for
  /// any other list.
  func relatedCounts(_ id: ExpressionID, _ batch: Batch) throws(RunFailure) -> Vector? {
    guard let table = batch.rows.table else { return nil }
    switch plan[id].form {
    case .related:
      guard let relation = ownRelation(id), relation.source == table else { return nil }
      return try counts(relation, batch, among: nil)
    case .query(let query):
      guard case .nodes(let source) = plan[query].source, let relation = ownRelation(source),
        relation.source == table,
        let chosen = try selection(query, relation, batch.rows)
      else { return nil }
      return try counts(relation, batch, among: chosen)
    default: return nil
    }
  }

  private func counts(
    _ relation: ResolvedRelation, _ batch: Batch, among chosen: [UInt8]?
  ) throws(RunFailure) -> Vector {
    var counts: [Double] = []
    counts.reserveCapacity(batch.count)
    for place in 0..<batch.count {
      let rows = try related(batch.tableRows[place], relation)
      if let chosen {
        // The query's filter looks at each of them.
        try budget.charge(ticks: rows.count)
        counts.append(Double(rows.count { chosen[Int($0)] == 1 }))
      } else {
        counts.append(Double(rows.count))
      }
    }
    return .numbers(counts, .number)
  }

  /// The relation of the row at hand that an expression names, when it may lead to several rows.
  private func ownRelation(_ id: ExpressionID) -> ResolvedRelation? {
    guard case .related(let base, let reference) = plan[id].form,
      case .row(frame: 0) = plan[base].form, let relation = relation(reference),
      relation.definition.many
    else { return nil }
    return relation
  }

  /// The rows of a relation's table that pass a nested query, 1 by table row; found once for the rows
  /// outside. Nil when the query does more than filter, when a condition reads the row outside or
  /// runs a query itself, and when the rows outside are too few for it to pay.
  private func selection(
    _ id: QueryID, _ relation: ResolvedRelation, _ outside: RowSet
  ) throws(RunFailure) -> [UInt8]? {
    if let known = outside.selections[id] { return known.isEmpty ? nil : known }
    let made = try select(id, relation, outside)
    outside.selections[id] = made ?? []
    return made
  }

  private func select(
    _ id: QueryID, _ relation: ResolvedRelation, _ outside: RowSet
  ) throws(RunFailure) -> [UInt8]? {
    let count = graph.table(relation.target).rowCount
    guard count > 0, outside.count >= count / 256, plan[id].view == nil else { return nil }
    var conditions: [Conjunct] = []
    for step in plan[id].operators {
      guard case .filter(let conjuncts) = step else { return nil }
      conditions += conjuncts
    }
    let isPlainFilter = conditions.allSatisfy {
      plan[$0.condition].reach <= 0 && cost($0.condition, depth: 0) < 2
        && membershipTargets($0.condition) == nil
    }
    guard isPlainFilter, !conditions.isEmpty else { return nil }
    let range = relation.rows.map { Int($0.lowerBound)..<Int($0.upperBound) } ?? 0..<count
    try budget.charge(bytes: count)
    let rows = RowSet(table: relation.target, rows: .range(range))
    let passed: RowSet
    do {
      passed = try inside(Frame(rows: outside, position: 0)) { () throws(RunFailure) in
        try filter(rows, conditions, nil)
      }
    } catch RunFailure.runTime {
      // A value that cannot be computed may be of a row that no row outside is tied to.
      return nil
    }
    var chosen = [UInt8](repeating: 0, count: count)
    for place in 0..<passed.count { chosen[passed.rows[place]] = 1 }
    return chosen
  }
}
