// What messages and the reading of periods need of a graph: its ids, its titles, its cycles' dates.

extension GoalGraph {
  /// The first ids of the graph, table by table, at most `limit`.
  package func ids(limit: Int) -> [String] {
    var ids: [String] = []
    for table in TableID.allCases where table != .checkIns && table != .links && table != .changes {
      let rows = self.table(table)
      for row in 0..<min(rows.rowCount, max(0, limit - ids.count)) {
        let id = rows.ids?[row] ?? ""
        if !id.isEmpty { ids.append(id) }
      }
    }
    return ids
  }

  /// The first titles or names of those kinds, at most `limit`.
  package func titles(of kinds: [Kind], limit: Int) -> [String] {
    var titles: [String] = []
    for kind in kinds {
      for node in nodes(kind).prefix(max(0, limit - titles.count)) { titles.append(name(of: node)) }
    }
    return titles
  }

  /// The days of a cycle; nil for one without dates.
  package func dates(ofCycle row: Int32) -> Period? {
    let node = Node(table: .cycles, row: row)
    guard case .date(let start) = value("start", of: node),
      case .date(let end) = value("end", of: node)
    else { return nil }
    return Period(first: start, last: end)
  }
}
