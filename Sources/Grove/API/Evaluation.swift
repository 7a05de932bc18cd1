// A prepared query that is asked again and again by one thread.

/// What one thread keeps between the evaluations of one prepared query, so that it need not make it
/// anew each time.
///
/// Not for several threads at once: each makes its own from the same prepared program.
public final class Evaluation {
  private let program: PreparedProgram
  private let query: QueryID
  private let range: SourceRange
  private let given: [Int: Value]
  private let kernel: CountKernel?

  /// An evaluation of a program's one query with these values for its parameters; nil when the
  /// program, besides its parameters, is not one query.
  /// - Throws: when a parameter is wrong or lacking, or an operand of the query's conditions cannot be
  ///   computed.
  public init?(
    _ program: PreparedProgram, parameters: [String: Value] = [:]
  ) throws(QueryFailure) {
    guard let (query, range) = program.onlyQuery else { return nil }
    self.program = program
    self.query = query
    self.range = range
    given = try program.given(parameters)
    do throws(RunFailure) {
      let executor = try program.executor(given: given, nil)
      kernel = try CountKernel(program.plan[query], executor.context)
    } catch {
      throw program.failure(error, at: range)
    }
  }

  /// Whether it is counted without allocating.
  package var isCountedInPlace: Bool { kernel != nil }

  /// How many rows the query's answer has; of one that ends in `| count`, that number.
  ///
  /// One that filters a kind by plain conditions on stored and computed fields is counted without
  /// allocating; O(rows). Any other is run as a whole.
  /// - Throws: when a limit is hit or the run is cancelled.
  public func count(cancellation: Cancellation? = nil) throws(QueryFailure) -> Int {
    do throws(RunFailure) {
      if let kernel {
        if cancellation?.isCancelled == true { throw RunFailure.cancelled }
        if let most = program.session.limits.ticks, kernel.rowCount > most {
          throw RunFailure.limit(.ticks)
        }
        return try kernel.count(cancellation)
      }
      let executor = try program.executor(given: given, cancellation)
      guard program.plan[query].isCount(program.plan) else { return try executor.count(query) }
      guard case .number(let number)? = try executor.run(query).cells.first?.first else { return 0 }
      return Int(exactly: number) ?? 0
    } catch {
      throw program.failure(error, at: range)
    }
  }
}
