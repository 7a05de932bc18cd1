// The kind of the rows that a value stands for, as far as the text, the graph's ids and the types of
// variables tell it before anything is checked: what the expansion of a phrase turns on.

/// Finds the kinds of values that head queries.
struct KindFinder {
  let graph: GoalGraph
  let schema: Schema
  /// The functions that the program defines.
  let functions: [String: Definitions.Function]
  /// The type of a variable.
  let variable: (String) -> ValueType?
  /// The kinds of variables that the text around binds: `as $o`, `for $x in`.
  var bound: [String: Kind?] = [:]
  /// How many definitions are being looked into.
  private var depth = 0

  init(
    graph: GoalGraph, schema: Schema, functions: [String: Definitions.Function],
    variable: @escaping (String) -> ValueType?
  ) {
    self.graph = graph
    self.schema = schema
    self.functions = functions
    self.variable = variable
  }

  /// How many definitions are looked through for a kind: beyond, it is not known.
  private static let depthLimit = 8

  /// The kind of a value; `frames` are the kinds of the rows around it, nearest first.
  func kind(of value: Expression, frames: [Kind?]) -> Kind? {
    if let (level, rest) = FrameReference.read(value) {
      return frames.indices.contains(level) ? follow(frames[level], rest) : nil
    }
    switch value.form {
    case .node(let reference):
      return graph.nodes(id: reference.id).first.map { graph.kind(of: $0) }
    case .variable(let name):
      if let kind = bound[name.name] { return kind }
      return variable(name.name).flatMap { Self.kind($0) }
    case .group(let inner):
      return kind(of: inner, frames: frames)
    case .list(let members):
      return members.first.flatMap { kind(of: $0, frames: frames) }
    case .path(let base, let suffixes):
      return follow(kind(of: base, frames: frames), suffixes)
    case .query(let query):
      return kind(of: query, frames: frames)
    case .call(let name, let arguments):
      guard let function = functions[name.text], case .value(let value) = function.body,
        depth < Self.depthLimit
      else { return nil }
      var inner = self
      inner.depth += 1
      inner.bound = [:]
      for (parameter, argument) in zip(function.parameters, arguments) {
        inner.bound[parameter.name] = .some(kind(of: argument.value, frames: frames))
      }
      return inner.kind(of: value, frames: [])
    default: return nil
    }
  }

  /// The kind of a query's rows.
  func kind(of query: Query, frames: [Kind?]) -> Kind? {
    let head: Kind? =
      switch query.head {
      case .expression(let inner): kind(of: inner, frames: frames)
      case .phrase(let phrase): kind(of: phrase.subject, frames: frames)
      }
    return query.stages.reduce(head) { schema.kind(after: $1, of: $0) }
  }

  /// The kind of a subject's rows.
  func kind(of subject: Subject, frames: [Kind?]) -> Kind? {
    switch subject.form {
    case .kind(_, _, let word), .source(.kind(let word)): Kind(word)
    case .own(_, let name), .source(.named(let name)): schema.kind(named: name.text)
    case .source(.value(let value)): kind(of: value, frames: frames)
    case .paths: nil
    }
  }

  private func follow(_ kind: Kind?, _ suffixes: [Suffix]) -> Kind? {
    var kind = kind
    for suffix in suffixes {
      guard let at = kind, case .name(let name) = suffix else { return kind }
      let definition = schema.definition(at)
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

  private static func kind(_ type: ValueType) -> Kind? {
    switch type {
    case .node(let kind), .list(.node(let kind)): kind
    default: nil
    }
  }
}
