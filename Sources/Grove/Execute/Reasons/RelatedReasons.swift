// Why a row has as many related things as it has: `with`, `without` and `changed` count those that a
// query finds, and the reason names them.

extension ConditionReasons {
  /// The reason of a comparison of a count of related rows that a modifier stands for; nil for any
  /// other.
  func counted(
    _ comparison: Comparison, _ left: ExpressionID, _ right: ExpressionID, _ value: Value,
    at row: Frame, depth: Int
  ) throws(RunFailure) -> Reason? {
    guard case .aggregateList(.count, let arguments) = context.plan[left].form,
      let members = arguments.first, case .list(.node(let kind)) = context.plan[members].type
    else { return nil }
    switch context.plan[members].form {
    case .query, .related: break
    default: return nil
    }
    let definition = context.graph.schema.definition(kind)
    guard case .list(let found) = try context.value(members, row) else { return nil }
    let nodes = found.compactMap { if case .node(let node) = $0 { node } else { nil } }
    let noun = nodes.count == 1 ? definition.singular : definition.plural
    let isAll = if case .related = context.plan[members].form { true } else { false }
    let words = "\(nodes.count == 0 ? "no" : "\(nodes.count)")\(isAll ? "" : " such") \(noun)"
    var asked = ""
    if value != .flag(true) {
      let bound = try context.value(right, row)
      switch (comparison, bound) {
      case (.after, .number(0)): asked = ", asked: at least one"
      case (.equal, .number(0)): asked = ", asked: none"
      default: asked = try self.asked(comparison.words(isDay: false), right, at: row)
      }
    }
    let parts = depth > 0 ? nodes.prefix(Self.memberLimit).map { told($0) } : []
    let source = parts.isEmpty ? row.node.flatMap { context.graph.place(of: $0) } : nil
    return Reason("", value, words + asked, source: source, parts: Array(parts))
  }

  /// So many of the related rows are named.
  private static let memberLimit = 5

  private func told(_ node: Node) -> Reason {
    let graph = context.graph
    func value(_ field: String) -> Value { graph.value(field, of: node) }
    let source = graph.place(of: node)
    switch node.table {
    case .checkIns:
      return Reason(provenance.named(checkIn: node), value("value"), source: source)
    case .changes:
      let day = if case .date(let day) = value("date") { Understanding.date(day) } else { "no day" }
      let old = value("old")
      return Reason(
        "change of \(day)", value("new"),
        old.isMissing ? "" : "before it was \(provenance.say(old))",
        source: source)
    case .links:
      return Reason("link", value("child"), "to \(provenance.say(value("parent")))", source: source)
    default:
      return Reason(graph.id(of: node), .flag(true), graph.name(of: node), source: source)
    }
  }
}
