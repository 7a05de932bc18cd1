// Stages that put two tables together: union, intersect, except, join, and the pairs of one table.

extension RunContext {
  // MARK: Sets

  /// The rows of a set operation, each once: those here in their order, then, of a union, those that
  /// only the other side has. O(rows of both).
  func combined(_ rows: RowSet, _ plan: CombinePlan) throws(RunFailure) -> RowSet {
    let other = try otherRows(plan.other)
    try budget.charge(ticks: other.count)
    switch plan.identity {
    case .node:
      guard rows.table == other.table || rows.count == 0 || other.count == 0 else { return rows }
      let (mine, others) = (rows.rows.array, other.rows.array)
      let kept = try kept(plan.operation, mine, others)
      return union(rows, other, kept, plan, table: rows.table ?? other.table)
    case .cells(let keepsNodes):
      try budget.charge(
        bytes: (rows.count + other.count) * plan.places.count * MemoryLayout<Value>.stride)
      let mine = cells(rows, Array(plan.places.indices))
      let kept = try kept(plan.operation, mine, cells(other, plan.places))
      return union(rows, other, kept, plan, table: keepsNodes ? rows.table : nil)
    }
  }

  /// The positions that stay of both sides.
  private func kept<Key: Hashable>(
    _ operation: SetOperation, _ mine: [Key], _ others: [Key]
  ) throws(RunFailure) -> (here: [Int32], there: [Int32]) {
    let theirs = operation == .union ? [] : Set(others)
    var seen: Set<Key> = []
    var (here, there): ([Int32], [Int32]) = ([], [])
    for (position, key) in mine.enumerated() {
      try budget.work(4)
      let isWanted =
        switch operation {
        case .union: true
        case .intersect: theirs.contains(key)
        case .except: !theirs.contains(key)
        }
      if isWanted, seen.insert(key).inserted { here.append(Int32(truncatingIfNeeded: position)) }
    }
    guard operation == .union else { return (here, there) }
    for (position, key) in others.enumerated() {
      try budget.work(4)
      if seen.insert(key).inserted { there.append(Int32(truncatingIfNeeded: position)) }
    }
    return (here, there)
  }

  private func union(
    _ rows: RowSet, _ other: RowSet, _ kept: (here: [Int32], there: [Int32]), _ plan: CombinePlan,
    table: TableID?
  ) -> RowSet {
    let mine = rows.keeping(.list(kept.here))
    guard plan.operation == .union else { return table == nil ? mine.withoutNodes() : mine }
    let theirs = other.keeping(.list(kept.there))
    let count = mine.count + theirs.count
    let columns = plan.places.enumerated().map { column, place in
      var builder = VectorBuilder(capacity: count)
      builder.append(mine.columns[column], count: mine.count)
      builder.append(theirs.columns[place], count: theirs.count)
      return builder.vector
    }
    let numbers = table == nil ? RowNumbers.none : .list(mine.rows.array + theirs.rows.array)
    return RowSet(table: table, rows: numbers, count: count, columns: columns)
  }

  private func cells(_ rows: RowSet, _ places: [Int]) -> [[Value]] {
    (0..<rows.count).map { position in places.map { rows.columns[$0].value(position) } }
  }

  // MARK: Joins

  /// Each row with each row of the other side that has the same key; missing keys have no partner.
  /// O(rows of both + pairs).
  func joined(_ rows: RowSet, _ plan: JoinPlan) throws(RunFailure) -> RowSet {
    let query = self.plan[plan.other]
    let other = try otherRows(plan.other)
    try budget.charge(ticks: other.count)
    let (theirKeys, theirColumns) = try outside { context, here throws(RunFailure) in
      try context.inside(here) { () throws(RunFailure) in
        (try context.evaluateAll(plan.right, other), try context.output(query, other))
      }
    }
    var partners: [Value: [Int32]] = [:]
    for position in 0..<other.count {
      let key = theirKeys.value(position)
      if !key.isMissing { partners[key, default: []].append(Int32(truncatingIfNeeded: position)) }
    }
    let keys = try evaluateAll(plan.left, rows)
    var (mine, theirs): ([Int32], [Int32]) = ([], [])
    for position in 0..<rows.count {
      try budget.work(1)
      let key = keys.value(position)
      guard !key.isMissing, let found = partners[key] else { continue }
      try budget.charge(ticks: found.count)
      try budget.charge(bytes: found.count * 2 * MemoryLayout<Int32>.stride)
      theirs.append(contentsOf: found)
      mine.append(
        contentsOf: repeatElement(Int32(truncatingIfNeeded: position), count: found.count))
    }
    let added = plan.places.map {
      theirColumns[$0].spread(other.count).gather(.list(theirs))
    }
    let pairs = rows.keeping(.list(mine))
    return pairs.with(columns: pairs.columns + added)
  }

  /// The rows of a query that stands outside the rows at hand, with its groups one after the other.
  private func otherRows(_ id: QueryID) throws(RunFailure) -> RowSet {
    try outside { context, here throws(RunFailure) in try context.rows(of: id, here) }
  }

  /// Runs `body` outside the rows of the query at hand and outside its view, with the row around.
  func outside<T>(
    _ body: (RunContext, Frame) throws(RunFailure) -> T
  ) throws(RunFailure) -> T {
    guard let here = outer.popLast(), let context = outerContexts.popLast() else {
      return try body(self, Frame(rows: .none(), position: 0))
    }
    defer {
      outer.append(here)
      outerContexts.append(context)
    }
    return try seeing(context) { context throws(RunFailure) in try body(context, here) }
  }

  // MARK: Pairs

  /// Each unordered pair of rows once, n x (n - 1) / 2 of them, in the order of the rows.
  func paired(_ rows: RowSet) throws(RunFailure) -> RowSet {
    guard let table = rows.table else { return RowSet(table: nil, rows: .none, count: 0) }
    let (twice, overflow) = rows.count.multipliedReportingOverflow(by: max(rows.count - 1, 0))
    guard !overflow, twice / 2 <= Int32.max else { throw .limit(.bytes) }
    let count = twice / 2
    try budget.charge(ticks: count)
    try budget.charge(bytes: count * 2 * MemoryLayout<Int32>.stride)
    let numbers = rows.rows.array
    var (first, second): ([Int32], [Int32]) = ([], [])
    first.reserveCapacity(count)
    second.reserveCapacity(count)
    for (place, row) in numbers.enumerated() {
      try budget.work(numbers.count)
      for other in numbers[(place + 1)...] {
        first.append(row)
        second.append(other)
      }
    }
    return RowSet(
      table: nil, rows: .none, count: count,
      columns: [.nodes(first, table), .nodes(second, table)])
  }
}
