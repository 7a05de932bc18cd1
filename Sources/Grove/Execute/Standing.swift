// What a goal is to one above it: the share of its progress that it contributes, and how many routes
// lead up to it. Found once for each goal above, for all goals below.

extension RunContext {
  /// The share or number for a goal; missing when either is none, and for a goal to itself.
  func standing(
    _ standing: Standing, _ goal: Value, to above: Value
  ) throws(RunFailure) -> Value {
    guard case .node(let goal) = goal, case .node(let above) = above, goal.table == .goals,
      above.table == .goals, has(goal), has(above)
    else { return .missing }
    switch standing {
    case .contribution:
      let shares = try shares(of: above.row)
      if let share = shares[goal.row] { return .ratio(Ratio.rounded(share)) }
      if outer.count == 1, goal != above { remarks.addUncounted(goal.row, above.row, in: self) }
      return .missing
    case .routes:
      let count = try routeCount(from: goal.row, to: above.row)
      let most = Double(PathSearch.maximumPaths)
      if count > most { remarks.hasCappedRoutes = true }
      return .number(min(count, most))
    }
  }

  // MARK: Contribution

  /// The share of a goal's progress that each goal below it contributes: its weight among its
  /// parent's children, times the parent's own share, summed over all routes. Goals that do not
  /// count are not in it, nor are those of a loop and what counts through one only.
  private func shares(of above: Int32) throws(RunFailure) -> [Int32: Double] {
    if let known = sharesOfGoal[above] { return known }
    var shares: [Int32: Double] = [above: 1]
    if !graph.links.isCircular(Int(above)) {
      let below = try walk(from: [above], .down, depth: nil)
      try budget.charge(bytes: below.count * 16)
      for goal in [above] + inTopDownOrder(below) {
        guard let share = shares[goal], contributions.isObjective(Int(goal)),
          !graph.links.isCircular(Int(goal))
        else { continue }
        for (child, weight) in countedChildren(of: Int(goal))
        where !graph.links.isCircular(child) {
          shares[Int32(truncatingIfNeeded: child), default: 0] += share * weight
        }
      }
    }
    shares[above] = nil
    sharesOfGoal[above] = shares
    return shares
  }

  /// The children that count in an objective's progress, with their share of the weight.
  private func countedChildren(of goal: Int) -> [(child: Int, share: Double)] {
    let skips = graph.policies.missingInRollUp == .skip
    let progress = skips ? measures.numbers(.progress) : []
    var children: [(child: Int, share: Double)] = []
    contributions.forEachChild(of: goal) { child, weight in
      let weight = weight.isNaN ? 1 : max(weight, 0)
      if weight > 0, !skips || !progress[child].isNaN { children.append((child, weight)) }
    }
    let total = children.reduce(0) { $0 + $1.share }
    return children.map { ($0.child, $0.share / total) }
  }

  /// Parents before their children; goals of a loop in no particular order.
  private func inTopDownOrder(_ goals: [Int32]) -> [Int32] {
    goals.sorted { bottomUpRank[Int($0)] > bottomUpRank[Int($1)] }
  }

  /// Why a goal adds nothing to one above it: the first link on the shortest way up where the effect
  /// stops.
  func whyUncounted(_ goal: Int32, in above: Int32) -> String {
    func id(_ goal: Int32) -> String { graph.id(of: Node(table: .goals, row: goal)) }
    let start = "\(id(goal)) adds nothing to \(id(above)): "
    guard let way = shortestWay(from: goal, to: above) else {
      return start + "nothing leads up from it to \(id(above))"
    }
    for (child, link) in way {
      let parent = graph.links.up.goals[link]
      if let reason = whyStopped(Int(child), Int(parent), link) {
        return start + reason(id(child), id(parent))
      }
    }
    return start + "another route is the shortest, and none of them counts"
  }

