// Why a goal is owned, aligned, supported, in a loop or in another cycle than what it supports, where
// it leads, and why a person is overloaded.

extension Provenance {
  func ownerWords(_ node: Node) -> String {
    let owner = graph.value("owner", of: node)
    return owner.isMissing ? "no owner is given" : "its owner is \(say(owner))"
  }

  /// What a goal supports, or that it supports nothing.
  func alignment(
    of node: Node, _ field: String, _ value: Value, depth: Int
  ) throws(RunFailure) -> Reason {
    let up = graph.links.up
    let places = up.range(Int(node.row))
    try budget.charge(ticks: places.count)
    let parents = places.filter { graph.links.showsAlignment($0) }
    if parents.isEmpty {
      let others = places.isEmpty ? "" : "; its other links show no alignment"
      let top =
        value == .flag(false)
        ? ", and \(say(graph.value("level", of: node))) is the highest level" : ""
      return Reason(
        field, value, "no link leads up from it\(top)\(others)", source: graph.place(of: node))
    }
    let parts = parents.prefix(Self.childLimit).map { place -> Reason in
      let link = Node(table: .links, row: up.links[place])
      let parent = Node(table: .goals, row: up.goals[place])
      return Reason(
        graph.schema.linkKinds[Int(up.kinds[place])].name, .node(parent),
        source: graph.place(of: link) ?? graph.place(of: node))
    }
    let count = parents.count == 1 ? "one goal" : "\(parents.count) goals"
    return Reason(
      field, value, "it supports \(count)", source: depth > 0 ? nil : graph.place(of: node),
      parts: depth > 0 ? parts : [])
  }

  /// What supports a goal, other than KPIs, which only watch.
  func support(
    of node: Node, _ field: String, _ value: Value, depth: Int
  ) throws(RunFailure) -> Reason {
    let down = graph.links.down
    let places = down.range(Int(node.row))
    try budget.charge(ticks: places.count)
    let kpis = measures.goals(.kpis)
    let counted = places.filter {
      graph.links.showsAlignment[Int(down.kinds[$0])] && !kpis.contains(Int(down.goals[$0]))
    }
    let parts = counted.prefix(depth > 0 ? Self.childLimit : 0).map { place -> Reason in
      let link = Node(table: .links, row: down.links[place])
      return Reason(
        graph.schema.linkKinds[Int(down.kinds[place])].name,
        .node(Node(table: .goals, row: down.goals[place])), source: graph.place(of: link))
    }
    let words =
      counted.isEmpty
      ? "nothing supports it"
      : counted.count == 1 ? "one goal supports it" : "\(counted.count) goals support it"
    return Reason(
      field, value, words, source: parts.isEmpty ? graph.place(of: node) : nil, parts: parts)
  }

  /// A goal's cycle beside those of the goals it supports.
  func cyclesAbove(
    of node: Node, _ field: String, _ value: Value, depth: Int
  ) throws(RunFailure) -> Reason {
    let up = graph.links.up
    let places = up.range(Int(node.row)).filter { graph.links.showsAlignment($0) }
    try budget.charge(ticks: places.count)
    let own = graph.value("cycle", of: node)
    var parts = try self.parts(["cycle"], of: node, depth: depth)
    for place in places.prefix(depth > 0 ? Self.childLimit : 0) {
      let parent = Node(table: .goals, row: up.goals[place])
      parts.append(
        Reason(
          graph.id(of: parent), graph.value("cycle", of: parent), "the cycle of what it supports",
          source: graph.place(of: parent)))
    }
    let words =
      own.isMissing
      ? "it is in no cycle" : places.isEmpty ? "it supports nothing" : "its cycle is \(say(own))"
    return Reason(
      field, value, words, source: parts.isEmpty ? graph.place(of: node) : nil, parts: parts)
  }

