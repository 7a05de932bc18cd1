// One row of an answer, read by the names of its columns.

/// A row of an answer. A value of its own: it outlives the answer.
public struct QueryRow: Sendable {
  /// The columns of the answer, in order.
  public let columns: [QueryResult.Column]
  /// The values, one a column.
  public let values: [Value]
  /// The node the row stands for; nil when it stands for none.
  public let node: Node?
  /// The graph that was asked; it resolves the nodes among the values.
  public let graph: GoalGraph

  /// The value of a column; nil when there is no such column. O(columns).
  public subscript(_ column: String) -> Value? {
    columns.firstIndex { $0.name == column }.flatMap { self[$0] }
  }

  /// The value of a column by its place, from 0; nil beyond the columns.
  public subscript(_ column: Int) -> Value? {
    values.indices.contains(column) ? values[column] : nil
  }

  /// The id of the node the row stands for; nil when it stands for none.
  public var id: String? { node.map { graph.id(of: $0) } }
}

extension QueryResult {
  /// The rows, in order.
  public var rows: Rows { Rows(result: self) }

  /// The rows of an answer.
  public struct Rows: RandomAccessCollection, Sendable {
    let result: QueryResult

    /// 0.
    public var startIndex: Int { 0 }
    /// How many rows there are.
    public var endIndex: Int { result.rowCount }

    /// A row; one without columns outside the answer.
    public subscript(place: Int) -> QueryRow {
      let isThere = result.cells.indices.contains(place)
      return QueryRow(
        columns: result.columns, values: isThere ? result.cells[place] : [],
        node: result.nodes.indices.contains(place) ? result.nodes[place] : nil,
        graph: result.graph)
    }
  }
}
