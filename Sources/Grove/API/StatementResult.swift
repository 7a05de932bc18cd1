// What a statement of a program gives.

/// The outcome of one statement.
public enum StatementResult: Sendable {
  /// A query's answer.
  case table(QueryResult)
  /// A plain value, such as that of `count(key results)`, with its canonical text.
  case value(Value, query: String)
  /// A bare node: everything known of it.
  case card(NodeCard, query: String)
  /// How a query is understood: of `explain`.
  case explanation(Explanation)
  /// Why something is so: of `why`.
  case why(WhyAnswer)
}
