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
