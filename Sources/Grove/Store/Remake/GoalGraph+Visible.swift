// The graph that a reader sees who may not see all goals: made of the visible rows alone, so that
// nothing that reads it can tell of the others.

extension GoalGraph {
  /// The graph without some of its goals: the one that would have been loaded had the files never
  /// told of them.
  ///
  /// A hidden goal is gone with its check-ins, its links and its changes. Roll-ups count what is
  /// left, goals take dates and teams from what is left, an id that is hidden is as unknown as one
  /// that never was, and a change between values that cannot be told apart any more is no change.
  /// People, teams and cycles stay, unless only what is hidden named them, or `others` says no. Rows
  /// have other numbers than in this graph, and texts stay as they are written: a note of a
  /// visible goal that speaks of a hidden one still does.
  ///
  /// - Parameters:
  ///   - visible: Whether a goal (of any kind, a workspace's own, too) may be seen; asked once each.
  ///   - others: The same of people, teams and cycles.
  /// - Complexity: O(graph), once; asking the view costs what asking a graph of its size does.
  public func view(
    visible: (Node) -> Bool, others: (Node) -> Bool = { _ in true }
  ) -> GoalGraph {
    if let view {
      var restriction = Restriction(view.origin, visible: visible, others: others)
      guard restriction.hidesAny else { return self }
      let restricted = restriction.make()
      return restricted.seen(from: view.viewpoint.moved(restriction.remake.places))
    }
    var restriction = Restriction(self, visible: visible, others: others)
    return restriction.hidesAny ? restriction.make() : self
  }
}

extension Viewpoint {
  /// The viewpoint over a graph whose rows moved; what is assumed of rows that are gone is left out.
  func moved(_ places: RowPlacesByTable) -> Viewpoint {
    var viewpoint = self
    viewpoint.assumptions = assumptions.compactMap { assumption in
      assumption.node.moved(places).map {
        Assumption(
          node: $0, field: assumption.field,
          value: assumption.value.retargeted { $0.moved(places) })
      }
    }
    return viewpoint
  }
}

/// What of a graph is seen.
private struct Restriction {
  private(set) var remake: GraphRemake
  private let base: GoalGraph
  /// By table and row, whether it may be seen.
  private var isAllowed: [[Bool]]
  /// By table and row, whether it is there then: what may be seen and is still told of.
  private var isKept: [[Bool]]

  init(_ base: GoalGraph, visible: (Node) -> Bool, others: (Node) -> Bool) {
    self.base = base
    remake = GraphRemake(base)
    isAllowed = TableID.allCases.map { table in
      (0..<base.table(table).rowCount).map { row in
        let node = Node(table: table, row: Int32(clamping: row))
        switch table {
        case .goals: return visible(node)
        case .teams, .people, .cycles: return others(node)
        case .checkIns, .links, .changes: return true
        }
      }
    }
    isKept = isAllowed
  }

  /// Whether something is hidden.
  var hidesAny: Bool { isAllowed.contains { $0.contains(false) } }

  mutating func make() -> GoalGraph {
    remake.takeWritten()
    keepRecords(.checkIns, by: ["goal"])
    keepRecords(.links, by: ["child", "parent"])
    keepRecords(.changes, by: ["goal"])
    dropEqualChanges()
    dropUnnamed()
    var moves: [TableID: RowMove] = [:]
    for table in TableID.allCases where isKept[Int(table.rawValue)].contains(false) {
      moves[table] = RowMove(keeping: isKept[Int(table.rawValue)])
    }
    remake.forgetsPlaces = true
    if let links = moves[.links] {
      remake.linkKinds = links.moved(remake.linkKinds, new: [])
      remake.linksOfObjectives = links.moved(remake.linksOfObjectives, new: [])
      remake.absentLinks = links.moved(remake.absentLinks, new: [])
    }
    remake.move(moves)
    for table in TableID.allCases where moves[table] != nil {
      for name in remake.columns[Int(table.rawValue)].keys.sorted() {
        if let column = remake.column(name, table) {
          remake.replace(name, table, with: column.withoutUnusedWords)
        }
      }
    }
    remake.fillContinues()
    remake.fillEffectiveFields()
    return remake.finish(links: remake.linkIndex().index)
  }

