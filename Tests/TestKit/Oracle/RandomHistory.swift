// Histories for random workspaces: recorded changes that follow one another, links with days, and
// an owner that no list has. And the workspace that never had some of its goals.

package import Grove

/// A field that changes, with the values it takes.
package enum ChangingField: String, CaseIterable, Sendable {
  case state, target, due, owner, objective

  /// The field of a row that holds the newest value.
  package var cell: String {
    switch self {
    case .owner: "owners"
    case .objective: "objectives"
    case .state, .target, .due: rawValue
    }
  }

  /// Whether goals of a kind have it.
  package func isOf(_ kind: Kind) -> Bool {
    switch self {
    case .state, .due, .owner: true
    case .target: kind == .keyResults || kind == .kpis
    case .objective: kind == .keyResults
    }
  }
}

extension World {
  /// The owner that is only named.
  package static let unlisted = "Zoe Zabel"

  package var goals: [WorldRow] {
    rows.filter { schema.definition($0.kind).table == .goals }
  }

  package var lastLine: Int32 { max(rows.map(\.line).max() ?? 0, links.map(\.line).max() ?? 0) }

  package func day(_ dice: inout Dice) -> CivilDate {
    today.adding(days: dice.number(-90...30)) ?? today
  }

  /// A value of a field; missing now and then.
  package func value(of field: ChangingField, _ dice: inout Dice) -> Value {
    if dice.chance(12) { return .missing }
    func id(_ kind: Kind) -> Value {
      let ids = rows.filter { $0.kind == kind }.map(\.id)
      return ids.isEmpty ? .missing : .text(dice.pick(ids))
    }
    switch field {
    case .state: return .text(dice.pick(["active", "draft", "closed", "cancelled"]))
    case .target: return .number(Double(dice.number(1...50)))
    case .due: return .date(day(&dice))
    case .owner: return dice.chance(25) ? .text(Self.unlisted) : id(.people)
    case .objective: return id(.objectives)
    }
  }

  /// Adds changes, oldest first by field, whose newest value is the goal's own; and days to links.
  package mutating func addHistory(_ dice: inout Dice) {
    var line = lastLine
    for index in rows.indices where schema.definition(rows[index].kind).table == .goals {
      for field in ChangingField.allCases
      where field.isOf(rows[index].kind) && dice.chance(25) {
        var last = value(of: field, &dice)
        let days = Set((0..<dice.number(1...3)).map { _ in day(&dice) }).sorted()
        for day in days {
          let new = value(of: field, &dice)
          line += 1
          rows.append(
            WorldRow(
              kind: .changes, id: "", line: line,
              fields: [
                "goal": .text(rows[index].id), "date": .date(day), "field": .text(field.rawValue),
                "old": last, "new": new,
                "recorded": dice.chance(30)
                  ? day.adding(days: dice.number(0...4)).map { .date($0) } ?? .missing : .missing,
              ]))
          last = new
        }
        rows[index].fields[field.cell] = last
      }
    }
    for index in links.indices where dice.chance(30) {
      let day = day(&dice)
      if dice.chance(60) { links[index].added = day }
      if dice.chance(40) { links[index].removed = day.adding(days: dice.number(1...30)) }
    }
  }

  /// The workspace had it never told of these goals.
  package func without(_ hidden: Set<String>) -> World {
    func seen(_ value: Value) -> Value {
      switch value {
      case .text(let id): return hidden.contains(id) ? .missing : value
      case .list(let members):
        let kept = members.filter { !seen($0).isMissing }
        return kept.isEmpty ? .missing : .list(kept)
      default: return value
      }
    }
    var world = self
    world.rows = rows.compactMap { row in
      var row = row
      if hidden.contains(row.id), schema.definition(row.kind).table == .goals { return nil }
      if case .text(let goal)? = row.fields["goal"], hidden.contains(goal) { return nil }
      for name in ["objectives", "continues"] {
        row.fields[name] = row.fields[name].map(seen)
      }
      if row.kind == .changes, row.fields["field"] == .text("objective") {
        let (old, new) = (row.fields["old"] ?? .missing, row.fields["new"] ?? .missing)
        row.fields["old"] = seen(old)
        row.fields["new"] = seen(new)
        if seen(old) == seen(new), seen(old) != old || seen(new) != new { return nil }
      }
      return row
    }
    world.links.removeAll { hidden.contains($0.child) || hidden.contains($0.parent) }
    return world
  }
}

extension GoalGraph {
  /// Where two graphs of the same rows differ: in a stored cell of a row, in what is linked. Nil
  /// when they do not. `isLinkOrderFree`: the same links may stand in another order.
  package func difference(from other: GoalGraph, isLinkOrderFree: Bool = false) -> String? {
    for definition in schema.kinds {
      let kind = definition.kind
      if isLinkOrderFree, kind == .links { continue }
      let nodes = nodes(kind)
      if nodes != other.nodes(kind) {
        return "\(definition.plural): \(nodes.count) and \(other.nodes(kind).count)"
      }
      for node in nodes {
        if id(of: node) != other.id(of: node) {
          return "ids \(id(of: node)) and \(other.id(of: node))"
        }
        for field in definition.fields where field.access != .source {
          let (mine, others) = (value(field.name, of: node), other.value(field.name, of: node))
          if mine != others {
            return
              "\(definition.singular) \(id(of: node)) \(node.row).\(field.name): \(mine), \(others)"
          }
        }
      }
    }
    for goal in nodes(.goals).map(\.row) {
      let (mine, others) = (linked(Int(goal)), other.linked(Int(goal)))
      if mine != others { return "links of \(goal): \(mine), \(others)" }
      if checkIns(of: Int(goal)) != other.checkIns(of: Int(goal)) { return "check-ins of \(goal)" }
      if changes(of: Int(goal)) != other.changes(of: Int(goal)) { return "changes of \(goal)" }
      if links.isCircular(Int(goal)) != other.links.isCircular(Int(goal)) { return "loop \(goal)" }
    }
    return nil
  }

  private func linked(_ goal: Int) -> [String] {
    (links.up.range(goal).map { "\(links.up.goals[$0]) \(links.up.kinds[$0])" }
      + links.down.range(goal).map { place in
        let weight = links.down.weights.isEmpty ? .nan : links.down.weights[place]
        return "\(links.down.goals[place]) below \(links.down.kinds[place]) \(weight)"
      }).sorted()
  }
}
