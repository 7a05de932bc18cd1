// Statuses by the four policies, and where a goal stands among the others.

import Grove

extension NaiveGraph {
  // MARK: Status

  func onStatus(_ node: Node, _ test: (String) -> Bool) -> Value {
    guard case .text(let status) = field("status", node), status != "unknown" else {
      return .missing
    }
    return .flag(test(status))
  }

  /// Whether no value has come yet, for the goal or for anything it rolls up.
  private func awaits(_ node: Node) -> Bool {
    if kind(node) == .keyResults { return current(node) == nil && progress(node) == nil }
    guard !isCircular(node), plain("stated_progress", node) == nil else { return false }
    let children = contributors(node)
    return !children.isEmpty && children.allSatisfy { awaits($0.node) }
  }

  func status(_ node: Node, by policy: StatusPolicy) -> String {
    if awaits(node) { return "not started" }
    guard let progress = progress(node) else { return "unknown" }
    if progress >= 1 {
      let isKept =
        kind(node) == .keyResults
        && ["at_least", "at_most", "between"].contains(direction(node))
      let isOver = word("state", node) == "closed" || day("due", node).map { $0 < today } == true
      return isKept && !isOver ? "on track" : "done"
    }
    func grade(_ mark: Double?, _ good: Double, _ fair: Double) -> String {
      guard let mark else { return "unknown" }
      return mark >= good ? "on track" : mark >= fair ? "at risk" : "off track"
    }
    let expected = elapsed(node)
    switch policy {
    case .gap: return grade(expected.map { -rounded($0 - progress) }, 0, -0.25)
    case .ratio: return grade(expected.map { ratio(progress, $0) ?? 1 }, 0.7, 0.5)
    case .scorecard: return grade(progress, 0.9, 0.75)
    case .google:
      let score = (min(max(progress, 0), 1) * 10).rounded(.toNearestOrAwayFromZero) / 10
      return grade(score, stored("commitment", node) == .text("committed") ? 1 : 0.7, 0.4)
    }
  }

  // MARK: Above

  func isCircular(_ node: Node) -> Bool { reachable(node, up: true).contains(node) }

  func depth(_ node: Node, above: Set<Node>) -> Int? {
    guard !above.contains(node), !isCircular(node) else { return nil }
    var depth = 0
    for parent in neighbours(node, up: true) {
      guard let height = self.depth(parent, above: above.union([node])) else { return nil }
      depth = max(depth, height + 1)
    }
    return depth
  }

  func root(_ node: Node, above: Set<Node>) -> Value {
    guard !above.contains(node), !isCircular(node) else { return .missing }
    let parents = neighbours(node, up: true)
    guard let first = parents.first else { return .node(node) }
    let roots = parents.map { root($0, above: above.union([node])) }
    let one = root(first, above: above.union([node]))
    return roots.allSatisfy { $0 == one } ? one : .missing
  }

  func carried(_ name: String, _ node: Node) -> Value {
    var seen: Set<Node> = [node]
    var one = node
    var count = 0.0
    while let before = reference(row(one)?.fields["continues"]) {
      guard seen.insert(before).inserted else { return .missing }
      one = before
      count += 1
    }
    return name == "carried" ? .number(count) : .node(one)
  }

  /// Whether today lies in a cycle that is not closed.
  func isCurrentCycle(_ node: Node) -> Value {
    guard let start = day("start", node), let end = day("end", node) else { return .missing }
    let isClosed = day("closed", node).map { $0 <= today } ?? false
    return .flag(start <= today && today <= end && !isClosed)
  }
}
