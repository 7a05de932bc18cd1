// Links between goals, walkable both ways, and the bottom-up order that roll-ups need.
// The links as rows, with their days and strengths, are the links table.

/// What is at the other end of each goal's links, by goal.
package struct LinkIndex: Sendable {
  /// The links of one direction, goal by goal.
  package struct Side: Sendable {
    /// Where each goal's links start, and the end: one more than there are goals.
    package let offsets: [Int32]
    /// The goal at the other end.
    package let goals: [Int32]
    /// The row in the links table.
    package let links: [Int32]
    /// The link's kind, an index into `Schema.linkKinds`.
    package let kinds: [UInt8]
    /// The link's own weight, NaN when it has none; empty when no link has one.
    package let weights: [Double]

    /// A goal's links as a range of the arrays.
    package func range(_ goal: Int) -> Range<Int> {
      Int(offsets[goal])..<Int(offsets[goal + 1])
    }
  }

  /// From a child to what it supports.
  package let up: Side
  /// From a parent to what supports it.
  package let down: Side
  /// By link kind: whether the child's progress counts in the parent's.
  package let carriesProgress: [Bool]
  /// By link kind: whether it shows alignment (what carries progress does).
  package let showsAlignment: [Bool]
  /// All goals, children before their parents; in a loop the order means nothing.
  package let bottomUp: [Int32]
  /// By goal, 1 when it lies in a loop of links that show alignment; empty when none does.
  package let circular: [UInt8]

  /// Whether the upward link at a place of `up` shows alignment.
  @inline(__always)
  package func showsAlignment(_ place: Int) -> Bool { showsAlignment[Int(up.kinds[place])] }

  /// Whether the goal lies in a loop.
  package func isCircular(_ goal: Int) -> Bool { !circular.isEmpty && circular[goal] == 1 }
}

/// Links as equally long arrays, in the order of the links table.
struct LinkList {
  var children: [Int32] = []
  var parents: [Int32] = []
  /// Indices into the schema's link kinds.
  var kinds: [UInt8] = []
  var weights: [Double] = []

  /// The list without some links, the others under their numbers: an index leaves out a link that
  /// leads from and to nothing.
  func without(_ absent: [UInt8]) -> LinkList {
    var list = self
    for link in absent.indices where absent[link] == 1 {
      list.children[link] = -1
      list.parents[link] = -1
    }
    return list
  }
}

extension LinkIndex {
  /// The index of some links, and the loops found, each as its goals in row order. `order`: an index
  /// without loops whose links are these and more, so that its order of goals is good for these.
  static func build(
    _ links: LinkList, goalCount: Int, linkKinds: [LinkKind], order known: LinkIndex? = nil
  ) -> (index: LinkIndex, loops: [[Int32]]) {
    let showsAlignment = linkKinds.map { $0.effect != .nothing }
    let up = Side(by: links.children, to: links.parents, links, goalCount: goalCount)
    let down = Side(by: links.parents, to: links.children, links, goalCount: goalCount)
    if let known, known.circular.isEmpty {
      let index = LinkIndex(
        up: up, down: down, carriesProgress: known.carriesProgress,
        showsAlignment: showsAlignment, bottomUp: known.bottomUp, circular: [])
      return (index, [])
    }
    let order = GoalOrder(up: up, down: down, follows: showsAlignment, goalCount: goalCount)
    let index = LinkIndex(
      up: up, down: down, carriesProgress: linkKinds.map { $0.effect == .progress },
      showsAlignment: showsAlignment, bottomUp: order.bottomUp, circular: order.circular)
    return (index, order.loops)
  }
}

extension LinkIndex.Side {
  fileprivate init(
    by keys: [Int32], to others: [Int32], _ all: LinkList, goalCount: Int
  ) {
    let lists = RowLists(grouping: keys, count: goalCount)
    offsets = lists.offsets
    links = lists.rows
    goals = lists.rows.map { others[Int($0)] }
    kinds = lists.rows.map { all.kinds[Int($0)] }
    weights =
      all.weights.allSatisfy(\.isNaN) ? [] : lists.rows.map { all.weights[Int($0)] }
  }
}

/// An order of goals with children before parents, and the loops that have none.
private struct GoalOrder {
  var bottomUp: [Int32] = []
  var circular: [UInt8] = []
  var loops: [[Int32]] = []

  /// Peels goals whose children are all placed (Kahn); what is left lies in loops or above them,
  /// and only that is searched for loops.
  init(up: LinkIndex.Side, down: LinkIndex.Side, follows: [Bool], goalCount: Int) {
    var waiting = [Int32](repeating: 0, count: goalCount)
    bottomUp.reserveCapacity(goalCount)
    for goal in 0..<goalCount {
      for place in down.range(goal) where follows[Int(down.kinds[place])] { waiting[goal] += 1 }
      if waiting[goal] == 0 { bottomUp.append(Int32(goal)) }
    }
    var next = 0
    while next < bottomUp.count {
      for place in up.range(Int(bottomUp[next])) where follows[Int(up.kinds[place])] {
        let parent = Int(up.goals[place])
        waiting[parent] -= 1
        if waiting[parent] == 0 { bottomUp.append(Int32(parent)) }
      }
      next += 1
    }
    if bottomUp.count < goalCount { searchLoops(down, follows, waiting) }
  }

  /// Tarjan's strongly connected components with its own stack, over the goals still waiting; they
  /// come out children first.
  private mutating func searchLoops(
    _ down: LinkIndex.Side, _ follows: [Bool], _ waiting: [Int32]
  ) {
    let count = waiting.count
    circular = [UInt8](repeating: 0, count: count)
    var visited = [Int32](repeating: -1, count: count)
    var lowest = [Int32](repeating: 0, count: count)
    var isOpen = [Bool](repeating: false, count: count)
    var open: [Int32] = []
    var path: [(goal: Int, place: Int)] = []
    var clock: Int32 = 0
    for first in 0..<count where waiting[first] > 0 && visited[first] < 0 {
      path.append((first, down.range(first).lowerBound))
      while let (goal, place) = path.last {
        if visited[goal] < 0 {
          visited[goal] = clock
          lowest[goal] = clock
          clock += 1
          open.append(Int32(goal))
          isOpen[goal] = true
        }
        if place < down.range(goal).upperBound {
          path[path.count - 1].place = place + 1
          let child = Int(down.goals[place])
          guard follows[Int(down.kinds[place])], waiting[child] > 0 else { continue }
          if visited[child] < 0 {
            path.append((child, down.range(child).lowerBound))
          } else if isOpen[child] {
            lowest[goal] = min(lowest[goal], visited[child])
          }
          continue
        }
        path.removeLast()
        if let parent = path.last?.goal { lowest[parent] = min(lowest[parent], lowest[goal]) }
        guard lowest[goal] == visited[goal] else { continue }
        var component: [Int32] = []
        while let member = open.popLast() {
          isOpen[Int(member)] = false
          component.append(member)
          if Int(member) == goal { break }
        }
        close(component.sorted(), down, follows)
      }
    }
  }

  private mutating func close(
    _ component: [Int32], _ down: LinkIndex.Side, _ follows: [Bool]
  ) {
    bottomUp.append(contentsOf: component)
    let isLoop =
      component.count > 1
      || component.contains { goal in
        down.range(Int(goal)).contains {
          down.goals[$0] == goal && follows[Int(down.kinds[$0])]
        }
      }
    guard isLoop else { return }
    for goal in component { circular[Int(goal)] = 1 }
    loops.append(component)
  }
}
