// Gathering a card: the fields come from the engine itself, by a query over the one node.

extension NodeCard {
  /// The card of a node; what it shows is counted as an answer.
  init(of node: Node, in session: Session, _ budget: Budget) throws(RunFailure) {
    let graph = session.graph
    let definition = graph.schema.definition(graph.kind(of: node))
    let fields = definition.fields.filter {
      !["id", "kind", "source", "trend"].contains($0.name)
    }
    let values = try session.values(of: fields.map(\.name), node: node, budget)
    var entries: [Entry] = []
    for (field, value) in zip(fields, values) where !value.isMissing && value != .list([]) {
      entries.append(Entry(name: field.name, value: value))
    }
    var trend: [Double] = []
    if node.table == .goals {
      for row in graph.checkIns(of: Int(node.row)) {
        let checkIn = Node(table: .checkIns, row: Int32(clamping: row))
        if case .number(let value) = graph.value("value", of: checkIn) { trend.append(value) }
      }
    }
    self.init(
      graph: graph, node: node, today: session.today, entries: entries,
      alignment: node.table == .goals ? Alignment(of: node.row, in: graph) : nil, trend: trend)
  }
}

extension Session {
  /// The values of fields of one node, computed ones included; missing where the kind has none.
  func values(
    of fields: [String], node: Node, _ budget: Budget
  ) throws(RunFailure) -> [Value] {
    let checker = Checker(environment: environment(), source: SourceText(""))
    let head = Expression(.node(NodeReference(graph.id(of: node), isQuoted: true)))
    let columns = fields.map { name in
      ColumnClause(Name(name), Expression(.field(Name(name))))
    }
    let id = checker.check(Query(.expression(head), stages: [Stage(.show(columns))]))
    let missing = Array(repeating: Value.missing, count: fields.count)
    guard checker.diagnostics.isEmpty else { return missing }
    let executor = Executor(
      over: views, plan: checker.plan, variables: values, budget: budget,
      functions: functions)
    return try executor.run(id).cells.first ?? missing
  }
}

extension NodeCard.Alignment {
  /// Walks the links that show alignment, each goal once; loops end the walk. O(goals reached).
  init(of goal: Int32, in graph: GoalGraph) {
    let up = Self.walk(from: goal, graph.links.up, graph)
    let down = Self.walk(from: goal, graph.links.down, graph)
    var counts: [(kind: Kind, count: Int)] = []
    for row in down.rows {
      let kind = graph.kind(of: Node(table: .goals, row: row))
      if let place = counts.firstIndex(where: { $0.kind == kind }) {
        counts[place].count += 1
      } else {
        counts.append((kind, 1))
      }
    }
    counts.sort { $0.kind < $1.kind }
    self.init(
      chain: Self.chain(from: goal, graph), above: up.rows.count, levelsAbove: up.levels,
      below: counts.map { entry in
        let definition = graph.schema.definition(entry.kind)
        return Count(
          kind: entry.count == 1 ? definition.singular : definition.plural, count: entry.count)
      })
  }

  private static func others(
    of goal: Int32, _ side: LinkIndex.Side, _ graph: GoalGraph
  ) -> [Int32] {
    side.range(Int(goal)).filter { graph.links.showsAlignment[Int(side.kinds[$0])] }
      .map { side.goals[$0] }
  }

  private static func walk(
    from goal: Int32, _ side: LinkIndex.Side, _ graph: GoalGraph
  ) -> (rows: [Int32], levels: Int) {
    var seen: Set<Int32> = [goal]
    var rows: [Int32] = []
    var level = [goal]
    var levels = 0
    while !level.isEmpty {
      var next: [Int32] = []
      for row in level {
        for other in others(of: row, side, graph) where seen.insert(other).inserted {
          next.append(other)
        }
      }
      if !next.isEmpty { levels += 1 }
      rows += next
      level = next
    }
    return (rows, levels)
  }

  /// The ids upwards while there is exactly one parent.
  private static func chain(from goal: Int32, _ graph: GoalGraph) -> [String] {
    var ids: [String] = []
    var seen: Set<Int32> = [goal]
    var at = goal
    while true {
      let parents = others(of: at, graph.links.up, graph)
      guard parents.count == 1, let parent = parents.first, seen.insert(parent).inserted else {
        return ids
      }
      ids.append(graph.id(of: Node(table: .goals, row: parent)))
      at = parent
    }
  }
}
