// `compare with`: the numbers of another query's rows beside those of the rows they pair with.

extension RunContext {
  /// The rows with `NAME_then` and `NAME_change` for each number; missing where no row pairs. Of
  /// several rows with the same keys the first one pairs.
  func pair(_ rows: RowSet, _ pairing: PairingPlan) throws(RunFailure) -> RowSet {
    let (there, columns) = try otherRows(pairing)
    let places = try partners(rows, pairing, there, columns)
    var made = rows.columns
    for column in pairing.columns {
      // The values beside, and the differences.
      try budget.charge(bytes: rows.count * MemoryLayout<Value>.stride * 2)
      let then = columns[column.there].spread(there.count)
      let beside = Vector.values(places.map { $0 < 0 ? .missing : then.value(Int($0)) })
      made.append(beside)
      guard pairing.givesChange else { continue }
      let now = try evaluateAll(column.here, rows)
      let changes = try at(column.here) { () throws(FunctionFailure) in
        try (0..<rows.count).map { place throws(FunctionFailure) in
          try Arithmetic.subtract.apply(now.value(place), beside.value(place))
        }
      }
      made.append(.values(changes))
    }
    return rows.with(columns: made)
  }

  /// The rows of the other query, which stands outside these rows, and the columns of its answer.
  private func otherRows(_ pairing: PairingPlan) throws(RunFailure) -> (RowSet, [Vector]) {
    let query = plan[pairing.other]
    return try outside { context, here throws(RunFailure) in
      let rows = try context.rows(of: pairing.other, here)
      let columns = try context.inside(here) { () throws(RunFailure) in
        try context.output(query, rows)
      }
      return (rows, columns)
    }
  }

  /// The row of the other query that each row pairs with, -1 for none: the same node where it stands
  /// once on either side, else the row with the same keys that no node has taken.
  private func partners(
    _ rows: RowSet, _ pairing: PairingPlan, _ there: RowSet, _ columns: [Vector]
  ) throws(RunFailure) -> [Int32] {
    try budget.charge(ticks: rows.count + there.count)
    var partners = samePlaces(rows, there, mayRepeat: pairing.byNode)
    if pairing.byNode || !partners.contains(-1) { return partners }
    // Without keys one row pairs with one: the totals of both. Things are told apart.
    if pairing.keys.isEmpty, rows.table != nil || there.table != nil { return partners }
    let taken = Set(partners)
    var placeOf: [[Value]: Int32] = [:]
    for place in 0..<there.count where !taken.contains(Int32(truncatingIfNeeded: place)) {
      let key = pairing.keys.map { columns[$0.there].value(place) }
      if placeOf[key] == nil { placeOf[key] = Int32(truncatingIfNeeded: place) }
    }
    var keys: [Vector] = []
    for key in pairing.keys { keys.append(try evaluateAll(key.here, rows)) }
    for place in partners.indices where partners[place] < 0 {
      partners[place] = placeOf[keys.map { $0.value(place) }] ?? -1
    }
    return partners
  }

  /// Where the node of each row stands in the other rows, -1 when it does not. Nodes that come more
  /// than once, such as those of several weeks, tell no row apart unless they may repeat: then the
  /// first counts.
  private func samePlaces(_ rows: RowSet, _ there: RowSet, mayRepeat: Bool) -> [Int32] {
    let none = [Int32](repeating: -1, count: rows.count)
    guard let table = rows.table, table == there.table else { return none }
    var placeOf: [Int: Int32] = [:]
    for place in 0..<there.count {
      if placeOf[there.rows[place]] == nil {
        placeOf[there.rows[place]] = Int32(truncatingIfNeeded: place)
      } else if !mayRepeat {
        return none
      }
    }
    if !mayRepeat, Set((0..<rows.count).map { rows.rows[$0] }).count < rows.count { return none }
    return (0..<rows.count).map { placeOf[rows.rows[$0]] ?? -1 }
  }
}
