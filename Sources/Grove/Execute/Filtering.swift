// `where`: conjunct after conjunct over a shrinking selection, batch by batch.

extension RunContext {
  /// The rows for which every conjunct is yes. A row is dropped at the first no; one whose condition
  /// as a whole is missing is dropped and counted, once.
  func filter(
    _ rows: RowSet, _ conjuncts: [Conjunct], _ report: QueryReport?
  ) throws(RunFailure) -> RowSet {
    guard rows.count > 0 else { return rows }
    var conditions = cheapFirst(conjuncts.map(\.condition))
    let candidates = try candidates(rows, conditions, countsMissing: report != nil)
    if let candidates {
      try budget.charge(ticks: candidates.positions.count)
      conditions.removeAll { $0 == candidates.settled }
    }
    let base = candidates.map { RowNumbers.list($0.positions) } ?? .range(0..<rows.count)
    let (kept, skipped) = try positions(base, of: rows, conditions)
    report?.skippedMissing += skipped
    return kept.count == rows.count ? rows : rows.keeping(.list(kept))
  }

  /// Of some positions those where every condition is yes, and how many were dropped for a missing
  /// one.
  func positions(
    _ base: RowNumbers, of rows: RowSet, _ conditions: [ExpressionID]
  ) throws(RunFailure) -> (kept: [Int32], skipped: Int) {
    if conditions.isEmpty { return (base.array, 0) }
    var kept: [Int32] = []
    var skipped = 0
    var start = 0
    while start < base.count {
      let end = min(start + Batch.size, base.count)
      try budget.work(end - start)
      let batch = base.gather(.range(start..<end))
      skipped += try filter(rows, batch, conditions, into: &kept)
      start = end
    }
    return (kept, skipped)
  }

  /// Filters a batch and gives the number of rows dropped for a missing condition.
  private func filter(
    _ rows: RowSet, _ batch: RowNumbers, _ conditions: [ExpressionID], into kept: inout [Int32]
  ) throws(RunFailure) -> Int {
    var positions = batch
    // By position: whether a conjunct was missing so far. Empty while none was.
    var isOpen: [UInt8] = []
    for condition in conditions {
      if positions.count == 0 { return 0 }
      let flags = try evaluate(condition, Batch(rows, positions)).flags(positions.count)
      let places = Kernels.keep(flags) { $0 != 0 }
      if places.count < positions.count {
        positions = positions.gather(.list(places))
        if !isOpen.isEmpty { isOpen = isOpen.gather(.list(places)) }
      }
      if Kernels.hasMissing(flags) {
        if isOpen.isEmpty { isOpen = [UInt8](repeating: 0, count: positions.count) }
        for (place, index) in places.enumerated() where flags[Int(index)] == 2 {
          isOpen[place] = 1
        }
      }
    }
    if isOpen.isEmpty {
      kept.append(contentsOf: positions.array)
      return 0
    }
    let sure = Kernels.places(of: 0, in: isOpen)
    kept.append(contentsOf: positions.gather(.list(sure)).array)
    return positions.count - sure.count
  }

  /// The rows that are left to look at.
  private struct Candidates {
    let positions: [Int32]
    /// The condition that is yes for all of them.
    var settled: ExpressionID?
  }

  /// The positions that a condition of membership leaves, found from its targets: so that `under
  /// this` costs what stands below and not the whole table. Nil when there is no such condition, or
  /// when rows it says nothing of must be counted.
  private func candidates(
    _ rows: RowSet, _ conditions: [ExpressionID], countsMissing: Bool
  ) throws(RunFailure) -> Candidates? {
    guard rows.columns.isEmpty, rows.grouping == nil, rows.seenFrom == nil else { return nil }
    for condition in conditions {
      if let filed = try filedCandidates(rows, condition) { return filed }
      guard let targets = membershipTargets(condition), !readsRow(targets) else { continue }
      let membership = try membership(condition, rows)
      guard membership.always == nil, !countsMissing || membership.unknown.isEmpty else {
        continue
      }
      if let positions = rows.positionOfRow {
        return Candidates(
          positions: membership.rows.compactMap {
            positions[Int($0)] < 0 ? nil : positions[Int($0)]
          }.sorted(), settled: condition)
      }
      guard case .range(let range) = rows.rows else { continue }
      let first = Int32(truncatingIfNeeded: range.lowerBound)
      return Candidates(
        positions: membership.rows.within(range).map { $0 - first }, settled: condition)
    }
    return nil
  }

