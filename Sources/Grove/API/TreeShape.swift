// Which row stands under which, for `render tree`.

enum TreeShape {
  /// The rows of a tree, each after its parent, and for each of them its parent's place among them,
  /// nil for roots. The nodes stand for the rows; what has no nodes is no tree.
  static func arranged(_ nodes: [Node?], in graph: GoalGraph) -> (rows: [Int], parents: [Int?]) {
    let found = parents(of: nodes, in: graph)
    let rows = order(found)
    var places = [Int](repeating: 0, count: rows.count)
    for (place, row) in rows.enumerated() { places[row] = place }
    return (rows, rows.map { found[$0].map { places[$0] } })
  }

  /// The rows with each after its parent and before the parent's next child; the rows of one parent,
  /// and the roots, keep their order. O(rows), without recursion.
  private static func order(_ parents: [Int?]) -> [Int] {
    var children = [[Int]](repeating: [], count: parents.count)
    var waiting: [Int] = []
    for (row, parent) in parents.enumerated().reversed() {
      if let parent { children[parent].append(row) } else { waiting.append(row) }
    }
    var order: [Int] = []
    while let row = waiting.popLast() {
      order.append(row)
      waiting += children[row]
    }
    return order
  }

  /// For each row the position of its nearest ancestor among the rows, nil for roots.
  ///
  /// A goal with several parents in the answer stands under the first; loops end at the row where
  /// they close. Teams, people and cycles stand under their parent, manager and parent cycle.
  private static func parents(of nodes: [Node?], in graph: GoalGraph) -> [Int?] {
    var positions: [Node: Int] = [:]
    for (position, node) in nodes.enumerated() {
      if let node, positions[node] == nil { positions[node] = position }
    }
    let found = nodes.map { node in node.flatMap { nearest(above: $0, positions, graph) } }
    return withoutLoops(found)
  }

  private static func nearest(
    above node: Node, _ positions: [Node: Int], _ graph: GoalGraph
  ) -> Int? {
    var seen: Set<Node> = [node]
    var level = [node]
    while !level.isEmpty {
      var next: [Node] = []
      for parent in level.flatMap({ parents(of: $0, graph) }) where seen.insert(parent).inserted {
        if let position = positions[parent] { return position }
        next.append(parent)
      }
      level = next
    }
    return nil
  }

  private static func parents(of node: Node, _ graph: GoalGraph) -> [Node] {
    switch node.table {
    case .goals:
      let up = graph.links.up
      return up.range(Int(node.row)).filter { graph.links.showsAlignment[Int(up.kinds[$0])] }
        .map { Node(table: .goals, row: up.goals[$0]) }
    case .teams, .cycles: return reference("parent", node, graph)
    case .people: return reference("manager", node, graph)
    case .checkIns: return reference("goal", node, graph)
    case .links, .changes: return []
    }
  }

  private static func reference(_ field: String, _ node: Node, _ graph: GoalGraph) -> [Node] {
    if case .node(let parent) = graph.value(field, of: node) { [parent] } else { [] }
  }

  /// The parents with every loop cut at its first row, which becomes a root. O(rows).
  private static func withoutLoops(_ parents: [Int?]) -> [Int?] {
    var cut = parents
    // The number of the way up on which a row was met; 0 for none.
    var met = [Int](repeating: 0, count: parents.count)
    for start in parents.indices where met[start] == 0 {
      var way: [Int] = []
      var at: Int? = start
      while let row = at, met[row] == 0 {
        met[row] = start + 1
        way.append(row)
        at = parents[row]
      }
      // The way ended at a root, at an earlier way, or where it had passed: a loop.
      guard let row = at, met[row] == start + 1, let first = way.firstIndex(of: row),
        let root = way[first...].min()
      else { continue }
      cut[root] = nil
    }
    return cut
  }
}
