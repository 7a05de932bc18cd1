// The oracle: answers a query row by row from its parsed tree, by the words of the language page.
// It expands nothing, plans nothing and keeps nothing; what it takes from the project is the parser,
// values, dates and the names of the schema. Modifiers stand in NaiveModifiers.

package import Grove
package import GroveSyntax

/// An answer to compare with the engine's.
package struct NaiveAnswer {
  package var columns: [String] = []
  package var rows: [[Value]] = []
  package var nodes: [Node?] = []
  package var skippedMissing = 0
  /// The sizes of the groups, with their keys, when the answer is grouped.
  package var groups: [(keys: [Value], size: Int)]?
}

/// Rows between two stages.
struct NaiveTable {
  var rows: [NaiveRow] = []
  var kind: Kind?
  var hasFields = true
  /// The columns made so far, in order; kept apart from rows, of which there may be none.
  var columns: [String] = []
  var dropped: Set<String> = []
  /// Fields that the answer shows because the query measures or sorts by them.
  var interest: [String] = []
  var groups: [Group]?
  var keyNames: [String] = []
  var binding: String?
  var skipped = 0

  struct Group {
    var keys: [(name: String, value: Value)]
    var rows: [NaiveRow]
  }
}

/// The oracle over one workspace.
package final class NaiveEngine {
  package let graph: NaiveGraph
  let me: String?

  package init(_ world: World, me: String? = nil) {
    graph = NaiveGraph(world)
    self.me = me
  }

  /// Answers a query that gives rows.
  package func answer(_ query: Query) throws -> NaiveAnswer {
    let table = try self.table(query, NaivePlace())
    return try finish(table)
  }

  /// The value of a query without rows of its own.
  package func value(_ query: Query) throws -> Value {
    guard let expression = query.expression else { return try value(of: query, NaivePlace()) }
    return try value(expression, NaivePlace())
  }

  // MARK: Queries

  func table(_ query: Query, _ place: NaivePlace) throws -> NaiveTable {
    var outside = place
    outside.bare = nil
    var table: NaiveTable
    switch query.head {
    case .phrase(let phrase): table = try rows(phrase, outside)
    case .expression(let expression): table = try rows(of: try value(expression, outside))
    }
    for stage in query.stages { try run(stage, &table, outside) }
    return table
  }

  /// A query in an expression: its nodes, or the cells of its only column, or records.
  func value(of query: Query, _ place: NaivePlace) throws -> Value {
    if let expression = query.expression { return try value(expression, place) }
    let table = try table(query, place)
    let rows = table.groups.map { $0.flatMap(\.rows) } ?? table.rows
    if table.hasFields { return .list(rows.map { $0.node.map { .node($0) } ?? .missing }) }
    if table.columns.count == 1 { return .list(rows.map { $0.columns[0].value }) }
    return .list(
      rows.map { row in
        .record(Record(row.columns.map { Record.Field(name: $0.name, value: $0.value) }))
      })
  }

  private func rows(of value: Value) throws -> NaiveTable {
    switch value {
    case .node(let node): return NaiveTable(rows: [NaiveRow(node: node)], kind: graph.kind(node))
    case .list(let members):
      var seen: Set<Node> = []
      var table = NaiveTable()
      for case .node(let node) in members where seen.insert(node).inserted {
        table.rows.append(NaiveRow(node: node))
      }
      table.kind = table.rows.first?.node.map { graph.kind($0) }
      return table
    case .missing: return NaiveTable()
    default: throw NaiveTrouble.unsupported("rows of \(value)")
    }
  }

  private func rows(_ phrase: Phrase, _ place: NaivePlace) throws -> NaiveTable {
    var table = NaiveTable()
    var adjectives: [Adjective] = []
    var own: Name?
    switch phrase.subject.form {
    case .kind(let words, let name, let kind):
      table = self.rows(ofKind: Kind(kind))
      (adjectives, own) = (words, name)
    case .own(let words, let name):
      table = self.rows(ofKind: graph.schema.kind(named: name.text) ?? .goals)
      adjectives = words
    case .source(.kind(let kind)): table = self.rows(ofKind: Kind(kind))
    case .source(.named(let name)):
      table = self.rows(ofKind: graph.schema.kind(named: name.text) ?? .goals)
    case .source(.value(let value)): table = try self.rows(of: try self.value(value, place))
    case .paths: throw NaiveTrouble.unsupported("paths")
    }
    table.binding = phrase.binding?.name
    let isCondition = !adjectives.isEmpty || own != nil || !phrase.modifiers.isEmpty
    guard isCondition else { return table }
    for modifier in phrase.modifiers { note(modifier, &table) }
    table.rows = try table.rows.filter { row in
      let frame = NaiveFrame(row: row, binding: table.binding)
      var flags = try adjectives.map {
        try condition(Expression(.adjective($0)), place.entering(frame))
      }
      if let own { flags.append(try word(own.text, place.entering(frame))) }
      for modifier in phrase.modifiers {
        flags.append(try holds(modifier, frame, table.kind, place))
      }
      let whole = all(flags)
      if whole == nil { table.skipped += 1 }
      return whole == true
    }
    return table
  }

  func rows(ofKind kind: Kind) -> NaiveTable {
    NaiveTable(rows: graph.nodes(kind).map { NaiveRow(node: $0) }, kind: kind)
  }

  // MARK: The answer

  private func finish(_ table: NaiveTable) throws -> NaiveAnswer {
    var answer = NaiveAnswer()
    answer.skippedMissing = table.skipped
    let rows = table.groups.map { $0.flatMap(\.rows) } ?? table.rows
    answer.groups = table.groups.map {
      $0.map { (keys: $0.keys.map(\.value), size: $0.rows.count) }
    }
    var fields: [String] = []
    if table.hasFields, let kind = table.kind {
      let definition = graph.schema.definition(kind)
      for name in definition.defaultColumns + table.interest
      where !fields.contains(name) && !table.dropped.contains(name)
        && !table.columns.contains(name) && definition.field(name) != nil
      {
        fields.append(name)
      }
    }
    answer.columns = fields + table.columns
    for row in rows {
      let cells = fields.map { name in row.node.map { member(name, .node($0)) } ?? .missing }
      answer.rows.append(cells + row.columns.map(\.value))
      answer.nodes.append(row.node)
    }
    return answer
  }
}
