// Where a value comes from: the fields it was computed of, down to the rows of the files. This file
// chooses by field; the families of computed fields stand beside. Numbers are never computed anew:
// they are those of the measures, and reasons only tell of what they were made.

/// Finds the reasons of values as seen from one viewpoint.
struct Provenance {
  let graph: GoalGraph
  let measures: MeasureCache
  let bounds: Bounds
  let contributions: Contributions
  let budget: Budget
  private let functions: FunctionContext
  private let room = Room()

  /// Reasons told in all, so that a roll-up of a whole firm stays readable.
  private static let limit = 400
  /// How deep a tree of reasons may be.
  static let depthLimit = 24
  /// How many children of one goal are told apart.
  static let childLimit = 40

  private final class Room { var used = 0 }

  init(_ context: RunContext) throws(RunFailure) {
    graph = context.graph
    measures = context.measures
    budget = context.budget
    functions = context.functions
    try budget.charge(ticks: measures.goalCount)
    bounds = Bounds(measures)
    contributions = Contributions(measures)
  }

  var today: CivilDate { measures.viewpoint.today }

  /// The reason of a field of a node, with those of its inputs to `depth` levels.
  func reason(_ field: String, of node: Node, depth: Int) throws(RunFailure) -> Reason {
    try budget.charge(ticks: 1)
    room.used += 1
    let depth = room.used > Self.limit ? 0 : depth
    let kind = graph.schema.definition(graph.kind(of: node))
    guard let definition = kind.field(field) else { return relation(field, of: node) }
    if let assumed = measures.viewpoint.assumptions.last(where: {
      $0.node == node && $0.field == field
    }) {
      return Reason(field, assumed.value, "assumed")
    }
    switch definition.access {
    case .measure(let measure):
      let value = measures.value(measure, row: Int(node.row), type: definition.type)
      let made = try reason(measure, field, value, of: node, depth: depth)
      return made.words.isEmpty && value.isMissing
        ? made.with(words: definition.missingMeans) : made
    case .column, .id, .kind, .source:
      return stored(definition, of: node)
    }
  }

  /// The reasons of several fields; none when the depth is used up.
  func parts(_ fields: [String], of node: Node, depth: Int) throws(RunFailure) -> [Reason] {
    guard depth > 0 else { return [] }
    var parts: [Reason] = []
    for field in fields { parts.append(try reason(field, of: node, depth: depth - 1)) }
    return parts
  }

  // MARK: Given values

  /// A value as a file gives it, the row's own or that of its objective or cycle.
  func stored(_ definition: FieldDefinition, of node: Node) -> Reason {
    let value = graph.value(definition.name, of: node)
    if value.isMissing || value == .list([]) {
      let isSet = graph.isSetInCode(definition.name, of: node)
      return Reason(
        definition.name, .missing, definition.missingMeans,
        origin: graph.origin(of: definition.name, node),
        source: isSet ? nil : graph.place(of: node))
    }
    if let change = lastChange(of: definition.name, node, value) { return change }
    let owner = owner(of: definition.name, node)
    return Reason(
      definition.name, value,
      origin: [owner.words, graph.origin(of: owner.field, owner.node)].filter { !$0.isEmpty }
        .joined(separator: ", "),
      source: graph.place(of: owner.field, owner.node))
  }

  /// The change that gave a goal's field its value; nil when none did.
  private func lastChange(of field: String, _ node: Node, _ value: Value) -> Reason? {
    guard node.table == .goals else { return nil }
    var later: Reason?
    for row in graph.changes(of: Int(node.row)).reversed() {
      let change = Node(table: .changes, row: Int32(truncatingIfNeeded: row))
      guard graph.value("field", of: change) == .text(field),
        case .date(let day) = graph.value("date", of: change)
      else { continue }
      if day > today {
        // What a change of a later day says was there before.
        later =
          graph.value("old", of: change) == value
          ? Reason(
            field, value, origin: "until a change on \(Understanding.date(day))",
            source: graph.place(of: change)) : nil
        continue
      }
      guard graph.value("new", of: change) == value else { return nil }
      let old = graph.value("old", of: change)
      return Reason(
        field, value, old.isMissing ? "" : "before it was \(say(old))",
        origin: "change of \(Understanding.date(day))", source: graph.place(of: change))
    }
    return later
  }

  private func relation(_ name: String, of node: Node) -> Reason {
    Reason(name, .missing, "no field", source: graph.place(of: node))
  }

  /// The row that a field's value is of, with words for one that is not the goal's own: key results
  /// take what they are not given from their objective, goals their days from their cycle.
  private func owner(
    of field: String, _ node: Node
  ) -> (node: Node, field: String, words: String) {
    guard node.table == .goals, !graph.isOwn(field, of: Int(node.row)), field != "direction"
    else { return (node, field, "") }
    let value = graph.value(field, of: node)
    let ofCycle = field == "due" ? "end" : field
    if let objective = self.node("objective", of: node),
      graph.value(field, of: objective) == value
    {
      if graph.isOwn(field, of: Int(objective.row)) {
        return (objective, field, "its objective \(graph.id(of: objective))")
      }
      if let cycle = self.node("cycle", of: objective) {
        return (cycle, ofCycle, "cycle \(graph.name(of: cycle)) of its objective")
      }
    }
    if let cycle = self.node("cycle", of: node) {
      return (cycle, ofCycle, "cycle \(graph.name(of: cycle))")
    }
    return (node, field, "")
  }

  /// The node that a field names.
  func node(_ field: String, of node: Node) -> Node? {
    if case .node(let other) = graph.value(field, of: node) { other } else { nil }
  }

  // MARK: Words

  /// A value as a sentence writes it.
  func say(_ value: Value) -> String {
    switch value {
    case .missing: return "missing"
    case .date(let day): return Understanding.date(day)
    case .period(let period): return Understanding.words(period)
    case .node(let node) where node.table == .checkIns: return named(checkIn: node)
    case .node(let node) where node.table == .goals: return graph.id(of: node)
    case .text(let text) where text.count > 60: return "\"\(text.prefix(59))...\""
    default: return (try? ValueText.describe(value, functions)) ?? "..."
    }
  }

  /// A number as the files write it, at most nine decimals.
  func say(_ number: Double) -> String {
    number.isNaN ? "missing" : ValueText.number(Ratio.rounded(number))
  }

  func percent(_ ratio: Double) -> String { ratio.isNaN ? "missing" : say(.ratio(ratio)) }
  func points(_ points: Double) -> String { points.isNaN ? "missing" : say(.points(points)) }

  /// `check-in of 12 May 2026`.
  func named(checkIn node: Node) -> String {
    guard case .date(let day) = graph.value("date", of: node) else { return "check-in" }
    return "check-in of \(Understanding.date(day))"
  }

  /// `14 days`, `1 day`.
  func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }
}