  private func isAllowed(_ node: Node) -> Bool {
    isAllowed[Int(node.table.rawValue)][Int(node.row)]
  }

  /// Keeps the rows whose goals are all seen.
  private mutating func keepRecords(_ table: TableID, by fields: [String]) {
    let goals = isAllowed[Int(TableID.goals.rawValue)]
    for field in fields {
      guard let rows = base.table(table).nodes(field) else { continue }
      for row in rows.indices where rows[row] < 0 || !goals[Int(rows[row])] {
        isKept[Int(table.rawValue)][row] = false
      }
    }
  }

  /// Of a change from one hidden thing to another nothing is left to tell.
  private mutating func dropEqualChanges() {
    let table = base.table(.changes)
    guard case .values(let old)? = table.column("old"), case .values(let new)? = table.column("new")
    else { return }
    func seen(_ value: Value) -> Value { value.retargeted { isAllowed($0) ? $0 : nil } }
    for row in old.indices where isKept[Int(TableID.changes.rawValue)][row] {
      let (before, after) = (seen(old[row]), seen(new[row]))
      if before == after, before != old[row] || after != new[row] {
        isKept[Int(TableID.changes.rawValue)][row] = false
      }
    }
  }

  /// People, teams and cycles that no file lists are there as long as something seen names them.
  private mutating func dropUnnamed() {
    let named = [TableID.teams, .people, .cycles].filter {
      base.history.firstNamed[Int($0.rawValue)] < base.table($0).rowCount
    }
    guard !named.isEmpty else { return }
    for table in named {
      for row in base.history.firstNamed[Int(table.rawValue)]..<base.table(table).rowCount {
        isKept[Int(table.rawValue)][row] = false
      }
    }
    for table in TableID.allCases {
      for name in remake.columns[Int(table.rawValue)].keys.sorted() {
        keepNamed(by: remake.column(name, table), of: table)
      }
    }
  }

  private mutating func keepNamed(by column: Column?, of table: TableID) {
    let isRowKept = isKept[Int(table.rawValue)]
    switch column {
    case .node(let rows, let target)? where target != .goals:
      for row in rows.indices where rows[row] >= 0 && isRowKept[row] { keep(rows[row], of: target) }
    case .nodes(let lists, let target)? where target != .goals:
      for row in 0..<lists.count where isRowKept[row] {
        for other in lists[row] { keep(other, of: target) }
      }
    case .values(let cells)?:
      for row in cells.indices where isRowKept[row] {
        for target in [TableID.teams, .people, .cycles] {
          for other in cells[row].rows(in: target) { keep(other, of: target) }
        }
      }
    default: break
    }
  }

  private mutating func keep(_ row: Int32, of table: TableID) {
    if isAllowed[Int(table.rawValue)][Int(row)] {
      isKept[Int(table.rawValue)][Int(row)] = true
    }
  }
}

extension GraphRemake {
  /// Gives goals that a link of the kind `continues` leads from what the link tells, where their
  /// files do not: as when links are assembled.
  mutating func fillContinues() {
    guard let code = base.schema.linkKinds.firstIndex(where: { $0.name == "continues" }),
      linkKinds.contains(where: { Int($0) == code }),
      case .node(var continues, let table)? = column("continues", .goals),
      case .node(let children, _)? = column("child", .links),
      case .node(let parents, _)? = column("parent", .links)
    else { return }
    for link in linkKinds.indices where Int(linkKinds[link]) == code {
      let child = Int(children[link])
      if continues[child] < 0 { continues[child] = parents[link] }
    }
    replace("continues", .goals, with: .node(rows: continues, table: table))
  }
}
