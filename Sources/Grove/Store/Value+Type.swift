// The type of a value at hand, which its graph tells for things.

extension Value {
  /// The type that the value shows; a list takes the type that its present values share.
  package func type(in graph: GoalGraph) -> ValueType {
    switch self {
    case .missing: .missing
    case .flag: .flag
    case .number: .number
    case .ratio: .ratio
    case .points: .points
    case .duration: .duration
    case .date: .date
    case .period: .period
    case .text: .text
    case .node(let node): .node(graph.kind(of: node))
    case .record: .record
    case .list(let values):
      // One level only: what lies deeper is `any`, so that the depth of data costs nothing here.
      .list(Self.sharedType(of: values, in: graph))
    }
  }

  /// The one type of all; goals of several kinds are goals, all else that differs is `any`.
  private static func sharedType(of values: [Value], in graph: GoalGraph) -> ValueType {
    var shared: ValueType?
    for value in values where !value.isMissing {
      let type = value.flatType(in: graph)
      switch (shared, type) {
      case (nil, _): shared = type
      case (let known?, _) where known == type: break
      case (.node(let one)?, .node(let other))
      where [one, other].allSatisfy { graph.schema.definition($0).table == .goals }:
        shared = .node(.goals)
      default: return .any
      }
    }
    return shared ?? .any
  }

  private func flatType(in graph: GoalGraph) -> ValueType {
    if case .list = self { return .list(.any) }
    return type(in: graph)
  }
}