  /// The links of the shortest way up, each with the goal it starts from.
  private func shortestWay(from goal: Int32, to above: Int32) -> [(child: Int32, link: Int)]? {
    var cameBy: [Int32: (child: Int32, link: Int)] = [:]
    var level = [goal]
    while !level.isEmpty, cameBy[above] == nil {
      var next: [Int32] = []
      for child in level {
        for link in graph.links.up.range(Int(child)) where graph.links.showsAlignment(link) {
          let parent = graph.links.up.goals[link]
          guard parent != goal, cameBy[parent] == nil else { continue }
          cameBy[parent] = (child, link)
          next.append(parent)
        }
      }
      level = next
    }
    var way: [(child: Int32, link: Int)] = []
    var at = above
    while let step = cameBy[at] {
      way.append(step)
      at = step.child
      if at == goal { return way.reversed() }
    }
    return nil
  }

  func whyStopped(
    _ child: Int, _ parent: Int, _ link: Int
  ) -> ((_ child: String, _ parent: String) -> String)? {
    let links = graph.links
    let kind = graph.schema.linkKinds[Int(links.up.kinds[link])].name
    if links.isCircular(parent) { return { _, parent in "\(parent) lies in a loop of links" } }
    if links.isCircular(child) { return { child, _ in "\(child) lies in a loop of links" } }
    if !links.carriesProgress[Int(links.up.kinds[link])] {
      return { child, parent in "the link `\(kind)` from \(child) to \(parent) carries no progress"
      }
    }
    if !contributions.isObjective(parent) {
      return { _, parent in "the progress of \(parent) comes from its own values" }
    }
    if countedChildren(of: parent).contains(where: { $0.child == child }) { return nil }
    let goal = Node(table: .goals, row: Int32(truncatingIfNeeded: child))
    if case .text(let state) = graph.value("state", of: goal), Contributions.leftOut.contains(state)
    {
      return { child, _ in "\(child) is \(state)" }
    }
    let weight = links.up.weights.isEmpty ? Double.nan : links.up.weights[link]
    let own = measures.stored("weight")[child]
    if (weight.isNaN ? own : weight) <= 0 {
      return { child, parent in "\(child) has weight 0 in \(parent)" }
    }
    let word = graph.schema.definition(graph.kind(of: goal)).singular
    if !contributions.hasProgress(child) {
      return { child, _ in "\(child) is \(Diagnostic.article(word)), which has no progress" }
    }
    return { child, parent in "\(parent) does not roll up \(child), \(Diagnostic.article(word))" }
  }

  // MARK: Routes

  /// How many simple paths lead up from a goal; more than `PathSearch.maximumPaths` when there are
  /// more than can be counted.
  private func routeCount(from goal: Int32, to above: Int32) throws(RunFailure) -> Double {
    if let counts = try routes(to: above) { return counts[goal] ?? 0 }
    // In a loop the number of simple paths is not a sum, so they are searched for.
    let key = Int64(goal) << 32 | Int64(above)
    if let known = routesInLoops[key] { return known }
    var search = try PathSearch(from: [goal], to: [above], in: self)
    var count = 0.0
    try search.run(depth: nil, limit: PathSearch.maximumPaths, budget: budget) { _ in count += 1 }
    if search.ending != .complete { count = Double(PathSearch.maximumPaths) + 1 }
    routesInLoops[key] = count
    return count
  }

  /// The number of paths from each goal below up to this one, parents before children; nil when
  /// there is a loop among them. O(links below).
  private func routes(to above: Int32) throws(RunFailure) -> [Int32: Double]? {
    if let known = routesToGoal[above] { return known }
    let below = try walk(from: [above], .down, depth: nil)
    let hasLoop = ([above] + below).contains { graph.links.isCircular(Int($0)) }
    try budget.charge(bytes: below.count * 16)
    var counts: [Int32: Double] = [:]
    if !hasLoop {
      counts[above] = 1
      for goal in [above] + inTopDownOrder(below) {
        let count = min(counts[goal] ?? 0, Double(PathSearch.maximumPaths) + 1)
        let down = graph.links.down
        for link in down.range(Int(goal)) where follows(down.kinds[link], nil) {
          counts[down.goals[link], default: 0] += count
        }
      }
      counts[above] = nil
    }
    routesToGoal[above] = .some(hasLoop ? nil : counts)
    return hasLoop ? nil : counts
  }
}
