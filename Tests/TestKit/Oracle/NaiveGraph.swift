// The oracle's graph: rows as dictionaries, links as a list that is searched from end to end.
// Effective fields are looked up when they are asked for. Numbers stand in NaiveGraph+Numbers.

import Grove

/// A graph that answers one field of one row at a time, slowly and plainly.
package final class NaiveGraph {
  struct Link {
    var child: Int32
    var parent: Int32
    var kind: LinkKind
    var weight: Double?
    var line: Int32
    /// Whether it is told by a field of the child alone.
    var isFromField: Bool
  }

  package let world: World
  let schema: Schema
  let today: CivilDate
  /// By table, the rows in the order of the engine's tables.
  var tables: [TableID: [WorldRow]] = [:]
  var nodesByID: [String: Node] = [:]
  var links: [Link] = []
  /// Answers that were worked out before; the oracle is slow enough.
  var known: [String: Value] = [:]
  var knownProgress: [Int32: Double] = [:]
  var underWay: Set<Int32> = []

  package init(_ world: World) {
    self.world = world
    schema = world.schema
    today = world.today
    var goals: [WorldRow] = []
    for kind in schema.goalKinds { goals += world.rows.filter { $0.kind == kind } }
    tables[.goals] = goals
    tables[.teams] = world.rows.filter { $0.kind == .teams }
    tables[.people] = world.rows.filter { $0.kind == .people }
    tables[.cycles] = world.rows.filter { $0.kind == .cycles }
    for table in [TableID.goals, .teams, .people, .cycles] {
      for (row, value) in (tables[table] ?? []).enumerated() {
        nodesByID[value.id] = Node(table: table, row: Int32(row))
      }
    }
    makeLinks()
    let checkIns = world.rows.filter { $0.kind == .checkIns }.filter { checkIn in
      reference(checkIn.fields["goal"]) != nil && !(checkIn.fields["date"] ?? .missing).isMissing
    }
    tables[.checkIns] = checkIns.enumerated().sorted { left, right in
      let goals = (reference(left.element.fields["goal"]), reference(right.element.fields["goal"]))
      if let a = goals.0, let b = goals.1, a != b { return a < b }
      if case .date(let a)? = left.element.fields["date"],
        case .date(let b)? = right.element.fields["date"], a != b
      {
        return a < b
      }
      return left.offset < right.offset
    }.map(\.element)
  }

  /// The row that an id, or the first id of a list, names.
  func reference(_ value: Value?) -> Node? { references(value).first }

  func references(_ value: Value?) -> [Node] {
    switch value {
    case .text(let id)?: nodesByID[id].map { [$0] } ?? []
    case .list(let ids)?: ids.flatMap { references($0) }
    default: []
    }
  }

  private func makeLinks() {
    func add(
      _ child: Node, _ parent: Node, _ kind: String, _ weight: Double?, _ line: Int32,
      isFromField: Bool = false
    ) {
      guard let kind = schema.linkKind(kind) else { return }
      let shows = kind.effect != .nothing
      let twin = links.firstIndex { link in
        link.child == child.row && link.parent == parent.row
          && (shows ? link.kind.effect != .nothing : link.kind.name == kind.name)
      }
      guard let twin else {
        links.append(
          Link(
            child: child.row, parent: parent.row, kind: kind, weight: weight, line: line,
            isFromField: isFromField))
        return
      }
      // The same tie twice is one; the weight that is given first wins, and so does the place of a
      // row of its own.
      if links[twin].weight == nil { links[twin].weight = weight }
      if links[twin].isFromField { links[twin].line = line }
      links[twin].isFromField = false
    }
    for (row, goal) in (tables[.goals] ?? []).enumerated() where goal.kind == .keyResults {
      for objective in references(goal.fields["objectives"]) {
        add(
          Node(table: .goals, row: Int32(row)), objective, "measures", nil, goal.line,
          isFromField: true)
      }
    }
    for link in world.links {
      guard let child = nodesByID[link.child], let parent = nodesByID[link.parent] else { continue }
      add(child, parent, link.kind, link.weight, link.line)
    }
    let order = links.indices.sorted { (links[$0].line, $0) < (links[$1].line, $1) }
    links = order.map { links[$0] }
  }

  // MARK: Rows

  func kind(_ node: Node) -> Kind {
    switch node.table {
    case .checkIns: .checkIns
    case .links: .links
    default: row(node)?.kind ?? .goals
    }
  }

  func row(_ node: Node) -> WorldRow? {
    let rows = tables[node.table] ?? []
    return rows.indices.contains(Int(node.row)) ? rows[Int(node.row)] : nil
  }

  /// The rows of a kind in workspace order.
  func nodes(_ kind: Kind) -> [Node] {
    let table = schema.definition(kind).table
    if kind == .links { return links.indices.map { Node(table: .links, row: Int32($0)) } }
    let rows = tables[table] ?? []
    let nodes = rows.indices.map { Node(table: table, row: Int32($0)) }
    guard table == .goals else { return nodes }
    guard kind == .goals else { return nodes.filter { self.kind($0) == kind } }
    return nodes.filter { !self.kind($0).isOwn }.sorted { line($0) < line($1) }
  }

  private func line(_ node: Node) -> Int32 { row(node)?.line ?? 0 }

  // MARK: Fields

  /// A field of a row; missing when its kind has none of that name.
  func field(_ name: String, _ node: Node) -> Value {
    let key = "\(node.table.rawValue) \(node.row) \(name)"
    if let value = known[key] { return value }
    let value = compute(name, node)
    known[key] = value
    return value
  }

  private func compute(_ name: String, _ node: Node) -> Value {
    let definition = schema.definition(kind(node))
    guard let field = definition.field(name) else { return .missing }
    if node.table == .links { return linkField(name, links[Int(node.row)]) }
    switch (node.table, name) {
    case (_, "id"):
      let id = row(node)?.id ?? ""
      return id.isEmpty ? .missing : .text(id)
    case (.goals, "kind"): return .text(definition.singular)
    case (_, "source"): return .text("world.yaml:\(line(node))")
    case (.goals, "cycle"): return cycle(node).map { .node($0) } ?? .missing
    case (.goals, "teams"): return list(teams(node))
    case (.goals, "team"): return teams(node).first.map { .node($0) } ?? .missing
    case (.goals, "owners"): return list(owners(node))
    case (.goals, "owner"): return owners(node).first.map { .node($0) } ?? .missing
    case (.goals, "objectives"): return list(objectives(node))
    case (.goals, "objective"): return objectives(node).first.map { .node($0) } ?? .missing
    case (.goals, "start"), (.goals, "due"): return date(name, node)
    case (.goals, "direction") where kind(node) == .keyResults:
      let given = stored(name, node)
      let isInferred =
        given.isMissing && plain("target", node) != nil && stored("milestones", node).isMissing
      return isInferred ? .text(direction(node)) : given
    default: break
    }
    if case .measure = field.access { return computed(name, node) }
    return stored(name, node, as: field.type)
  }

  /// What the row itself says.
  func stored(_ name: String, _ node: Node) -> Value {
    guard let field = schema.definition(kind(node)).field(name) else { return .missing }
    return stored(name, node, as: field.type)
  }

  private func stored(_ name: String, _ node: Node, as type: ValueType) -> Value {
    guard let value = row(node)?.fields[name] else { return .missing }
    switch type {
    case .node: return reference(value).map { .node($0) } ?? .missing
    case .list(.node): return list(references(value))
    case .ratio: return number(value).map { .ratio($0) } ?? .missing
    case .number: return number(value).map { .number($0) } ?? .missing
    case .list(.text):
      if case .list(let members) = value { return members.isEmpty ? .missing : value }
      return value.isMissing ? .missing : .list([value])
    default: return value
    }
  }

  func number(_ value: Value) -> Double? {
    switch value {
    case .number(let number), .ratio(let number), .points(let number): number
    default: nil
    }
  }

  func list(_ nodes: [Node]) -> Value {
    nodes.isEmpty ? .missing : .list(nodes.map { .node($0) })
  }

  private func linkField(_ name: String, _ link: Link) -> Value {
    switch name {
    case "child": .node(Node(table: .goals, row: link.child))
    case "parent": .node(Node(table: .goals, row: link.parent))
    case "kind": .text(link.kind.name)
    case "weight": link.weight.map { .number($0) } ?? .missing
    case "source": .text("world.yaml:\(link.line)")
    default: .missing
    }
  }

  // MARK: Own or inherited

  private func isKeyResult(_ node: Node) -> Bool { kind(node) == .keyResults }

  func objectives(_ node: Node) -> [Node] {
    isKeyResult(node) ? unique(references(row(node)?.fields["objectives"])) : []
  }

  private func unique(_ nodes: [Node]) -> [Node] {
    var seen: Set<Node> = []
    return nodes.filter { seen.insert($0).inserted }
  }

  func owners(_ node: Node) -> [Node] { unique(references(row(node)?.fields["owners"])) }

  func cycle(_ node: Node) -> Node? {
    if let own = reference(row(node)?.fields["cycle"]) { return own }
    return objectives(node).first.flatMap { cycle($0) }
  }

  func teams(_ node: Node) -> [Node] {
    let own = unique(references(row(node)?.fields["teams"]))
    if own.isEmpty, let objective = objectives(node).first { return teams(objective) }
    return own
  }

  /// `start` or `due`: the goal's own; else, unless it has a cycle of its own, its objective's; else
  /// its cycle's.
  private func date(_ name: String, _ node: Node) -> Value {
    if let own = row(node)?.fields[name], !own.isMissing { return own }
    if reference(row(node)?.fields["cycle"]) == nil, let objective = objectives(node).first {
      let inherited = field(name, objective)
      if !inherited.isMissing { return inherited }
    }
    guard let cycle = cycle(node) else { return .missing }
    return row(cycle)?.fields[name == "start" ? "start" : "end"] ?? .missing
  }

  func day(_ name: String, _ node: Node) -> CivilDate? {
    if case .date(let day) = field(name, node) { day } else { nil }
  }

  // MARK: Ties

  /// The goals one link up or down, of one kind of link or of all that show alignment.
  func neighbours(_ node: Node, up: Bool, kind: String? = nil) -> [Node] {
    guard node.table == .goals else { return [] }
    return links.filter { link in
      (up ? link.child : link.parent) == node.row
        && (kind.map { link.kind.name == $0 } ?? (link.kind.effect != .nothing))
    }.map { Node(table: .goals, row: up ? $0.parent : $0.child) }
  }

  /// Everything up or down in at least one and at most `depth` steps.
  func reachable(_ node: Node, up: Bool, depth: Int = .max) -> Set<Node> {
    var reached: Set<Node> = []
    var level: Set<Node> = [node]
    var steps = 0
    while steps < depth, !level.isEmpty {
      steps += 1
      level = Set(level.flatMap { neighbours($0, up: up) }).subtracting(reached)
      reached.formUnion(level)
    }
    return reached
  }

  /// A row with the rows of its table below it through their field `parent`.
  func withDescendants(_ node: Node) -> Set<Node> {
    var all: Set<Node> = [node]
    var changed = true
    while changed {
      changed = false
      for (row, value) in (tables[node.table] ?? []).enumerated() {
        let child = Node(table: node.table, row: Int32(row))
        if let parent = reference(value.fields["parent"]), all.contains(parent),
          all.insert(child).inserted
        {
          changed = true
        }
      }
    }
    return all
  }

  /// Whether a person reports to a manager in at most `depth` steps.
  func reports(_ person: Node, to manager: Node, depth: Int = .max) -> Bool {
    var seen: Set<Node> = []
    var above = reference(row(person)?.fields["manager"])
    var steps = 1
    while let one = above, steps <= depth, seen.insert(one).inserted {
      if one == manager { return true }
      above = reference(row(one)?.fields["manager"])
      steps += 1
    }
    return false
  }

  /// The rows that a relation by name leads to; nil when the kind has no such relation.
  func related(_ name: String, _ node: Node, as kind: Kind? = nil) -> [Node]? {
    let definition = schema.definition(kind ?? self.kind(node))
    guard let relation = definition.relation(name) else { return nil }
    var found: [Node]
    switch relation.path {
    case .field(let field):
      switch self.field(field, node) {
      case .node(let one): found = [one]
      case .list(let many):
        found = many.compactMap { if case .node(let one) = $0 { one } else { nil } }
      default: found = []
      }
    case .inverse(let field):
      let table = schema.definition(relation.target).table
      let all = (tables[table] ?? []).indices.map { Node(table: table, row: Int32($0)) }
      found = (table == .links ? nodes(.links) : all).filter { other in
        switch self.field(field, other) {
        case .node(let one): one == node
        case .list(let many): many.contains(.node(node))
        default: false
        }
      }
    case .links(let direction, let kind, let transitive):
      if transitive {
        // The order of what is many links away is not promised: nearest first, then as the rows are.
        found = []
        var level = [node]
        while !level.isEmpty {
          var next: [Node] = []
          for one in level {
            for other in neighbours(one, up: direction == .up) where !found.contains(other) {
              found.append(other)
              next.append(other)
            }
          }
          level = next
        }
      } else {
        found = neighbours(node, up: direction == .up, kind: kind)
      }
    }
    let target = relation.target
    // What is called `goals` holds the four kinds of them; children may be of an own kind.
    if name == "goals" { return found.filter { !self.kind($0).isOwn } }
    guard schema.definition(target).table == .goals, target != .goals else { return found }
    return found.filter { self.kind($0) == target }
  }
}