  /// For `in P` over a whole kind: the positions of the goals that may be filed there, from the
  /// cycles' own lists, so that a quarter costs a quarter of the rows. Nil when most rows may be.
  private func filedCandidates(
    _ rows: RowSet, _ condition: ExpressionID
  ) throws(RunFailure) -> Candidates? {
    guard case .filedIn(let target) = plan[condition].form, !readsRow(target),
      rows.table == .goals, case .range(let range) = rows.rows,
      let goalsOfCycle = graph.inverse("cycle", of: .goals)
    else { return nil }
    let place = try sharedValue(target, rows)
    var runs = [graph.rows(without: "cycle", of: .goals).within(range)]
    // Without a cycle the due day decides, which is still to be asked.
    var isSettled = runs[0].isEmpty
    for cycle in 0..<goalsOfCycle.count {
      let node = Node(table: .cycles, row: Int32(truncatingIfNeeded: cycle))
      let answer = comparer.isIn(.node(node), place)
      if answer == 0 { continue }
      if answer != 1 { isSettled = false }
      runs.append(goalsOfCycle[cycle].within(range))
    }
    let count = runs.reduce(0) { $0 + $1.count }
    guard count * 2 < range.count else { return nil }
    try budget.charge(bytes: count * MemoryLayout<Int32>.stride)
    let first = Int32(truncatingIfNeeded: range.lowerBound)
    var positions: [Int32] = []
    positions.reserveCapacity(count)
    for run in runs { positions.append(contentsOf: run.lazy.map { $0 - first }) }
    if runs.count(where: { !$0.isEmpty }) > 1 { positions.sort() }
    return Candidates(positions: positions, settled: isSettled ? condition : nil)
  }

  /// Conditions in order of cost; of the same cost as written. What is left does not depend on it.
  func cheapFirst(_ conditions: [ExpressionID]) -> [ExpressionID] {
    let costs = conditions.map { cost($0, depth: 0) }
    if costs.allSatisfy({ $0 == costs[0] }) { return conditions }
    return conditions.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }.map { conditions[$0] }
  }

  /// 0 for loops over columns, 1 for text, 2 for what runs a query or follows a relation a row.
  func cost(_ id: ExpressionID, depth: Int) -> Int {
    if depth > 20 { return 2 }
    if !readsRow(id) { return 0 }
    let own: Int
    switch plan[id].form {
    case .query, .aggregateList, .related, .seen, .held, .series: own = 2
    case .textTest, .call, .template: own = 1
    default: own = 0
    }
    return plan[id].form.operands.reduce(own) { max($0, cost($1, depth: depth + 1)) }
  }

  /// The conjunct, in written order, that took the last rows away.
  func lastRemover(
    _ conjuncts: [Conjunct], of rows: RowSet
  ) throws(RunFailure) -> (conjunct: Conjunct, rowsBefore: Int)? {
    var left = rows
    for conjunct in conjuncts {
      let before = left.count
      left = try filter(left, [conjunct], QueryReport())
      if left.count == 0 { return (conjunct, before) }
    }
    // Each alone leaves rows, but for some rows the condition as a whole is missing.
    return conjuncts.last.map { ($0, left.count) }
  }

  /// The groups for which every conjunct is yes.
  func filterGroups(
    _ rows: RowSet, _ conjuncts: [Conjunct], _ report: QueryReport?
  ) throws(RunFailure) -> RowSet {
    let groups = rows.asGroups()
    var kept: [Int32] = []
    let base = RowNumbers.range(0..<groups.count)
    let skipped = try filter(groups, base, conjuncts.map(\.condition), into: &kept)
    report?.skippedMissing += skipped
    return rows.keepingGroups(kept)
  }
}

extension Collection where Element == Int32, Index == Int {
  /// The part of ascending rows that lies in a range.
  fileprivate func within(_ range: Range<Int>) -> SubSequence {
    func place(of row: Int) -> Int {
      var low = startIndex
      var high = endIndex
      while low < high {
        let middle = low + (high - low) / 2
        if Int(self[middle]) < row { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return self[place(of: range.lowerBound)..<place(of: range.upperBound)]
  }
}
