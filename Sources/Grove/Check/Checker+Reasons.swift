// Questions that begin with `why`: each becomes a query over the one thing, or the query it asks
// about.

/// A checked question.
package enum WhyPlan: Sendable {
  /// `why @x is M`: a query `from @x | where M`, and M in words.
  case condition(QueryID, words: String, isNegated: Bool)
  /// `why @x in (Q)`.
  case membership(ExpressionID, QueryID, isNegated: Bool)
  /// `why F of @x`: a query `from @x | show F`.
  case value(QueryID)
}

extension Why {
  /// The query that the question stands for: of the thing with the condition or field, or the one
  /// whose answer it asks about.
  var query: Query {
    let subject = Subject(.source(.value(thing)), range: thing.range)
    switch claim {
    case .condition(let modifier, _):
      return Query(
        .phrase(Phrase(subject, modifiers: [modifier], range: thing.range)), range: thing.range)
    case .membership(let query, _):
      return query
    case .value(let path):
      let column = ColumnClause(nil, Core.path(path, path.range), range: path.range)
      return Query(
        .phrase(Phrase(subject, range: thing.range)),
        stages: [Stage(.show([column]), range: path.range)], range: thing.range)
    }
  }
}

extension Checker {
  /// Checks a question whose query is there in core form.
  func check(_ why: Why, core: Query) -> WhyPlan? {
    switch why.claim {
    case .condition(let modifier, let isNegated):
      let id = check(core)
      guard isOneThing(source: id, why.thing) else { return nil }
      return .condition(id, words: Printer.print(modifier), isNegated: isNegated)
    case .membership(_, let isNegated):
      let thing = check(why.thing)
      guard isOneThing(thing, why.thing) else { return nil }
      guard case .rows(let id) = check(statement: core) else {
        report(
          .wrongOperand(
            "why ... in", takes: "a query", found: "a single value",
            help: "for example `why @x not in (key results below 50%)`", at: core.range))
        return nil
      }
      return .membership(thing, id, isNegated: isNegated)
    case .value:
      let id = check(core)
      return isOneThing(source: id, why.thing) ? .value(id) : nil
    }
  }

  private func isOneThing(source id: QueryID, _ thing: Expression) -> Bool {
    guard case .nodes(let source) = plan[id].source else {
      // What is no node at all has been reported by the check of the source, unless it is a list of
      // plain values.
      if case .values(let source) = plan[id].source { return isOneThing(source, thing) }
      return false
    }
    return isOneThing(source, thing)
  }

  private func isOneThing(_ id: ExpressionID, _ thing: Expression) -> Bool {
    switch type(id) {
    case .node, .any: return true
    default:
      report(
        .wrongOperand(
          "why", takes: "one thing", found: describe(id),
          help: "name one of them: `why @KR-1 ...`", at: thing.range))
      return false
    }
  }
}

extension WhyPlan {
  /// The query that is asked about.
  var query: QueryID {
    switch self {
    case .condition(let id, _, _), .membership(_, let id, _), .value(let id): id
    }
  }
}

extension Statement {
  /// The query of a statement that asks something, with the text for an empty answer.
  var query: (query: Query, emptyText: Expression?)? {
    switch form {
    case .value(let query, let emptyText): (query, emptyText)
    case .explain(let query): (query, nil)
    case .why(let why): (why.query, nil)
    default: nil
    }
  }
}

extension Statement {
  /// The canonical text of what is asked: of `why` all of it, else the query alone.
  func canonicalText(of query: Query) -> String {
    if case .why = form { Printer.print(self) } else { Printer.print(query) }
  }
}
