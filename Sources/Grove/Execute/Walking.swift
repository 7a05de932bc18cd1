// Walks from the rows of a query to those they are tied to: the stages `parents`, `children`,
// `ancestors`, `descendants` and `follow`.

extension RunContext {
  /// The rows reached, each once: nearest first, those equally near in workspace order. A row one
  /// starts from is among them only when it is reached. O(edges walked + rows reached x log of them).
  func walked(_ rows: RowSet, _ plan: WalkPlan) throws(RunFailure) -> RowSet {
    let starts = distinctRows(rows)
    try budget.charge(bytes: starts.count * MemoryLayout<Int32>.stride)
    switch plan.step {
    case .links(let direction, let kind):
      let reached = try walk(
        from: rows.table == .goals ? starts : [], direction, depth: plan.depth, kind: kind,
        inOrder: true)
      return RowSet(table: .goals, rows: .list(reached))
    case .relation(let reference, let repeats):
      guard let relation = relation(reference) else { return RowSet(table: .goals, rows: .none) }
      let reached = try walk(
        from: rows.table == relation.source ? starts : [], relation, repeats: repeats,
        depth: plan.depth)
      return RowSet(table: relation.target, rows: .list(reached))
    }
  }

  private func walk(
    from starts: [Int32], _ relation: ResolvedRelation, repeats: Bool, depth: Int?
  ) throws(RunFailure) -> [Int32] {
    var seen: Set<Int32> = []
    var reached: [Int32] = []
    var level = starts
    var steps = 0
    while !level.isEmpty, steps < depth ?? .max {
      steps += 1
      var next: [Int32] = []
      for row in level {
        for other in try related(Int(row), relation) where seen.insert(other).inserted {
          next.append(other)
        }
      }
      if relation.target == .goals { sortByPlace(&next) } else { next.sort() }
      try budget.charge(bytes: next.count * 2 * MemoryLayout<Int32>.stride)
      reached.append(contentsOf: next)
      level = repeats ? next : []
    }
    return reached
  }

  /// The different table rows of a row set, in order.
  private func distinctRows(_ rows: RowSet) -> [Int32] {
    var seen: Set<Int32> = []
    return rows.rows.array.filter { seen.insert($0).inserted }
  }

  /// Puts goals into workspace order; rows of own kinds, which have no place in it, come last.
  func sortByPlace<Goals>(_ goals: inout Goals)
  where Goals: MutableCollection & RandomAccessCollection, Goals.Element == Int32 {
    if isGoalOrderPlain { return goals.sort() }
    goals.sort { (placeOfGoal($0), $0) < (placeOfGoal($1), $1) }
  }

  /// Where a goal stands in workspace order; those of own kinds stand last.
  func placeOfGoal(_ goal: Int32) -> Int32 {
    let place = positionOfGoal[Int(goal)]
    return place < 0 ? .max : place
  }
}
