// Finds what two graphs of one workspace differ in: rows by id, stored fields one by one, links, and
// the computed numbers with what moved them.

extension GraphDifference {
  /// The differences from one session's graph to another's; both on the day of `new`.
  ///
  /// - Complexity: O(rows x fields).
  /// - Throws: when a limit of the sessions is hit while progress is computed.
  public init(from old: Session, to new: Session) throws(QueryFailure) {
    let before = try Side(Session(graph: old.graph, today: new.today, limits: old.limits))
    let after = try Side(new)
    var added: [Change] = []
    var removed: [Change] = []
    var changed: [Change] = []
    for (node, row) in after.rows {
      let id = after.graph.id(of: node)
      if let other = before.node(id, node.table) {
        if let change = Self.change(from: other, in: before, to: node, row, in: after) {
          changed.append(change)
        }
      } else {
        added.append(after.whole(node, sort: .added))
      }
    }
    for (node, _) in before.rows where after.node(before.graph.id(of: node), node.table) == nil {
      removed.append(before.whole(node, sort: .removed))
    }
    graph = new.graph
    today = new.today
    changes = added + removed + changed
  }

  /// What is different about a row that both have; nil when nothing is.
  private static func change(
    from old: Node, in before: Side, to new: Node, _ row: Int?, in after: Side
  ) -> Change? {
    let kind = after.graph.schema.definition(after.graph.kind(of: new))
    var fields: [Cell] = []
    for field in kind.fields where Side.isCompared(field, of: kind) {
      let cell = Cell(
        name: Side.shownName(field.name), old: before.cell(field.name, old),
        new: after.cell(field.name, new))
      if cell.old == cell.new { continue }
      if after.isInherited(field, new, like: cell, from: before, old) { continue }
      fields.append(cell)
    }
    let links = links(from: before.links[old] ?? [], to: after.links[new] ?? [])
    let measures = Side.measures.compactMap { name -> Cell? in
      let cell = Cell(
        name: name, old: before.measure(name, old), new: after.measure(name, new))
      return cell.old == cell.new ? nil : cell
    }
    if fields.isEmpty, links.isEmpty, measures.isEmpty { return nil }
    let moves = measures.contains { $0.name == "progress" || $0.name == "attainment" }
    return Change(
      sort: .changed, kind: kind.singular, id: after.graph.id(of: new),
      name: after.graph.name(of: new), fields: fields, links: links, measures: measures,
      causes: moves ? causes(fields, from: old, in: before, to: new, in: after) : [])
  }

  // MARK: Links

  private static func links(from old: [Side.Link], to new: [Side.Link]) -> [LinkChange] {
    var changes: [LinkChange] = []
    for link in new {
      let other = old.first { $0.parent == link.parent && $0.kind == link.kind }
      if let other, other.weight == link.weight { continue }
      changes.append(
        LinkChange(
          sort: other == nil ? .added : .changed, parent: link.parent, kind: link.kind,
          weight: Cell(name: "weight", old: other?.weight ?? .missing, new: link.weight)))
    }
    for link in old
    where !new.contains(where: { $0.parent == link.parent && $0.kind == link.kind }) {
      changes.append(
        LinkChange(
          sort: .removed, parent: link.parent, kind: link.kind,
          weight: Cell(name: "weight", old: link.weight, new: .missing)))
    }
    return changes
  }

  // MARK: Causes

  /// The goal's own fields that progress is computed of and that moved, then the goals below that
  /// moved, came or went.
  private static func causes(
    _ fields: [Cell], from old: Node, in before: Side, to new: Node, in after: Side
  ) -> [Cause] {
    let own = fields.filter { Side.measured.contains($0.name) }.map { Cause(child: nil, cell: $0) }
    var causes: [(cause: Cause, size: Double)] = []
    func add(_ child: String, _ name: String, _ old: Value, _ new: Value) {
      let size = abs((new.double ?? 0) - (old.double ?? 0))
      causes.append((Cause(child: child, cell: Cell(name: name, old: old, new: new)), size))
    }
    let children = before.children(of: old)
    let present = after.children(of: new)
    for child in present {
      let progress = after.measure("progress", child.node)
      guard let earlier = children.first(where: { $0.id == child.id }) else {
        add(child.id, "added", .missing, progress)
        continue
      }
      let past = before.measure("progress", earlier.node)
      if past != progress { add(child.id, "progress", past, progress) }
      if earlier.weight != child.weight {
        add(child.id, "weight", .number(earlier.weight), .number(child.weight))
      }
    }
    for child in children where !present.contains(where: { $0.id == child.id }) {
      add(child.id, "removed", before.measure("progress", child.node), .missing)
    }
    // Sorting keeps the order of equals, so that the same files always give the same answer.
    return own
      + causes.enumerated()
      .sorted { ($1.element.size, $0.offset) < ($0.element.size, $1.offset) }
      .map(\.element.cause)
  }
}

/// One of the two graphs, with what is asked of each row made ready.
private struct Side {
  struct Link {
    let parent: String
    let kind: String
    let weight: Value
  }

  let graph: GoalGraph
  /// Every row with an id: goals in the order of the files, then people, teams and cycles. With the
  /// row of a goal among the computed numbers.
  let rows: [(node: Node, measured: Int?)]
  private(set) var links: [Node: [Link]] = [:]
  private let result: QueryResult?
  private let contributions: Contributions
  private let columns: [String: Int]
  private let rowOfNode: [Node: Int]

