// The rows a row is tied to, by the relations of the schema. What is asked of whole sets of rows
// (`under`, `of`, `owned by`) stands in Membership.

/// A relation with what is needed to follow it.
struct ResolvedRelation {
  let definition: RelationDefinition
  /// The table of the rows it starts from.
  let source: TableID
  /// The table of the rows it leads to.
  let target: TableID
  /// The only rows it leads to; nil for all of the table.
  let rows: Range<Int32>?
  /// The link kinds it follows, by index; nil for those that carry or show alignment.
  let linkKind: Int?
}

extension RunContext {
  /// A relation of a kind; nil when the schema has none of that name.
  func relation(_ reference: RelationReference) -> ResolvedRelation? {
    if let known = relations[reference] { return known }
    let schema = graph.schema
    guard let definition = schema.definition(reference.kind).relation(reference.name) else {
      return nil
    }
    var linkKind: Int?
    if case .links(_, let name?, _) = definition.path {
      linkKind = schema.linkKinds.firstIndex { $0.name == name } ?? -1
    }
    let target = schema.definition(definition.target).table
    // `goals` are the four kinds; children, parents and the like may be of the workspace's own.
    let isWholeTable =
      target != .goals || (definition.target == .goals && definition.name != "goals")
    let made = ResolvedRelation(
      definition: definition, source: schema.definition(reference.kind).table, target: target,
      rows: isWholeTable ? nil : graph.rows(of: definition.target), linkKind: linkKind)
    relations[reference] = made
    return made
  }

  /// The rows of the relation's target that a row is tied to, in stored order. Charges the edges.
  func related(_ row: Int, _ relation: ResolvedRelation) throws(RunFailure) -> [Int32] {
    var found: [Int32] = []
    try addRelated(row, relation, to: &found)
    return found
  }

  /// Adds the rows that `related` gives.
  func addRelated(
    _ row: Int, _ relation: ResolvedRelation, to found: inout [Int32]
  ) throws(RunFailure) {
    let first = found.count
    switch relation.definition.path {
    case .field(let name):
      switch graph.table(relation.source).column(name) {
      case .node(let rows, _):
        if rows[row] >= 0 { found.append(rows[row]) }
      case .nodes(let lists, _):
        found.append(contentsOf: lists[row])
      default: break
      }
    case .inverse(let name):
      if relation.target == .checkIns, name == "goal" {
        let absent = graph.absent(.checkIns)
        for place in graph.checkIns(of: row) where absent?[place] ?? 0 == 0 {
          found.append(Int32(truncatingIfNeeded: place))
        }
      } else if let lists = graph.inverse(name, of: relation.target), row < lists.count {
        found.append(contentsOf: lists[row])
      }
    case .links(let direction, _, let isTransitive):
      if isTransitive {
        found += try walk(
          from: [Int32(truncatingIfNeeded: row)], direction, depth: nil, kind: relation.linkKind)
      } else {
        let side = direction == .up ? graph.links.up : graph.links.down
        for place in side.range(row) where follows(side.kinds[place], relation.linkKind) {
          found.append(side.goals[place])
        }
      }
    }
    try budget.charge(ticks: found.count - first)
    guard let rows = relation.rows else { return }
    var next = first
    for place in first..<found.count where rows.contains(found[place]) {
      found[next] = found[place]
      next += 1
    }
    found.removeLast(found.count - next)
  }

  /// A goal's check-ins that are there, oldest first.
  func presentCheckIns(of goal: Int) -> [Int32] {
    let rows = graph.checkIns(of: goal)
    guard let absent = graph.absent(.checkIns) else {
      return rows.map { Int32(truncatingIfNeeded: $0) }
    }
    return rows.lazy.filter { absent[$0] == 0 }.map { Int32(truncatingIfNeeded: $0) }
  }

  @inline(__always)
  func follows(_ kind: UInt8, _ wanted: Int?) -> Bool {
    if let wanted { return Int(kind) == wanted }
    return graph.links.showsAlignment[Int(kind)]
  }

