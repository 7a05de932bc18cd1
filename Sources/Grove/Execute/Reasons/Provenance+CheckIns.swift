// The check-ins and children that a number was made of, each with its file and line.

extension Provenance {
  /// A goal's check-ins up to today that hold a cell, from one day to another: the newest ones, oldest
  /// first. None when the depth is used up.
  func checkIns(
    of goal: Int, with cell: String, from: Int32 = .min, to: Int32 = .max, depth: Int
  ) throws(RunFailure) -> [Reason] {
    guard depth > 0, graph.checkInOffsets.indices.contains(goal + 1) else { return [] }
    let rows = graph.checkIns(of: goal)
    try budget.charge(ticks: rows.count)
    let last = min(to, today.dayNumber)
    let unknown = measures.unknownCheckIns
    var parts: [Reason] = []
    for row in rows.reversed() where unknown?[row] != 1 {
      let node = Node(table: .checkIns, row: Int32(truncatingIfNeeded: row))
      guard case .date(let day) = graph.value("date", of: node), day.dayNumber >= from,
        day.dayNumber <= last
      else { continue }
      let value = graph.value(cell, of: node)
      if value.isMissing { continue }
      parts.append(Reason(named(checkIn: node), value, source: graph.place(of: cell, node)))
      if parts.count == Self.childLimit { break }
    }
    return parts.reversed()
  }

  /// The check-ins that a forecast's line goes through.
  func forecastParts(_ node: Node, depth: Int) throws(RunFailure) -> [Reason] {
    let goal = Int(node.row)
    let first = day("start", goal)?.dayNumber ?? .min
    let last = day("due", goal)?.dayNumber ?? .max
    return try checkIns(of: goal, with: "value", from: first, to: last, depth: depth)
      + (try parts(["due"], of: node, depth: depth))
  }

  /// The children of an objective with the values of a number that is rolled up from theirs.
  func children(
    of goal: Int, _ measure: Measure, _ type: ValueType, depth: Int
  ) throws(RunFailure) -> [Reason] {
    guard depth > 0 else { return [] }
    try budget.charge(ticks: graph.links.down.range(goal).count)
    var parts: [Reason] = []
    contributions.forEachChild(of: goal) { child, weight in
      guard parts.count < Self.childLimit else { return }
      let node = Node(table: .goals, row: Int32(truncatingIfNeeded: child))
      parts.append(
        Reason(
          graph.id(of: node), measures.value(measure, row: child, type: type),
          weight.isNaN || weight == 1 ? "" : "weight \(say(weight))", source: graph.place(of: node))
      )
    }
    return parts
  }
}
