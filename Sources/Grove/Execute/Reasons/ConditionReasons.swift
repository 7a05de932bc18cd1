// Why a condition holds for a row or not: what the row's values are, what was asked, and where the
// values come from.

/// Finds the reasons of conditions on the rows of one run.
struct ConditionReasons {
  let context: RunContext
  let provenance: Provenance
  /// The words at a place of the question.
  let text: (SourceRange) -> String

  /// The reason of a condition at a row: yes, no or missing, with the values it looked at.
  func reason(
    _ id: ExpressionID, named name: String, at row: Frame, depth: Int
  ) throws(RunFailure) -> Reason {
    try context.nested { () throws(RunFailure) in
      let value = try context.value(id, row)
      let found = try evidence(id, value, at: row, depth: depth)
      return Reason(
        name, value, found.words, origin: found.origin, source: found.source, parts: found.parts)
    }
  }

  /// The same without its name: what is told depends on the form alone.
  private func evidence(
    _ id: ExpressionID, _ value: Value, at row: Frame, depth: Int
  ) throws(RunFailure) -> Reason {
    let range = context.plan[id].range
    switch context.plan[id].form {
    case .field(let field, frame: 0):
      guard let node = row.node else { break }
      return try provenance.reason(field.name, of: node, depth: depth)
    case .not(let inner):
      return try evidence(inner, try context.value(inner, row), at: row, depth: depth)
    case .and(let members), .or(let members):
      // Members that stand for one modifier together are told as one.
      guard members.allSatisfy({ context.plan[$0].range != range }) else { break }
      var parts: [Reason] = []
      for member in members {
        let name = text(context.plan[member].range)
        parts.append(try reason(member, named: name, at: row, depth: depth))
      }
      return Reason("", value, words(of: parts, id), parts: parts)
    case .compare(let comparison, let left, let right):
      return try compared(comparison, left, right, value, at: row, depth: depth)
    case .filedIn(let place):
      guard let node = row.node else { break }
      return try filed(node, in: try context.value(place, row), depth: depth)
    case .reaches, .ownedBy, .belongsTo, .reportsTo:
      guard let node = row.node else { break }
      return try belonging(id, node, value, at: row)
    case .held(_, _, counted: false):
      return Reason(
        "", value,
        value.isMissing
          ? "it is known on no day of that time"
          : value == .flag(true)
            ? "so it was on some day of that time" : "so it was on no day of it")
    case .isIn(let left, let right), .textTest(_, let left, let right):
      let facts = try facts(left, at: row)
      let asked = try asked("in ", right, at: row)
      let isIn = if case .isIn = context.plan[id].form { true } else { false }
      return Reason(
        "", value, facts + (isIn ? asked : ""), parts: try inputs(left, at: row, depth: depth))
    default: break
    }
    return Reason(
      "", value, try facts(id, at: row), parts: try inputs(id, at: row, depth: depth))
  }

  private func words(of parts: [Reason], _ id: ExpressionID) -> String {
    let isAnd = if case .and = context.plan[id].form { true } else { false }
    let telling = parts.first { $0.value == .flag(!isAnd) } ?? parts.first { $0.value.isMissing }
    guard let telling else {
      return isAnd ? "all of them hold" : "none of them holds"
    }
    return "`\(telling.name)`" + (telling.words.isEmpty ? "" : ": \(telling.words)")
  }

  // MARK: Comparisons

  private func compared(
    _ comparison: Comparison, _ left: ExpressionID, _ right: ExpressionID, _ value: Value,
    at row: Frame, depth: Int
  ) throws(RunFailure) -> Reason {
    if case .field(let field, frame: 0) = context.plan[left].form, field.name == "status",
      comparison == .equal, let node = row.node
    {
      let judged = try provenance.reason("status", of: node, depth: depth)
      let joint = judged.words.hasPrefix("by ") ? " " : ", "
      let words =
        value == .flag(true)
        ? judged.words : "it is \(provenance.say(judged.value))\(joint)\(judged.words)"
      return Reason("", value, words, source: judged.source, parts: judged.parts)
    }
    if let counted = try counted(comparison, left, right, value, at: row, depth: depth) {
      return counted
    }
    let type = context.plan[left].type
    // A value that is as asked says it itself.
    let saysItself = comparison == .equal && value == .flag(true)
    let asked =
      saysItself ? "" : try asked(comparison.words(isDay: type == .date), right, at: row)
    var facts = try facts(left, at: row)
    if context.readsRow(right) { facts += ", " + (try self.facts(right, at: row)) }
    return Reason(
      "", value, facts + asked, parts: try inputs(left, at: row, depth: depth))
  }

  /// `, asked: below 50%`; nothing when what was asked is a value of the row.
  func asked(
    _ word: String, _ id: ExpressionID, at row: Frame
  ) throws(RunFailure) -> String {
    guard !context.readsRow(id) else { return "" }
    let value = try context.value(id, row)
    if case .list(let members) = value, members.count > 5 {
      return ", asked: \(word)\(members.count) of them"
    }
    return ", asked: \(word)\(provenance.say(value))"
  }

  // MARK: Facts

  /// The values of the row that an expression looks at: `progress is 25%, target is missing`.
  func facts(_ id: ExpressionID, at row: Frame) throws(RunFailure) -> String {
    var facts: [String] = []
    for leaf in leaves(id) {
      let fact = "\(name(of: leaf, in: id)) is \(provenance.say(try context.value(leaf, row)))"
      if !facts.contains(fact) { facts.append(fact) }
      if facts.count == 4 { break }
    }
    return facts.joined(separator: ", ")
  }

