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
    return found.indices.map { row in closesLoop(from: row, found) ? nil : found[row] }
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

  /// Whether the way up from a row comes back to it, with the row the first of the loop.
  private static func closesLoop(from row: Int, _ parents: [Int?]) -> Bool {
    var at = parents[row]
    var steps = 0
    while let here = at, steps <= parents.count {
      if here == row { return true }
      at = parents[here]
      steps += 1
    }
    return false
  }
}
