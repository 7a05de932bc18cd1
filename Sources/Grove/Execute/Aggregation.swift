// Aggregates where they stand in an expression: over the rows of a table or group, over lists and
// queries, and running totals.

extension Aggregate {
  /// Whether it is a statistic of values, in which a missing one is left out.
  fileprivate var skipsMissing: Bool {
    switch self {
    case .sum, .avg, .wavg, .min, .max, .median, .percentile, .stddev: true
    case .count, .first, .last, .any, .all, .distinct, .share: false
    }
  }
}

extension RunContext {
  /// An aggregate over the rows at hand, a value a group; found once for a row set.
  func fold(
    _ id: ExpressionID, _ aggregate: Aggregate, _ parts: [ExpressionID], _ rows: RowSet
  ) throws(RunFailure) -> Vector {
    if let known = upToDate(rows).folded[id] { return known }
    let inner = rows.members ?? rows
    var arguments: [Vector] = []
    for part in parts { arguments.append(try evaluateAll(part, inner)) }
    // Only the outermost query has a footer to tell it in.
    if outer.count == 1, aggregate.skipsMissing, let first = arguments.first {
      views.skippedInAggregates += first.missingCount(inner.count)
    }
    let made = try at(id) { () throws(FunctionFailure) in
      try GroupFolding(inner).fold(aggregate, arguments)
    }
    rows.folded[id] = made
    return made
  }

  /// An aggregate over the members of a list or of a query's rows.
  func foldList(
    _ id: ExpressionID, _ aggregate: Aggregate, _ parts: [ExpressionID], _ here: Frame
  ) throws(RunFailure) -> Value {
    guard let first = parts.first else { return .missing }
    if aggregate == .count, parts.count == 1, let count = try memberCount(first, here) {
      return .number(Double(count))
    }
    let held = budget.bytes
    defer { if plan[first].reach >= 0 { budget.release(toBytes: held) } }
    let values = try value(first, here)
    let others = parts.count > 1 ? try value(parts[1], here) : nil
    return try folded(id, aggregate, values, others)
  }

  /// The same of a value that is there, with the weights or the share that go with it.
  func folded(
    _ id: ExpressionID, _ aggregate: Aggregate, _ values: Value, _ others: Value?
  ) throws(RunFailure) -> Value {
    let members: [Value]
    switch values {
    // A list that is not there has no members: a count of it is 0 and not missing.
    case .missing: members = []
    case .list(let list): members = list
    // One value where a list was due is a list of one.
    default:
      return try at(id) { () throws(FunctionFailure) in try Folding.fold(aggregate, [values]) }
    }
    let beside: [Value]
    switch others {
    case nil: beside = []
    case .list(let list)?: beside = list
    case let one?: beside = [one]
    }
    try budget.charge(ticks: members.count)
    return try at(id) { () throws(FunctionFailure) in
      try Folding.fold(aggregate, members, beside)
    }
  }

  /// How many members a query or a relation has, without making them; nil for other lists.
  private func memberCount(_ id: ExpressionID, _ here: Frame) throws(RunFailure) -> Int? {
    switch plan[id].form {
    case .query(let query):
      let held = budget.bytes
      let count = try rows(of: query, here).count
      if plan[query].reach >= 0 { budget.release(toBytes: held) }
      return count
    case .related(let base, let relation):
      guard case .row(let number) = plan[base].form, let relation = self.relation(relation),
        relation.definition.many, let node = frame(number, from: here)?.node, has(node),
        node.table == relation.source
      else { return nil }
      return try related(Int(node.row), relation).count
    default: return nil
    }
  }

  /// The running sum of an expression in row order, within groups; found once for a row set.
  func runningTotal(
    _ id: ExpressionID, _ base: ExpressionID, _ rows: RowSet
  ) throws(RunFailure) -> Vector {
    if let known = upToDate(rows).running[id] { return known }
    let cells = try evaluateAll(base, rows)
    var sums = [Value](repeating: .missing, count: rows.grouping?.count ?? 1)
    var made: [Value] = []
    made.reserveCapacity(rows.count)
    for position in 0..<rows.count {
      let group = rows.group(position)
      let value = cells.value(position)
      if !value.isMissing {
        let sum = sums[group]
        sums[group] =
          sum.isMissing
          ? value
          : try at(id) { () throws(FunctionFailure) in try Arithmetic.add.apply(sum, value) }
      }
      made.append(sums[group])
    }
    let total = Vector.values(made)
    rows.running[id] = total
    return total
  }
}