  /// The open goals of a person against how many the workspace thinks enough.
  func load(
    of person: Node, _ field: String, _ value: Value, depth: Int
  ) throws(RunFailure) -> Reason {
    let owners = graph.inverse("owners", of: .goals) ?? graph.inverse("owner", of: .goals)
    let kinds = graph.rows(of: .goals)
    let open = measures.flags(.open)
    let owned = owners.map { Array($0[Int(person.row)]) } ?? []
    try budget.charge(ticks: owned.count)
    let counted = owned.filter { kinds.contains($0) && open[Int($0)] == 1 }
    let parts = counted.prefix(depth > 0 ? Self.childLimit : 0).map { goal -> Reason in
      let node = Node(table: .goals, row: goal)
      return Reason(
        graph.id(of: node), .flag(true), "open, and owned", source: graph.place(of: node))
    }
    return Reason(
      field, value, "\(counted.count) open goals, limit \(graph.policies.overload)",
      source: parts.isEmpty ? graph.place(of: person) : nil, parts: parts)
  }

  /// One loop that a goal is in.
  func loop(of node: Node, _ field: String, _ value: Value) throws(RunFailure) -> Reason {
    guard value == .flag(true), let way = try wayUp(from: node.row, to: [node.row]) else {
      return Reason(
        field, value, "no way up from it leads back to it", source: graph.place(of: node))
    }
    return Reason(field, value, words(way), source: graph.place(of: node))
  }

  /// The way up to the goal without parents.
  func routeUp(of node: Node, _ field: String, _ value: Value) throws(RunFailure) -> Reason {
    if graph.links.isCircular(Int(node.row)) {
      return Reason(field, value, "it supports itself in a loop", source: graph.place(of: node))
    }
    var way = [node.row]
    while let last = way.last, way.count <= 1000 {
      let places = graph.links.up.range(Int(last)).filter { graph.links.showsAlignment($0) }
      try budget.charge(ticks: places.count)
      // The deepest parent is the one that a depth is counted by.
      let depths = measures.numbers(.depth)
      let next = places.max {
        depths[Int(graph.links.up.goals[$0])] < depths[Int(graph.links.up.goals[$1])]
      }
      guard let next else { break }
      way.append(graph.links.up.goals[next])
    }
    return Reason(
      field, value, way.count > 1 ? words(way) : "no link leads up from it",
      source: graph.place(of: node))
  }

  /// The shortest way up over links that show alignment, both ends included; nil when there is none.
  /// From a goal to itself it is a loop.
  func wayUp(from start: Int32, to ends: Set<Int32>) throws(RunFailure) -> [Int32]? {
    var before: [Int32: Int32] = [:]
    var level = [start]
    while !level.isEmpty {
      var next: [Int32] = []
      for goal in level {
        let places = graph.links.up.range(Int(goal))
        try budget.charge(ticks: places.count)
        for place in places where graph.links.showsAlignment(place) {
          let parent = graph.links.up.goals[place]
          if ends.contains(parent) {
            var way = [parent, goal]
            var at = goal
            while at != start, let step = before[at] {
              way.append(step)
              at = step
            }
            return way.reversed()
          }
          guard parent != start, before[parent] == nil else { continue }
          before[parent] = goal
          next.append(parent)
        }
      }
      level = next
    }
    return nil
  }

  /// `KR-4 > O2 > C1`.
  func words(_ way: [Int32]) -> String {
    let ids = way.prefix(12).map { graph.id(of: Node(table: .goals, row: $0)) }
    return ids.joined(separator: " > ") + (way.count > 12 ? " > ..." : "")
  }

  func carriedWords(_ node: Node) -> String {
    var names: [String] = []
    var seen: Set<Node> = [node]
    var at = node
    while names.count < 12, let before = self.node("continues", of: at) {
      names.append(graph.id(of: before))
      guard seen.insert(before).inserted else { break }
      at = before
    }
    return names.isEmpty
      ? "it carries on no goal" : "it carries on \(names.joined(separator: " < "))"
  }
}
