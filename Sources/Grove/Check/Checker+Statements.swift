// What a statement gives: rows, a value, or the card of one thing.

extension Checker {
  /// The expansion that goes with this checker, where it stands.
  var expander: Expander {
    let (names, plan) = (script.names, plan)
    let functions = defined.definitions.functions
    let finder = KindFinder(graph: graph, schema: schema, functions: functions) { name in
      switch names[name]?.meaning {
      case .slot(let slot): plan.script.variables[slot].type
      case .value(let id): plan[id].type
      case nil: nil
      }
    }
    return Expander(schema: schema, kinds: finder)
  }

  /// Checks a statement's query in core form.
  func check(statement query: Query) -> StatementPlan {
    if let expression = query.expression {
      let unwrapped = expression.unwrapped
      if case .query(let inner) = unwrapped.form { return check(statement: inner) }
      if case .call(let name, let arguments) = unwrapped.form,
        case .query(let id)? = called(name, arguments, unwrapped.range)
      {
        return .rows(id)
      }
      let id = check(unwrapped)
      switch (unwrapped.form, plan[id].form, type(id)) {
      case (.node, .constant(.node(let node)), _): return .card(node)
      case (_, _, .list(.node)):
        return .rows(check(Query(.expression(unwrapped), range: query.range)))
      default: return .value(id)
      }
    }
    return .rows(check(query))
  }
}
