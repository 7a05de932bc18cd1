// Asks the engine and the oracle the same question and says where their answers part.

package import Grove
import GroveSyntax

/// One workspace with both engines over it.
package struct OracleCheck {
  /// How a comparison ended.
  package enum Outcome {
    case agreed
    /// The engine refused the text, with this code.
    case refused(String, message: String)
    /// The answers differ, or one of the two gave none.
    case differs(String)
  }

  package let world: World
  package let session: Session
  private let oracle: NaiveEngine

  package init(_ world: World) {
    self.world = world
    session = Session(graph: world.graph(), today: world.today)
    oracle = NaiveEngine(world)
  }

  package func check(_ text: String) -> Outcome {
    let source = SourceText(text, name: "query")
    let parsed = Parser.parseProgram(source)
    if let first = parsed.diagnostics.first {
      return .refused(first.code.id, message: first.message)
    }
    guard case .value(let query, _)? = parsed.program.statements.first?.form else {
      return .differs("no query")
    }
    let answer: QueryResult
    do {
      guard case .table(let table)? = try session.run(source).first else {
        return .differs("the engine gave no table")
      }
      answer = table
    } catch {
      guard error.kind == .language, let first = error.diagnostics.first else {
        let messages = error.diagnostics.map { "\($0.code.id) \($0.message)" }
        return .differs("the engine stopped: \(messages.joined(separator: "; "))")
      }
      return .refused(first.code.id, message: first.message)
    }
    do {
      return compare(answer, try oracle.answer(query))
    } catch {
      return .differs("the oracle does not know: \(error)")
    }
  }

  private func compare(_ engine: QueryResult, _ oracle: NaiveAnswer) -> Outcome {
    let columns = engine.columns.map(\.name)
    if columns != oracle.columns {
      return .differs("columns \(columns), by the oracle \(oracle.columns)")
    }
    if engine.rowCount != oracle.rows.count {
      let ids = engine.nodes.map(name)
      return .differs(
        "\(engine.rowCount) rows \(ids), by the oracle \(oracle.rows.count) \(oracle.nodes.map(name))"
      )
    }
    for row in oracle.rows.indices {
      for column in columns.indices {
        let value = engine.value(row: row, column: column)
        if !isSame(value, oracle.rows[row][column]) {
          let node = engine.nodes.indices.contains(row) ? name(engine.nodes[row]) : "\(row)"
          return .differs(
            "row \(node), \(columns[column]): \(words(value)), "
              + "by the oracle \(words(oracle.rows[row][column]))")
        }
      }
      if engine.nodes.indices.contains(row), engine.nodes[row] != oracle.nodes[row] {
        return .differs(
          "row \(row) is \(name(engine.nodes[row])), by the oracle \(name(oracle.nodes[row]))")
      }
    }
    if engine.skippedMissing != oracle.skippedMissing {
      return .differs(
        "\(engine.skippedMissing) rows dropped for missing values, by the oracle \(oracle.skippedMissing)"
      )
    }
    let groups = engine.groups?.map { ($0.keys, $0.rows.count) }
    if (groups == nil) != (oracle.groups == nil) { return .differs("one has groups") }
    if let groups, let others = oracle.groups {
      let isSameGroup =
        groups.count == others.count
        && zip(groups, others).allSatisfy { group, other in
          group.1 == other.size && zip(group.0, other.keys).allSatisfy(isSame)
        }
      if !isSameGroup {
        return .differs(
          "groups \(groups.map { ($0.0.map(words), $0.1) }), by the oracle "
            + "\(others.map { ($0.keys.map(words), $0.size) })")
      }
    }
    return .agreed
  }

  private func name(_ node: Node?) -> String {
    guard let node else { return "-" }
    let id = session.graph.id(of: node)
    return id.isEmpty ? "\(node.table) \(node.row)" : id
  }

  private func words(_ value: Value) -> String {
    switch value {
    case .node(let node): "@\(name(node))"
    case .list(let members): "[\(members.map(words).joined(separator: ", "))]"
    case .date(let day): day.description
    case .period(let period): period.description
    default: "\(value)"
    }
  }

  /// Whether two values are the same, sums apart that were added in another order.
  private func isSame(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.number(let a), .number(let b)), (.ratio(let a), .ratio(let b)),
      (.points(let a), .points(let b)):
      abs(a - b) <= 1e-9 * max(1, max(abs(a), abs(b)))
    case (.list(let a), .list(let b)):
      a.count == b.count && zip(a, b).allSatisfy(isSame)
    default: left == right
    }
  }
}

extension OracleCheck {
  /// The smallest query, and workspace, that still differs.
  package static func minimised(
    _ query: RandomQuery, _ world: World
  ) -> (query: RandomQuery, world: World, difference: String)? {
    func difference(_ query: RandomQuery, _ world: World) -> String? {
      if case .differs(let words) = OracleCheck(world).check(query.text) { words } else { nil }
    }
    guard var words = difference(query, world) else { return nil }
    var query = query
    var world = world
    var shrinks = true
    while shrinks {
      shrinks = false
      for smaller in query.smaller {
        guard let found = difference(smaller, world) else { continue }
        (query, words, shrinks) = (smaller, found, true)
        break
      }
    }
    // Rows and links in halves, then one by one, then fields.
    var step = max(world.rows.count, world.links.count)
    while step >= 1 {
      var place = 0
      while place < max(world.rows.count, world.links.count) {
        for part in [true, false] {
          var smaller = world
          if part, place < smaller.rows.count {
            smaller.rows.removeSubrange(place..<min(place + step, smaller.rows.count))
          } else if !part, place < smaller.links.count {
            smaller.links.removeSubrange(place..<min(place + step, smaller.links.count))
          } else {
            continue
          }
          smaller.dropDanglingReferences()
          if let found = difference(query, smaller) { (world, words) = (smaller, found) }
        }
        place += step
      }
      step /= 2
    }
    for row in world.rows.indices {
      for field in world.rows[row].fields.keys.sorted() {
        var smaller = world
        smaller.rows[row].fields[field] = nil
        if let found = difference(query, smaller) { (world, words) = (smaller, found) }
      }
    }
    return (query, world, words)
  }
}