  static let measures = ["progress", "status", "attainment", "health"]
  /// Fields whose newest value may come from a check-in instead of the goal's own cell.
  private static let newest = ["current", "value", "confidence", "stated_status"]
  /// The fields that progress and attainment are computed of.
  static let measured: Set = [
    "baseline", "target", "current", "value", "direction", "low", "high", "milestones",
    "stated_progress", "rollup", "state",
  ]
  /// What tells of a row that is new or gone what it is of.
  private static let telling = [
    "objective", "owner", "team", "cycle", "due", "baseline", "target", "unit", "parent", "manager",
    "start", "end",
  ]

  init(_ session: Session) throws(QueryFailure) {
    graph = session.graph
    contributions = Contributions(session.measures)
    let names = Self.measures + Self.newest
    var asked: QueryResult?
    if case .table(let table)? =
      try session.run("goals | show \(names.joined(separator: ", "))").last
    {
      asked = table
    }
    result = asked
    columns = Dictionary(
      (asked?.columns ?? []).enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first })
    var rows: [(Node, Int?)] = []
    var rowOfNode: [Node: Int] = [:]
    for (row, node) in (asked?.nodes ?? []).enumerated() {
      guard let node else { continue }
      rows.append((node, row))
      rowOfNode[node] = row
    }
    for kind in graph.schema.ownKinds.map(\.kind) + [.people, .teams, .cycles] {
      rows += graph.nodes(kind).map { ($0, nil) }
    }
    self.rows = rows
    self.rowOfNode = rowOfNode
    for link in graph.nodes(.links) {
      guard case .node(let child) = graph.value("child", of: link),
        case .node(let parent) = graph.value("parent", of: link),
        case .text(let kind) = graph.value("kind", of: link), kind != "measures"
      else { continue }
      links[child, default: []].append(
        Link(parent: graph.id(of: parent), kind: kind, weight: graph.value("weight", of: link)))
    }
  }

  func node(_ id: String, _ table: TableID) -> Node? {
    graph.nodes(id: id).first { $0.table == table }
  }

  /// Whether a field says something of the row itself. Of several owners and one of them only the
  /// list is compared; where a row stands in its file, and when that was, is no change of it.
  static func isCompared(_ field: FieldDefinition, of kind: KindDefinition) -> Bool {
    guard field.isStored, field.access != .id,
      !["created", "updated"].contains(field.name)
    else { return false }
    return lists.allSatisfy { $0.key != field.name || kind.field($0.value) == nil }
  }

  private static let lists = ["owner": "owners", "team": "teams", "objective": "objectives"]

  /// Several owners go by the name of one.
  static func shownName(_ field: String) -> String {
    lists.first { $0.value == field }?.key ?? field
  }

  /// A cell, with things told by their ids.
  func cell(_ name: String, _ node: Node) -> Value {
    Self.newest.contains(name) && rowOfNode[node] != nil
      ? measure(name, node) : told(graph.value(name, of: node))
  }

  private func told(_ value: Value) -> Value {
    switch value {
    case .node(let node): .text(graph.id(of: node))
    case .list(let values) where values.count == 1: values.first.map(told) ?? .missing
    case .list(let values): values.isEmpty ? .missing : .list(values.map(told))
    default: value
    }
  }

  func measure(_ name: String, _ node: Node) -> Value {
    guard let result, let row = rowOfNode[node], let column = columns[name] else { return .missing }
    return told(result.value(row: row, column: column))
  }

  /// A new row, or one that is gone.
  func whole(_ node: Node, sort: GraphDifference.Sort) -> GraphDifference.Change {
    let kind = graph.schema.definition(graph.kind(of: node))
    let fields = Self.telling.compactMap { name -> GraphDifference.Cell? in
      let value = cell(name, node)
      if value.isMissing || kind.field(name) == nil { return nil }
      return sort == .added
        ? GraphDifference.Cell(name: name, old: .missing, new: value)
        : GraphDifference.Cell(name: name, old: value, new: .missing)
    }
    let changes = (links[node] ?? []).map { link in
      GraphDifference.LinkChange(
        sort: sort, parent: link.parent, kind: link.kind,
        weight: GraphDifference.Cell(
          name: "weight", old: sort == .added ? .missing : link.weight,
          new: sort == .added ? link.weight : .missing))
    }
    return GraphDifference.Change(
      sort: sort, kind: kind.singular, id: graph.id(of: node), name: graph.name(of: node),
      fields: fields, links: changes, measures: [], causes: [])
  }

  /// Whether a changed cell only follows another row that is told of itself: a key result's dates
  /// its objective's, a goal's dates its cycle's.
  func isInherited(
    _ field: FieldDefinition, _ node: Node, like cell: GraphDifference.Cell, from before: Side,
    _ old: Node
  ) -> Bool {
    guard field.origin == .effective else { return false }
    for (reference, name) in [
      ("objective", field.name), ("cycle", field.name == "due" ? "end" : field.name),
    ] {
      guard case .node(let now) = graph.value(reference, of: node),
        case .node(let then) = before.graph.value(reference, of: old)
      else { continue }
      if self.cell(name, now) == cell.new, before.cell(name, then) == cell.old { return true }
    }
    return false
  }

  /// The goals that an objective's progress is rolled up from, and what each counts.
  func children(of node: Node) -> [(id: String, node: Node, weight: Double)] {
    guard node.table == .goals, contributions.isObjective(Int(node.row)) else { return [] }
    var children: [(id: String, node: Node, weight: Double)] = []
    contributions.forEachChild(of: Int(node.row)) { child, weight in
      let node = Node(table: .goals, row: Int32(truncatingIfNeeded: child))
      children.append((graph.id(of: node), node, weight.isNaN ? 1 : weight))
    }
    return children
  }
}