  /// A part of a condition as it is written; one that a modifier stands for as it is understood.
  private func name(of id: ExpressionID, in condition: ExpressionID) -> String {
    let range = context.plan[id].range
    let written = text(range)
    switch context.plan[id].form {
    case .column where !written.isEmpty: return written
    case .aggregateRows, .aggregateList, .call, .callFunction, .definedField, .seen, .held, .series:
      if range != context.plan[condition].range, !written.isEmpty { return written }
    default: break
    }
    return PlanText(plan: context.plan, graph: context.graph).text(id)
  }

  /// The largest parts of an expression that are values of the row on their own.
  private func leaves(_ id: ExpressionID, level: Int = 0) -> [ExpressionID] {
    guard context.readsRow(id), level < 32 else { return [] }
    switch context.plan[id].form {
    case .and(let parts), .or(let parts), .coalesce(let parts), .list(let parts):
      return parts.flatMap { leaves($0, level: level + 1) }
    case .not, .compare, .isIn, .textTest, .isMissing, .isPresent, .arithmetic, .negate,
      .conditional:
      return context.plan[id].form.operands.flatMap { leaves($0, level: level + 1) }
    default: return [id]
    }
  }

  /// The reasons of the row's own fields that an expression reads.
  private func inputs(
    _ id: ExpressionID, at row: Frame, depth: Int
  ) throws(RunFailure) -> [Reason] {
    guard depth > 0, let node = row.node else { return [] }
    var parts: [Reason] = []
    for leaf in leaves(id).prefix(4) {
      guard case .field(let field, frame: 0) = context.plan[leaf].form,
        !parts.contains(where: { $0.name == field.name })
      else { continue }
      parts.append(try provenance.reason(field.name, of: node, depth: depth - 1))
    }
    return parts
  }

  // MARK: Belonging

  private func filed(_ node: Node, in place: Value, depth: Int) throws(RunFailure) -> Reason {
    let asked = ", asked: in \(provenance.say(place))"
    let field = node.table == .goals ? "cycle" : "date"
    let cycle = try provenance.reason(field, of: node, depth: 0)
    if !cycle.value.isMissing {
      return Reason(
        "", .missing, "\(field) is \(provenance.say(cycle.value))\(asked)", origin: cycle.origin,
        source: cycle.source)
    }
    let due = try provenance.reason("due", of: node, depth: 0)
    let day = due.value.isMissing ? "no due day" : "due on \(provenance.say(due.value))"
    return Reason(
      "", .missing, "no cycle, \(day)\(asked)", origin: due.origin, source: due.source)
  }

  private func belonging(
    _ id: ExpressionID, _ node: Node, _ value: Value, at row: Frame
  ) throws(RunFailure) -> Reason {
    let graph = context.graph
    func told(_ words: String, _ field: String? = nil) throws(RunFailure) -> Reason {
      let source = try field.map { name throws(RunFailure) in
        try provenance.reason(name, of: node, depth: 0)
      }
      return Reason(
        "", value, words, origin: source?.origin ?? "",
        source: source?.source ?? graph.place(of: node))
    }
    guard let target = context.membershipTargets(id) else { return try told("") }
    let targets = try context.value(target, row)
    if targets.isMissing { return try told("what was asked for is missing") }
    switch context.plan[id].form {
    case .reaches(let reach, _, _):
      return try told(try reachWords(reach, node, context.nodeRows(targets)[.goals] ?? []))
    case .reportsTo:
      var names: [String] = []
      var at = node
      while names.count < 12, let manager = provenance.node("manager", of: at) {
        names.append(graph.name(of: manager))
        at = manager
      }
      return try told(
        names.isEmpty ? "it reports to nobody" : "reports to \(names.joined(separator: ", "))")
    case .ownedBy:
      return try told(ownerWords(node), "owner")
    default:
      let tables = Set(context.nodeRows(targets).keys)
      if tables.contains(.people), node.table == .goals {
        return try told(ownerWords(node), "owner")
      }
      let fields: [(TableID, String)] = [
        (.teams, node.table == .goals ? "teams" : node.table == .teams ? "parent" : "team"),
        (.cycles, node.table == .cycles ? "parent" : "cycle"),
        (.goals, node.table == .checkIns ? "goal" : "objective"),
      ]
      for (table, field) in fields where tables.contains(table) {
        let value = graph.value(field, of: node)
        var name = field
        if case .list(let members) = value, members.count == 1 { name = String(field.dropLast()) }
        return try told("\(name) is \(provenance.say(value))", field)
      }
      return try told("")
    }
  }

  private func ownerWords(_ node: Node) -> String {
    let own = context.graph.value("owners", of: node)
    if !own.isMissing, own != .list([]) { return "owner is \(provenance.say(own))" }
    guard let objective = provenance.node("objective", of: node) else { return "no owner is given" }
    return "no owner of its own, its objective's is "
      + provenance.say(context.graph.value("owners", of: objective))
  }

  /// A way between a goal and one of the targets, or that there is none.
  private func reachWords(
    _ reach: Reach, _ node: Node, _ targets: [Int32]
  ) throws(RunFailure) -> String {
    switch reach {
    case .under:
      if let way = try provenance.wayUp(from: node.row, to: Set(targets)) {
        return provenance.words(way)
      }
      return "no way up from it leads there"
    case .supportedBy:
      for target in targets.prefix(100) {
        if let way = try provenance.wayUp(from: target, to: [node.row]) {
          return provenance.words(way)
        }
      }
      return "no way up leads to it from there"
    }
  }
}

extension Comparison {
  /// The word that a measure or date is asked with, and a blank.
  func words(isDay: Bool) -> String {
    switch self {
    case .equal: isDay ? "on " : ""
    case .notEqual: "other than "
    case .before: isDay ? "before " : "below "
    case .until: isDay ? "until " : "at most "
    case .after: isDay ? "after " : "above "
    case .since: isDay ? "since " : "at least "
    }
  }
}
