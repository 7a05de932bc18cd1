// A workspace as plain rows, from which both the engine's graph and the oracle's are made, so that
// the two share no code after this.

package import Grove

/// A row as a file would give it: references are ids.
package struct WorldRow: Sendable {
  package var kind: Kind
  package var id: String
  /// The place in the file; rows of one kind come in rising order.
  package var line: Int32
  /// References are texts, or lists of texts.
  package var fields: [String: Value]

  package init(kind: Kind, id: String, line: Int32, fields: [String: Value]) {
    self.kind = kind
    self.id = id
    self.line = line
    self.fields = fields
  }
}

/// A link row: the child supports the parent.
package struct WorldLink: Sendable {
  package var child: String
  package var parent: String
  package var kind: String
  package var weight: Double?
  package var line: Int32
  package var added: CivilDate?
  package var removed: CivilDate?

  package init(child: String, parent: String, kind: String, weight: Double?, line: Int32) {
    self.child = child
    self.parent = parent
    self.kind = kind
    self.weight = weight
    self.line = line
  }
}

/// A workspace as plain rows.
package struct World: Sendable {
  package var schema: Schema
  package var policies: Policies
  package var today: CivilDate
  package var rows: [WorldRow]
  package var links: [WorldLink]

  package init(schema: Schema, policies: Policies, today: CivilDate) {
    self.schema = schema
    self.policies = policies
    self.today = today
    rows = []
    links = []
  }

  /// The graph that the engine asks.
  package func graph() -> GoalGraph {
    var builder = GraphBuilder(name: "world", schema: schema, policies: policies)
    let file = builder.addSource("world.yaml")
    for row in rows {
      let handle = builder.addRow(kind: row.kind, source: file, line: row.line)
      if !row.id.isEmpty { builder.set("id", handle, .text(row.id)) }
      for name in row.fields.keys.sorted() {
        builder.set(name, handle, row.fields[name] ?? .missing)
      }
    }
    for link in links {
      let row = builder.addLink(
        child: .id(link.child), parent: .id(link.parent), kind: link.kind, weight: link.weight,
        source: file, line: link.line)
      for (name, day) in [("added", link.added), ("removed", link.removed)] {
        if let day { builder.set(name, row, .date(day)) }
      }
    }
    return builder.build().graph
  }

  /// Takes away references to rows that are not there: the engine would make people, teams and
  /// cycles of them.
  package mutating func dropDanglingReferences() {
    let ids = Set(rows.map(\.id))
    let references = [
      "parent", "lead", "team", "manager", "goal", "author", "owners", "teams", "cycle",
      "objectives", "continues",
    ]
    for index in rows.indices {
      for name in references {
        switch rows[index].fields[name] {
        case .text(let id)? where !ids.contains(id): rows[index].fields[name] = nil
        case .list(let members)?:
          let kept = members.filter {
            if case .text(let id) = $0 { ids.contains(id) } else { true }
          }
          rows[index].fields[name] = kept.isEmpty ? nil : .list(kept)
        default: break
        }
      }
    }
    links.removeAll { !ids.contains($0.child) || !ids.contains($0.parent) }
  }

  /// The rows as text, for the report of a disagreement.
  package var description: String {
    var lines = [
      "today \(today), status \(policies.status.rawValue), "
        + "missing \(policies.missingInRollUp.rawValue), rollup \(policies.rollUp.rawValue), "
        + "maintain \(policies.maintain.rawValue), year from \(policies.fiscal.startMonth) by "
        + policies.fiscal.yearNamedBy.rawValue
    ]
    for row in rows {
      let fields = row.fields.keys.sorted().map { "\($0): \(row.fields[$0] ?? .missing)" }
      lines.append(
        "\(row.line) \(schema.definition(row.kind).coreName) \(row.id) {\(fields.joined(separator: ", "))}"
      )
    }
    for link in links {
      let weight = link.weight.map { " weight \($0)" } ?? ""
      lines.append("\(link.line) \(link.child) \(link.kind) \(link.parent)\(weight)")
    }
    return lines.joined(separator: "\n")
  }
}
