// How far the effect of an assumption goes up: which goals it moves, and where and why it stops.

extension RunContext {
  /// Effects are followed from so many goals; so many goals moved and ends are told.
  private static let toldStarts = 100
  private static let toldGoals = 6
  private static let toldEnds = 3

  /// Remarks on what is assumed in a query's view, or in the view it is compared with.
  func effects(of query: QueryPlan) throws(RunFailure) -> [String] {
    var views = [query.view]
    for case .compare(let pairing) in query.operators { views.append(plan[pairing.other].view) }
    let here = Frame(rows: .none(), position: 0)
    for case let view? in views where !view.assumptions.isEmpty {
      guard let assumed = try context(for: view, here) else { continue }
      var viewpoint = assumed.viewpoint
      viewpoint.assumptions = []
      let actual = try self.views.context(viewpoint, keeping: true, from: self)
      return try assumed.effects(beside: actual)
    }
    return []
  }

  /// The effect of all assumptions on progress above their goals. This context is the assumed one.
  private func effects(beside actual: RunContext) throws(RunFailure) -> [String] {
    var starts: [Int32] = []
    for assumption in viewpoint.assumptions {
      let node = assumption.node
      guard node.table == .goals, Self.moving.contains(assumption.field),
        !starts.contains(node.row)
      else { continue }
      starts.append(node.row)
      if starts.count == Self.toldStarts { break }
    }
    guard !starts.isEmpty else { return [] }
    let (now, before) = (measures.numbers(.progress), actual.measures.numbers(.progress))
    func isMoved(_ goal: Int32) -> Bool {
      let (a, b) = (now[Int(goal)], before[Int(goal)])
      return a.isNaN ? !b.isNaN : a != b
    }
    var moved: [String] = []
    var movedCount = 0
    var ends: [String] = []
    var seen = Set(starts)
    var level = starts
    while !level.isEmpty {
      var next: [Int32] = []
      for child in level {
        let links = graph.links.up.range(Int(child))
        try budget.charge(ticks: links.count)
        for link in links {
          let parent = graph.links.up.goals[link]
          if isMoved(parent) {
            guard seen.insert(parent).inserted else { continue }
            movedCount += 1
            if moved.count < Self.toldGoals {
              moved.append(
                "\(id(parent)) (\(percent(before[Int(parent)])) to \(percent(now[Int(parent)])))")
            }
            next.append(parent)
          } else if let why = whyUnmoved(child, parent, link, before, now) {
            let end = "the effect stops at \(id(parent)): \(why)"
            if !ends.contains(end) { ends.append(end) }
          }
        }
      }
      level = next
    }
    let more = starts.count > 3 ? " and \(starts.count - 3) more" : ""
    let names = starts.prefix(3).map(id).joined(separator: ", ") + more
    if !moved.isEmpty {
      let others = movedCount > moved.count ? " and \(movedCount - moved.count) more" : ""
      let verb = starts.count == 1 ? "moves" : "move"
      return ["\(names) \(verb) \(moved.joined(separator: ", "))\(others)"]
        + ends.prefix(Self.toldEnds)
    }
    if !ends.isEmpty { return Array(ends.prefix(Self.toldEnds)) }
    let start = starts[0]
    let verb = starts.count == 1 ? "moves" : "move"
    let why =
      starts.count > 1 || graph.links.up.range(Int(start)).isEmpty
      ? "no link that leads up from there passes it on"
      : "its own progress stays \(percent(now[Int(start)]))"
    return ["\(names) \(verb) nothing above: \(why)"]
  }

  /// Stored and computed fields that progress may follow from.
  private static let moving: Set = [
    "progress", "current", "value", "target", "baseline", "direction", "low", "high", "milestones",
    "weight", "state", "rollup", "stated_progress",
  ]

  /// Why a parent stays as it is though a child may have moved; nil when nobody would expect it to.
  private func whyUnmoved(
    _ child: Int32, _ parent: Int32, _ link: Int, _ before: [Double], _ now: [Double]
  ) -> String? {
    let (a, b) = (now[Int(child)], before[Int(child)])
    let isMoved = a != b && !(a.isNaN && b.isNaN)
    let countsOtherwise = viewpoint.assumptions.contains {
      $0.node == Node(table: .goals, row: child) && ["weight", "state"].contains($0.field)
    }
    guard isMoved || countsOtherwise else { return nil }
    if let reason = whyStopped(Int(child), Int(parent), link) {
      return reason(id(child), id(parent))
    }
    guard isMoved else { return nil }
    if viewpoint.assumptions.contains(where: {
      $0.node.row == parent && $0.node.table == .goals && $0.field == "progress"
    }) {
      return "its progress is assumed, too"
    }
    if measures.flags(.progressIsStated)[Int(parent)] == 1 {
      return "its progress is the owner's word"
    }
    if Ratio.clamped(a) == Ratio.clamped(b) {
      return
        "\(id(child)) counts from 0% to 100%, so its \(percent(b)) and \(percent(a)) count alike"
    }
    return "its progress cannot be computed or stays the same"
  }

  private func id(_ goal: Int32) -> String { graph.id(of: Node(table: .goals, row: goal)) }

  private func percent(_ ratio: Double) -> String {
    ratio.isNaN ? "missing" : (try? ValueText.describe(.ratio(ratio), functions)) ?? "..."
  }
}
