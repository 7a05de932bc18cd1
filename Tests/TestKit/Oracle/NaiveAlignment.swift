// The oracle's walks, sets, routes and shares: one link after the other, nothing kept, no order
// relied upon but that of the workspace.

import Grove
import GroveSyntax

extension NaiveGraph {
  // MARK: Gaps

  func isUnsupported(_ node: Node) -> Value {
    guard [Kind.objectives, .keyResults].contains(kind(node)) else { return .missing }
    return .flag(neighbours(node, up: false).allSatisfy { kind($0) == .kpis })
  }

  func isCrossCycle(_ node: Node) -> Value {
    let above = neighbours(node, up: true).compactMap { cycle($0) }
    guard let own = cycle(node) else { return above.isEmpty ? .flag(false) : .missing }
    return .flag(
      above.contains { other in
        if withDescendants(other).contains(own) { return false }
        guard let start = day("start", own), let end = day("end", own),
          let first = day("start", other), let last = day("end", other)
        else { return true }
        return !(first <= start && end <= last)
      })
  }

  func isOverloaded(_ person: Node) -> Value {
    let owned = nodes(.goals).filter {
      owners($0).contains(person) && field("open", $0) == .flag(true)
    }
    return .flag(owned.count > world.policies.overload)
  }

  // MARK: Walks

  /// Goals in workspace order, those of own kinds last.
  func inOrder(_ goals: Set<Node>) -> [Node] {
    let placed = nodes(.goals).filter { goals.contains($0) }
    return placed + goals.subtracting(placed).sorted()
  }

  func walk(from starts: [Node], up: Bool, kind: String?, depth: Int) -> [Node] {
    var reached: [Node] = []
    var level = starts
    var steps = 0
    while !level.isEmpty, steps < depth {
      steps += 1
      let next = Set(level.flatMap { neighbours($0, up: up, kind: kind) })
      level = inOrder(next.subtracting(reached))
      reached += level
    }
    return reached
  }

  // MARK: Routes and shares

  /// How many paths lead up that meet no goal twice, up to 1000.
  func routes(_ node: Node, to above: Node, past: Set<Node> = []) -> Int {
    if node == above, !past.isEmpty { return 1 }
    guard reachable(node, up: true).contains(above) else { return 0 }
    var count = 0
    for next in neighbours(node, up: true) where next != node && !past.contains(next) {
      count += routes(next, to: above, past: past.union([node]))
      if count >= 1000 { return 1000 }
    }
    return count
  }

  /// The share of `above` that `node` contributes; nil when it does not count.
  func share(_ node: Node, of above: Node) -> Double? {
    if isCircular(above) || isCircular(node) || node == above { return nil }
    let skips = world.policies.missingInRollUp == .skip
    let counted = contributors(above).filter {
      $0.weight > 0 && (!skips || progress($0.node) != nil)
    }
    let total = counted.reduce(0) { $0 + $1.weight }
    var sum: Double?
    for child in counted where !isCircular(child.node) {
      let part = child.node == node ? 1 : share(node, of: child.node)
      if let part { sum = (sum ?? 0) + part * child.weight / total }
    }
    return sum
  }
}

extension NaiveEngine {
  /// `parents`, `children`, `ancestors`, `descendants`, `follow` of a kind of link.
  func walk(up: Bool, kind: String?, depth: Int?, _ table: inout NaiveTable) {
    let reached = graph.walk(
      from: table.rows.compactMap(\.node), up: up, kind: kind, depth: depth ?? .max)
    table = NaiveTable(
      rows: reached.map { NaiveRow(node: $0) }, kind: .goals, skipped: table.skipped)
  }

  /// Sets of things.
  func combine(
    _ combination: Stage.Combination, _ other: Query, _ table: inout NaiveTable,
    _ place: NaivePlace
  ) throws {
    let other = try self.table(other, place)
    guard table.hasFields, other.hasFields, other.columns.isEmpty else {
      throw NaiveTrouble.unsupported("sets of tables")
    }
    let theirs = Set(other.rows.compactMap(\.node))
    var seen: Set<Node> = []
    var rows = table.rows.filter { row in
      guard let node = row.node else { return false }
      let isWanted =
        switch combination {
        case .union: true
        case .intersect: theirs.contains(node)
        case .except: !theirs.contains(node)
        }
      return isWanted && seen.insert(node).inserted
    }
    if combination == .union {
      rows += other.rows.filter { row in row.node.map { seen.insert($0).inserted } ?? false }
      if other.kind != table.kind { table.kind = .goals }
    }
    table.rows = rows
  }

  /// `routes(@x)` and `contribution(@x)`.
  func standing(_ name: String, _ above: Value, _ place: NaivePlace) throws -> Value {
    guard let node = place.row?.row.node, case .node(let above) = above else { return .missing }
    if name == "routes" { return .number(Double(graph.routes(node, to: above))) }
    guard let share = graph.share(node, of: above) else { return .missing }
    return graph.ratio(share, 1).map { .ratio($0) } ?? .missing
  }
}
