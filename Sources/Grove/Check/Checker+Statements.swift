// What a statement gives: rows, a value, or the card of one thing.

extension Checker {
  /// The expansion that goes with this checker.
  var expander: Expander {
    let schema = schema
    let graph = graph
    let variables = environment.variables
    return Expander(schema: schema) { value, frames in
      Self.kind(of: value, frames: frames, graph: graph, variables: variables)
    }
  }

  /// Checks a statement's query in core form.
  func check(statement query: Query) -> StatementPlan {
    if let expression = query.expression {
      let unwrapped = expression.unwrapped
      if case .query(let inner) = unwrapped.form { return check(statement: inner) }
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

  /// The kind of a value that heads a query, as far as the text, the graph's ids and the bound
  /// variables tell it.
  private static func kind(
    of value: Expression, frames: [Kind?], graph: GoalGraph,
    variables: [CheckEnvironment.BoundVariable]
  ) -> Kind? {
    func kind(_ type: ValueType) -> Kind? {
      switch type {
      case .node(let kind), .list(.node(let kind)): kind
      default: nil
      }
    }
    func follow(_ kind: Kind?, _ suffixes: [Suffix]) -> Kind? {
      var kind = kind
      for suffix in suffixes {
        guard let at = kind, case .name(let name) = suffix else { return kind }
        let definition = graph.schema.definition(at)
        if let relation = definition.relation(name.text) {
          kind = relation.target
        } else if let field = definition.field(name.text) {
          kind = Self.kind(field.type)
        } else {
          return nil
        }
      }
      return kind
    }
    if let (level, rest) = FrameReference.read(value) {
      return frames.indices.contains(level) ? follow(frames[level], rest) : nil
    }
    switch value.form {
    case .node(let reference):
      return graph.nodes(id: reference.id).first.map { graph.kind(of: $0) }
    case .variable(let variable):
      return variables.first { $0.name == variable.name }.flatMap { kind($0.type) }
    case .group(let inner):
      return Self.kind(of: inner, frames: frames, graph: graph, variables: variables)
    case .list(let members):
      return members.first.flatMap {
        Self.kind(of: $0, frames: frames, graph: graph, variables: variables)
      }
    case .path(let base, let suffixes):
      return follow(
        Self.kind(of: base, frames: frames, graph: graph, variables: variables), suffixes)
    case .query(let query):
      var head = query
      head.stages = []
      if !query.stages.isEmpty {
        let first = Expression(.query(head), range: value.range)
        let kind = Self.kind(of: first, frames: frames, graph: graph, variables: variables)
        return query.stages.reduce(kind) { graph.schema.kind(after: $1, of: $0) }
      }
      switch query.head {
      case .expression(let inner):
        return Self.kind(of: inner, frames: frames, graph: graph, variables: variables)
      case .phrase(let phrase):
        switch phrase.subject.form {
        case .kind(_, _, let word), .source(.kind(let word)): return Kind(word)
        case .own(_, let name), .source(.named(let name)):
          return graph.schema.kind(named: name.text)
        case .source(.value(let inner)):
          return Self.kind(of: inner, frames: frames, graph: graph, variables: variables)
        case .paths: return nil
        }
      }
    default: return nil
    }
  }

  private static func kind(_ type: ValueType) -> Kind? {
    switch type {
    case .node(let kind), .list(.node(let kind)): kind
    default: nil
    }
  }
}
