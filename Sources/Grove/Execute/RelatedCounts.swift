// Counting what is tied to each of many rows, as `with (..)` and `without check-ins since D` do. What
// is tied to the rows of a batch is put in one list, and a nested query's filter runs over that.

extension RunContext {
  /// How many rows of a relation, or of a query over one, are tied to each row of a batch; nil for
  /// any other list, and for a query that does more than filter or whose conditions read the row
  /// outside or run a query themselves.
  func relatedCounts(_ id: ExpressionID, _ batch: Batch) throws(RunFailure) -> Vector? {
    switch plan[id].form {
    case .related:
      guard let relation = ownRelation(id), relation.source == batch.rows.table else { return nil }
      if let counts = try linkCounts(relation, batch) { return counts }
      return .numbers(try tied(to: batch, relation).ends.differences, .number)
    case .query(let query):
      guard case .nodes(let source) = plan[query].source, let relation = ownRelation(source),
        relation.source == batch.rows.table, let conditions = plainConditions(of: query)
      else { return nil }
      return try counts(relation, batch, conditions)
    default: return nil
    }
  }

  /// How many links of a kind each goal of a batch has, of whatever leads to all goals; nil for
  /// another relation.
  private func linkCounts(
    _ relation: ResolvedRelation, _ batch: Batch
  ) throws(RunFailure) -> Vector? {
    guard case .links(let direction, _, transitive: false) = relation.definition.path,
      relation.rows == nil
    else { return nil }
    let side = direction == .up ? graph.links.up : graph.links.down
    let wanted = (0..<graph.links.showsAlignment.count).map {
      follows(UInt8(truncatingIfNeeded: $0), relation.linkKind)
    }
    let rows = batch.tableRows
    let counts = (0..<batch.count).map { place in
      side.range(rows[place]).count { wanted[Int(side.kinds[$0])] }
    }
    try budget.charge(ticks: counts.reduce(0, +))
    return .numbers(counts.map { Double($0) }, .number)
  }

  /// The rows tied to each row of a batch, one after the other, and where each row's end.
  private struct TiedRows {
    var rows: [Int32] = []
    var ends: [Int] = []
  }

  private func tied(
    to batch: Batch, _ relation: ResolvedRelation
  ) throws(RunFailure) -> TiedRows {
    var tied = TiedRows()
    tied.ends.reserveCapacity(batch.count)
    for place in 0..<batch.count {
      try addRelated(batch.tableRows[place], relation, to: &tied.rows)
      tied.ends.append(tied.rows.count)
    }
    return tied
  }

  private func counts(
    _ relation: ResolvedRelation, _ batch: Batch, _ conditions: [ExpressionID]
  ) throws(RunFailure) -> Vector {
    let held = budget.bytes
    defer { budget.release(toBytes: held) }
    let tied = try tied(to: batch, relation)
    // The query's filter looks at each of them.
    try budget.charge(ticks: tied.rows.count)
    try budget.charge(bytes: tied.rows.count * MemoryLayout<Int32>.stride)
    let rows = RowSet(table: relation.target, rows: .list(tied.rows))
    let outside = Frame(rows: batch.rows, position: 0)
    let kept = try inside(outside) { () throws(RunFailure) in
      try positions(.range(0..<rows.count), of: rows, conditions).kept
    }
    var ends: [Int] = []
    ends.reserveCapacity(batch.count)
    var next = 0
    for end in tied.ends {
      while next < kept.count, kept[next] < end { next += 1 }
      ends.append(next)
    }
    return .numbers(ends.differences, .number)
  }

  /// The relation of the row at hand that an expression names, when it may lead to several rows.
  private func ownRelation(_ id: ExpressionID) -> ResolvedRelation? {
    guard case .related(let base, let reference) = plan[id].form,
      case .row(frame: 0) = plan[base].form, let relation = relation(reference),
      relation.definition.many
    else { return nil }
    return relation
  }

  /// The conditions of a query that only filters, each of which reads no row but its own and runs no
  /// query; nil for another query.
  private func plainConditions(of id: QueryID) -> [ExpressionID]? {
    guard plan[id].view == nil else { return nil }
    var conditions: [ExpressionID] = []
    for step in plan[id].operators {
      guard case .filter(let conjuncts) = step else { return nil }
      conditions += conjuncts.map(\.condition)
    }
    let arePlain = conditions.allSatisfy {
      plan[$0].reach <= 0 && cost($0, depth: 0) < 2 && membershipTargets($0) == nil
    }
    return arePlain ? cheapFirst(conditions) : nil
  }
}

extension [Int] {
  /// Each less the one before, the first less 0.
  fileprivate var differences: [Double] {
    var before = 0
    return map { end in
      defer { before = end }
      return Double(end - before)
    }
  }
}
