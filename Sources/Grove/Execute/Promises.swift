// Looking into a promise: whether it holds, what breaks it, and what is left out of it.

extension DiagnosticCode {
  /// An exception whose last day is missing.
  public static let exceptionWithoutDay = DiagnosticCode(
    "GRV0320", "an exception without a last day")
}

/// What was found of a promise.
package struct PromiseFinding: Sendable {
  /// The answer that breaks it, or some of its rows do.
  package struct Rows: Sendable {
    package let query: QueryID
    package let cells: [[Value]]
    package let nodes: [Node?]
  }

  /// How it stands.
  package enum State: Sendable { case kept, broken, vacuous }

  /// What an exception leaves out, and whether its day is over.
  package struct Exception: Sendable {
    package let nodes: [Node]
    package let until: CivilDate
    package let reason: String
    package let isExpired: Bool
  }

  package let state: State
  /// What breaks it; nil for conditions and for what is not found.
  package let offending: Rows?
  package let exceptions: [Exception]
  /// The sides of a comparison that does not hold, in words and as they were found.
  package let sides: [(words: String, value: Value)]
}

extension Executor {
  /// Finds out whether a promise holds on a day.
  ///
  /// What an exception leaves out until that day does not count; an exception whose day is over
  /// breaks the promise by itself.
  /// - Throws: as ``run(_:)``, and when an exception's last day is missing.
  package func find(
    _ promise: PromisePlan, today: CivilDate
  ) throws(RunFailure) -> PromiseFinding {
    var exceptions: [PromiseFinding.Exception] = []
    var leftOut: Set<Node> = []
    for exception in promise.exceptions {
      let made = try self.exception(exception, today)
      exceptions.append(made)
      if !made.isExpired { leftOut.formUnion(made.nodes) }
    }
    var found: (state: PromiseFinding.State, rows: PromiseFinding.Rows?)
    var sides: [(words: String, value: Value)] = []
    switch promise.form {
    case .none(let id):
      let rows = try rows(id, without: leftOut)
      found = (rows.cells.isEmpty ? .kept : .broken, rows)
      if rows.cells.isEmpty, try isOfNothing(id) { found.state = .vacuous }
    case .some(let id):
      let isEmpty = try rows(id, without: leftOut).cells.isEmpty
      found = (isEmpty ? .broken : .kept, nil)
    case .every(let id, let kept):
      let all = try rows(id, without: [])
      let rows = try self.rows(all, without: leftOut, and: try run(kept).nodes)
      found = (rows.cells.isEmpty ? .kept : .broken, rows)
      if all.cells.isEmpty { found.state = .vacuous }
    case .condition(let id, let slot, let compared):
      if let slot {
        let things = leftOut.sorted { ($0.table.rawValue, $0.row) < ($1.table.rawValue, $1.row) }
        assign(slot, .list(things.map { .node($0) }))
      }
      found = (try value(id) == .flag(true) ? .kept : .broken, nil)
      if found.state == .broken {
        for side in compared {
          sides.append((side.words, try value(side.value)))
        }
      }
    }
    if exceptions.contains(where: \.isExpired) { found.state = .broken }
    if found.rows?.cells.isEmpty == true { found.rows = nil }
    return PromiseFinding(
      state: found.state, offending: found.rows, exceptions: exceptions, sides: sides)
  }

  private func exception(
    _ exception: PromisePlan.Exception, _ today: CivilDate
  ) throws(RunFailure) -> PromiseFinding.Exception {
    guard case .date(let until) = try value(exception.until) else {
      throw .runTime(
        Diagnostic(
          .exceptionWithoutDay, "the last day of the exception is missing", at: exception.range,
          help: "give it one for this case: `until (D ?? today)`"))
    }
    var nodes: [Node] = []
    for thing in exception.things {
      switch try value(thing) {
      case .node(let node): nodes.append(node)
      case .list(let members):
        for case .node(let node) in members { nodes.append(node) }
      default: break
      }
    }
    return PromiseFinding.Exception(
      nodes: nodes, until: until, reason: try words(of: exception.reason),
      isExpired: today > until)
  }

  // MARK: Rows

  private func rows(
    _ id: QueryID, without leftOut: Set<Node>
  ) throws(RunFailure) -> PromiseFinding.Rows {
    let answer = try run(id)
    let all = PromiseFinding.Rows(query: id, cells: answer.cells, nodes: answer.nodes)
    return try rows(all, without: leftOut, and: [])
  }

  private func rows(
    _ all: PromiseFinding.Rows, without leftOut: Set<Node>, and kept: [Node?]
  ) throws(RunFailure) -> PromiseFinding.Rows {
    var leftOut = leftOut
    for case .some(let node) in kept { leftOut.insert(node) }
    guard !leftOut.isEmpty, all.nodes.count == all.cells.count else { return all }
    try context.budget.charge(ticks: all.cells.count)
    let places = all.cells.indices.filter { place in
      all.nodes[place].map { !leftOut.contains($0) } ?? true
    }
    return PromiseFinding.Rows(
      query: all.query, cells: places.map { all.cells[$0] }, nodes: places.map { all.nodes[$0] })
  }

  /// Whether a query looks at a kind of which there is nothing at all.
  private func isOfNothing(_ id: QueryID) throws(RunFailure) -> Bool {
    var id = id
    while true {
      switch context.plan[id].source {
      case .kind(let kind): return graph.count(kind) == 0
      case .query(let inner): id = inner
      case .over(let over): id = over.query
      case .nodes(let value):
        guard case .query(let inner) = context.plan[value].form else { return false }
        id = inner
      case .values, .paths: return false
      }
    }
  }
}