  /// The goals reached from some goals along links, each once, nearest first; a goal one starts from
  /// is among them only when a link leads back to it. Those equally near come in the order of links,
  /// or `inOrder` of the workspace. Charges a tick an edge; O(edges walked).
  func walk(
    from starts: [Int32], _ direction: LinkDirection, depth: Int?, kind: Int? = nil,
    inOrder: Bool = false
  ) throws(RunFailure) -> [Int32] {
    let side = direction == .up ? graph.links.up : graph.links.down
    beginWalk()
    // Out of the class for as long as the walk runs, so that each write is a plain store.
    var marks: [UInt32] = []
    swap(&marks, &self.marks)
    defer { swap(&marks, &self.marks) }
    let walkNumber = walkNumber
    let wanted = (0..<graph.links.showsAlignment.count).map {
      follows(UInt8(truncatingIfNeeded: $0), kind)
    }
    // The goals one starts from, then those reached; a level is a stretch of it.
    var queue = starts
    var end = queue.count
    var level = 0..<end
    var steps = 0
    while !level.isEmpty, steps < depth ?? .max {
      steps += 1
      for first in stride(from: level.lowerBound, to: level.upperBound, by: Self.goalsAtATime) {
        let part = first..<min(first + Self.goalsAtATime, level.upperBound)
        let edges = part.reduce(0) { $0 + side.range(Int(queue[$1])).count }
        try budget.charge(ticks: edges)
        if end + edges > queue.count {
          let more = max(edges, queue.count)
          try budget.charge(bytes: more * MemoryLayout<Int32>.stride)
          queue.append(contentsOf: repeatElement(0, count: more))
        }
        end = Self.visit(part, &queue, from: end, side, wanted, &marks, walkNumber)
      }
      level = level.upperBound..<end
      if inOrder { sortByPlace(&queue[level]) }
    }
    return Array(queue[starts.count..<end])
  }

  /// Adds the goals that links lead to from a part of the queue, behind `end`; gives the new end.
  ///
  /// The queue has room for every edge of the part. Goals and links of the index are in the arrays of
  /// its side, and `marks` has a place for every goal.
  @_optimize(speed)
  private static func visit(
    _ part: Range<Int>, _ queue: inout [Int32], from end: Int, _ side: LinkIndex.Side,
    _ wanted: [Bool], _ marks: inout [UInt32], _ number: UInt32
  ) -> Int {
    var end = end
    let takesAll = wanted.allSatisfy { $0 }
    queue.withUnsafeMutableBufferPointer { queue in
      marks.withUnsafeMutableBufferPointer { marks in
        side.goals.withUnsafeBufferPointer { goals in
          for index in part {
            for place in side.range(Int(queue[index])) {
              if !takesAll, !wanted[Int(side.kinds[place])] { continue }
              let other = goals[place]
              guard marks[Int(other)] != number else { continue }
              marks[Int(other)] = number
              queue[end] = other
              end += 1
            }
          }
        }
      }
    }
    return end
  }

  /// The edges of so many goals are charged at a time, as each charge looks whether the run was
  /// cancelled.
  private static let goalsAtATime = 256

  /// Takes all marks away, by counting on.
  @_optimize(speed)
  private func beginWalk() {
    if marks.isEmpty {
      marks = [UInt32](repeating: 0, count: graph.table(.goals).rowCount)
    }
    if walkNumber == .max {
      for place in marks.indices { marks[place] = 0 }
      walkNumber = 0
    }
    walkNumber += 1
  }

  /// The rows of `table` reached from some of its rows through a reference field turned round, such
  /// as the sub-teams of teams; the rows one starts from come first, each row once.
  func closure(
    of starts: [Int32], through field: String, in table: TableID, depth: Int? = nil
  ) throws(RunFailure) -> [Int32] {
    var seen = Set(starts)
    var found = starts
    guard let lists = graph.inverse(field, of: table) else { return found }
    var level = found
    var steps = 0
    while !level.isEmpty, steps < depth ?? .max {
      steps += 1
      var next: [Int32] = []
      for row in level where Int(row) < lists.count {
        let below = lists[Int(row)]
        try budget.charge(ticks: below.count)
        for other in below where seen.insert(other).inserted { next.append(other) }
      }
      found.append(contentsOf: next)
      level = next
    }
    return found
  }

  /// The rows of nodes in a value, by table, each once, in order.
  func nodeRows(_ value: Value) -> [TableID: [Int32]] {
    var rows: [TableID: [Int32]] = [:]
    var seen: Set<Node> = []
    func add(_ node: Node) {
      if has(node), seen.insert(node).inserted { rows[node.table, default: []].append(node.row) }
    }
    switch value {
    case .node(let node): add(node)
    case .list(let members):
      for case .node(let node) in members { add(node) }
    default: break
    }
    return rows
  }

  /// Whether the graph has the row.
  func has(_ node: Node) -> Bool {
    node.row >= 0 && Int(node.row) < graph.table(node.table).rowCount
  }
}
