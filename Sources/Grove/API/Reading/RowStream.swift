// Rows one at a time, for answers that a host reads through and does not keep.

/// The rows of one query, each made when it is asked for.
///
/// The query has been run when the stream is there: what is held is its columns, a few bytes a cell,
/// and reading cannot fail. Iterating again starts at the first row.
public struct RowStream: Sequence, Sendable {
  /// The columns, in order.
  public let columns: [QueryResult.Column]
  /// The graph that was asked.
  public let graph: GoalGraph
  private let answer: ColumnarAnswer

  init(columns: [QueryResult.Column], graph: GoalGraph, answer: ColumnarAnswer) {
    self.columns = columns
    self.graph = graph
    self.answer = answer
  }

  /// How many rows there are.
  public var count: Int { answer.count }

  /// The rows from the first.
  public func makeIterator() -> Iterator { Iterator(stream: self) }

  /// Gives the rows in order.
  public struct Iterator: IteratorProtocol {
    fileprivate let stream: RowStream
    private var place = 0

    fileprivate init(stream: RowStream) {
      self.stream = stream
    }

    /// The next row; nil after the last.
    public mutating func next() -> QueryRow? {
      guard place < stream.answer.count else { return nil }
      defer { place += 1 }
      return QueryRow(
        columns: stream.columns, values: stream.answer.values(place),
        node: stream.answer.node(place), graph: stream.graph)
    }
  }
}

extension PreparedProgram {
  /// Runs the program's one query and gives its rows one at a time, in the order of the query; nil
  /// when the program, besides its parameters, is anything else than one query.
  ///
  /// Groups, totals and remarks belong to the whole answer, which
  /// ``run(parameters:cancellation:)`` gives.
  /// - Throws: when a parameter is wrong or lacking, a limit is hit, the run is cancelled, or a value
  ///   cannot be computed.
  public func stream(
    parameters: [String: Value] = [:], cancellation: Cancellation? = nil
  ) throws(QueryFailure) -> RowStream? {
    guard let (id, range) = onlyQuery else { return nil }
    let given = try given(parameters)
    do throws(RunFailure) {
      let executor = try executor(given: given, cancellation)
      let answer = try executor.stream(id)
      return RowStream(
        columns: plan[id].columns(in: plan, across: answer.across), graph: executor.graph,
        answer: answer)
    } catch {
      throw failure(error, at: range)
    }
  }

  /// The query that the program is besides its parameters, with its place; nil when it is anything
  /// else.
  var onlyQuery: (id: QueryID, range: SourceRange)? {
    guard plan.script.main.map({ plan.script[$0].count }) == 1, outputs.count == 1,
      case .question(let statement)? = outputs.first,
      case .answer = statement.purpose,
      case .rows(let id) = statement.form
    else { return nil }
    return (id, statement.query.range)
  }
}
