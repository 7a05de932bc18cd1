// Answers to `why`: whether something is so, in a sentence, and what it rests on.

/// What was found for a question that begins with `why`.
package struct WhyFinding: Sendable {
  /// The thing asked about; nil when the variable holds none.
  package let node: Node?
  /// Whether what was said is so (yes, no, missing), or the value that was asked for.
  package let value: Value
  /// The answer in a sentence.
  package let verdict: String
  /// What it rests on.
  package let reasons: [Reason]
}

extension Executor {
  /// Why a condition on a thing holds or not. `query` is `from THING | where CONDITION`; `words` is
  /// the condition as it follows `is`.
  package func why(
    _ query: QueryID, says words: String, isNegated: Bool,
    text: @escaping (SourceRange) -> String
  ) throws(RunFailure) -> WhyFinding {
    guard let (node, row) = try thing(of: query),
      case .filter(let conjuncts)? = context.plan[query].operators.first,
      let conjunct = conjuncts.first
    else { return nothing }
    let conditions = try conditions(text)
    let found = try context.inside(Frame(rows: .none(), position: 0)) { () throws(RunFailure) in
      try conditions.reason(conjunct.condition, named: words, at: row, depth: 2)
    }
    let id = name(of: node)
    let tail =
      found.words.isEmpty
      ? "" : found.words.hasPrefix("by ") ? " \(found.words)" : ": \(found.words)"
    let verdict =
      switch found.value {
      case .flag(true): "\(id) is \(words)\(tail)"
      case .flag(false): "\(id) is not \(words)\(tail)"
      default: "it is not known whether \(id) is \(words)\(tail)"
      }
    let value = isNegated ? Comparer.not(UInt8(flag: found.value)).flagValue : found.value
    let reasons = found.parts.isEmpty && found.source != nil ? [found] : found.parts
    return WhyFinding(node: node, value: value, verdict: verdict, reasons: reasons)
  }

  /// Why a thing is in the answer of a query or not.
  package func why(
    _ thing: ExpressionID, in query: QueryID, isNegated: Bool,
    text: @escaping (SourceRange) -> String
  ) throws(RunFailure) -> WhyFinding {
    guard case .node(let node) = try value(thing) else { return nothing }
    let trace = QueryTrace(context: context, conditions: try conditions(text))
    let outcome = try trace.follow(node, through: query)
    let id = name(of: node)
    let tail = outcome.words.isEmpty ? "" : ": \(outcome.words)"
    let verdict =
      switch outcome.value {
      case .flag(true): "\(id) is in the answer: each step keeps it"
      case .flag(false): "\(id) is not in the answer\(tail)"
      default: "whether \(id) is in the answer cannot be said\(tail)"
      }
    let value = isNegated ? Comparer.not(UInt8(flag: outcome.value)).flagValue : outcome.value
    return WhyFinding(node: node, value: value, verdict: verdict, reasons: outcome.steps)
  }

  /// Where a value of a thing comes from. `query` is `from THING | show FIELD`.
  package func why(
    valueOf query: QueryID, text: @escaping (SourceRange) -> String
  ) throws(RunFailure) -> WhyFinding {
    guard let (node, row) = try thing(of: query),
      case .project(let columns)? = context.plan[query].operators.first,
      let column = columns.first
    else { return nothing }
    let conditions = try conditions(text)
    let found = try context.inside(Frame(rows: .none(), position: 0)) { () throws(RunFailure) in
      try reason(column, at: row, conditions.provenance)
    }
    let id = name(of: node)
    let value = found.value.isMissing ? "missing" : conditions.provenance.say(found.value)
    let words = [found.words, found.origin].filter { !$0.isEmpty }.joined(separator: ", ")
    let verdict = "\(column.name) of \(id) is \(value)" + (words.isEmpty ? "" : ": \(words)")
    let reasons = found.parts.isEmpty && found.source != nil ? [found] : found.parts
    return WhyFinding(node: node, value: found.value, verdict: verdict, reasons: reasons)
  }

  private func reason(
    _ column: PlanColumn, at row: Frame, _ provenance: Provenance
  ) throws(RunFailure) -> Reason {
    let value = try context.value(column.expression, row)
    switch context.plan[column.expression].form {
    case .field(let field, frame: 0):
      guard let node = row.node else { break }
      return try provenance.reason(field.name, of: node, depth: Provenance.depthLimit)
    case .member(let base, let field):
      guard case .node(let node) = try context.value(base, row) else { break }
      return try provenance.reason(field.name, of: node, depth: Provenance.depthLimit)
    default: break
    }
    return Reason(column.name, value, source: row.node.flatMap { context.graph.place(of: $0) })
  }

  // MARK: Things

  /// The thing that a query of one thing begins with, as a row.
  private func thing(of query: QueryID) throws(RunFailure) -> (node: Node, row: Frame)? {
    guard case .nodes(let id) = context.plan[query].source,
      case .node(let node) = try value(id)
    else { return nil }
    return (node, Frame(rows: RowSet(table: node.table, rows: .list([node.row])), position: 0))
  }

  private func conditions(
    _ text: @escaping (SourceRange) -> String
  ) throws(RunFailure) -> ConditionReasons {
    ConditionReasons(context: context, provenance: try Provenance(context), text: text)
  }

  private func name(of node: Node) -> String {
    let id = context.graph.id(of: node)
    return id.isEmpty ? context.graph.name(of: node) : id
  }

  private var nothing: WhyFinding {
    WhyFinding(node: nil, value: .missing, verdict: "there is no such thing", reasons: [])
  }
}
