// The graph as it looks from a viewpoint: stored cells and links as they were on its day.
// Rows keep their numbers, so that a row of one view is the same row in every other.

extension GoalGraph {
  /// The graph from a viewpoint; itself when nothing looks different from there, which is found in
  /// constant time. A view is asked as the graph it is a view of. What differs is made anew: columns
  /// in which a cell differs, and the links when one does; O(rows of the tables concerned + changes).
  package func seen(from viewpoint: Viewpoint) -> GoalGraph {
    if let view { return view.origin.seen(from: viewpoint) }
    let isLater = viewpoint.today.dayNumber >= history.lastDay
    if isLater, !viewpoint.isPast, viewpoint.knownOn == nil, viewpoint.assumptions.isEmpty {
      return self
    }
    var view = GraphView(self, viewpoint)
    return view.make()
  }
}

/// What a view of a graph has of its own.
struct ViewTraits: Sendable {
  /// The loaded graph.
  let origin: GoalGraph
  let viewpoint: Viewpoint
  /// The stored columns that may differ from the loaded graph's, as `table.field`.
  let changedColumns: Set<String>
  /// By goal, 1 for one that is not there; nil when all are.
  let absentGoals: [UInt8]?

  /// Which check-ins or changes are not there: in a view of an earlier day those of later days, by
  /// what was known on a day those recorded after it, and those of goals that are not there.
  func absentRecords(_ table: Table) -> [UInt8]? {
    guard viewpoint.isPast || viewpoint.knownOn != nil, let dates = table.days("date") else {
      return nil
    }
    let recorded = table.days("recorded")
    let goals = table.nodes("goal")
    let lastDay = viewpoint.isPast ? viewpoint.today.dayNumber : Int32.max
    let lastKnown = viewpoint.knownOn?.dayNumber ?? Int32.max
    var absent = [UInt8](repeating: 0, count: table.rowCount)
    var isAnyAbsent = false
    for row in absent.indices {
      let known = recorded.map { $0[row] } ?? CivilDate.missingDayNumber
      var isAbsent =
        dates[row] > lastDay
        || (known == CivilDate.missingDayNumber ? dates[row] : known) > lastKnown
      if let absentGoals, let goal = goals?[row], goal >= 0, absentGoals[Int(goal)] == 1 {
        isAbsent = true
      }
      if isAbsent {
        absent[row] = 1
        isAnyAbsent = true
      }
    }
    return isAnyAbsent ? absent : nil
  }
}
