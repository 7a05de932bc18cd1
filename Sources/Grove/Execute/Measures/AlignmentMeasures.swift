// Where a goal stands among the others: its depth and root, whether it is aligned, owned, in a loop,
// and how often it was carried over.

extension MeasureCache {
  /// The most links up to a goal without parents, 0 for such a goal; missing in a loop and below.
  func depths() -> [Double] {
    var depths = missingNumbers()
    let links = graph.links
    for goal in links.bottomUp.reversed() where !links.isCircular(Int(goal)) {
      var depth = 0.0
      for place in links.up.range(Int(goal)) where links.showsAlignment(place) {
        let above = depths[Int(links.up.goals[place])] + 1
        depth = depth.isNaN || above.isNaN ? .nan : max(depth, above)
      }
      depths[Int(goal)] = depth
    }
    return depths
  }

  /// The goal without parents that each leads up to, itself when it has none; missing where there
  /// are several, in a loop and below one.
  func roots() -> [Int32] {
    var roots = [Int32](repeating: -1, count: goalCount)
    let links = graph.links
    for goal in links.bottomUp.reversed() where !links.isCircular(Int(goal)) {
      var root: Int32?
      for place in links.up.range(Int(goal)) where links.showsAlignment(place) {
        let above = roots[Int(links.up.goals[place])]
        root = root == nil || root == above ? above : -1
      }
      roots[Int(goal)] = root ?? goal
    }
    return roots
  }

  /// Whether a goal supports nothing: no link that carries progress or shows alignment leads up
  /// from it. A key result's objective counts. A goal of the highest level (`company` unless the
  /// workspace names others) has nothing above it and is not unaligned.
  func unaligned() -> [UInt8] {
    let links = graph.links
    let highest = graph.schema.definition(.objectives).field("level")?.closedSet?.first
    let isTop = mapped("level") { $0 == highest }
    return (0..<goalCount).map { goal in
      let hasParent = links.up.range(goal).contains { links.showsAlignment($0) }
      return hasParent || isTop[goal] == true ? 0 : 1
    }
  }

  /// Whether an objective or key result has nothing below it that works towards it: no link that
  /// shows alignment leads up to it from a goal other than a KPI, which only watches.
  func unsupported() -> [UInt8] {
    let down = graph.links.down
    let kpis = goals(.kpis)
    var flags = [UInt8](repeating: 2, count: goalCount)
    for kind in [Kind.objectives, .keyResults] {
      for goal in goals(kind) {
        let isSupported = down.range(goal).contains { place in
          graph.links.showsAlignment[Int(down.kinds[place])]
            && !kpis.contains(Int(down.goals[place]))
        }
        flags[goal] = isSupported ? 0 : 1
      }
    }
    return flags
  }

  /// Whether a goal supports one of a cycle that is neither its own nor one that holds its own: as
  /// the cycle it is part of, at any depth, or by its days. Missing for a goal without a cycle;
  /// parents without one are passed over.
  func crossCycle() -> [UInt8] {
    let cycles = storedRows("cycle")
    let links = graph.links
    return (0..<goalCount).map { goal in
      var answer: UInt8 = 0
      for place in links.up.range(goal) where links.showsAlignment(place) {
        let above = cycles[Int(links.up.goals[place])]
        if above < 0 { continue }
        if cycles[goal] < 0 { return 2 }
        if !holds(cycle: above, cycles[goal]) { answer = 1 }
      }
      return answer
    }
  }

  /// Whether a cycle is another, one it is part of, or one whose days hold all of its days.
  private func holds(cycle outer: Int32, _ inner: Int32) -> Bool {
    let parents = storedRows("parent", .cycles)
    var at = inner
    // Cycles may be parts of each other by mistake: no chain is longer than there are cycles.
    for _ in 0...parents.count where at >= 0 {
      if at == outer { return true }
      at = parents[Int(at)]
    }
    guard let days = graph.dates(ofCycle: inner), let others = graph.dates(ofCycle: outer) else {
      return false
    }
    return others.start <= days.start && days.end <= others.end
  }

  /// Whether a person owns more open goals than the workspace's `overload`.
  func overloaded() -> [UInt8] {
    let open = flags(.open)
    let goals = graph.table(.goals)
    var counts = [Int](repeating: 0, count: graph.table(.people).rowCount)
    let owned = graph.rows(of: .goals)
    switch goals.column("owners") ?? goals.column("owner") {
    case .node(let rows, _)?:
      for goal in owned where open[Int(goal)] == 1 && rows[Int(goal)] >= 0 {
        counts[Int(rows[Int(goal)])] += 1
      }
    case .nodes(let lists, _)?:
      for goal in owned where open[Int(goal)] == 1 {
        for person in lists[Int(goal)] { counts[Int(person)] += 1 }
      }
    default: break
    }
    return counts.map { $0 > graph.policies.overload ? 1 : 0 }
  }

  /// Whether a goal has no owner of its own.
  func unowned() -> [UInt8] {
    storedRows("owner").map { $0 < 0 ? 1 : 0 }
  }

  /// Whether a goal supports itself, through any number of links.
  func circular() -> [UInt8] {
    graph.links.circular.isEmpty
      ? [UInt8](repeating: 0, count: goalCount) : graph.links.circular
  }

  /// How often each goal was carried over from cycle to cycle, and the goal that began it (itself
  /// when it continues none); both missing when the goals continue each other in a loop.
  func carriedOver() -> (count: [Double], first: [Int32]) {
    let continues = storedRows("continues")
    var counts = missingNumbers()
    var firsts = [Int32](repeating: -1, count: goalCount)
    var isKnown = [Bool](repeating: false, count: goalCount)
    for goal in 0..<goalCount where !isKnown[goal] {
      var path = [goal]
      isKnown[goal] = true
      while let last = path.last, continues[last] >= 0, !isKnown[Int(continues[last])] {
        isKnown[Int(continues[last])] = true
        path.append(Int(continues[last]))
      }
      // What the path ends at: a first goal, one settled earlier, or the path itself, a loop. In a
      // loop, and on the way into one, nothing is settled and all stays missing.
      for goal in path.reversed() {
        let before = Int(continues[goal])
        if before < 0 {
          counts[goal] = 0
          firsts[goal] = Int32(goal)
        } else {
          counts[goal] = counts[before] + 1
          firsts[goal] = firsts[before]
        }
      }
    }
    return (counts, firsts)
  }
}
