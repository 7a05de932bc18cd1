// Counting a prepared query again and again against its answer, over every query of the suite.

import Grove
import Testing

@Suite("Evaluations") struct EvaluationTests {
  @Test("an evaluation counts what the answer has, each time it is asked")
  func counts() throws {
    var inPlace = 0
    for found in ConformanceRunner.cases {
      let session = try ConformanceRunner.session(for: found)
      guard let program = try? session.prepare(SourceText(found.query)),
        let result = (try? program.run())?.last, case .table(let answer) = result,
        let evaluation = try Evaluation(program)
      else { continue }
      if evaluation.isCountedInPlace { inPlace += 1 }
      #expect(try evaluation.count() == answer.rowCountOrCount, "\(found.query)")
      #expect(try evaluation.count() == answer.rowCountOrCount, "\(found.query)")
    }
    // Enough of the suite is counted by the kernel for the comparison to mean something.
    #expect(inPlace > 100, "\(inPlace)")
  }

  @Test("counting without a whole run stops at the limit of ticks and when cancelled")
  func limits() throws {
    let found = try #require(
      ConformanceRunner.cases.first { $0.query.hasPrefix("key results below") })
    var session = try ConformanceRunner.session(for: found)
    session.limits.ticks = 1
    let evaluation = try #require(
      try Evaluation(try session.prepare(SourceText("key results below 50%"))))
    #expect(evaluation.isCountedInPlace)
    #expect(throws: QueryFailure.self) { try evaluation.count() }
    let cancellation = Cancellation()
    cancellation.cancel()
    session.limits.ticks = nil
    let free = try #require(
      try Evaluation(try session.prepare(SourceText("key results below 50%"))))
    #expect(try free.count() > 0)
    #expect(throws: QueryFailure.self) { try free.count(cancellation: cancellation) }
  }

  @Test("a program that is not one query has no evaluation")
  func notOneQuery() throws {
    let found = try #require(ConformanceRunner.cases.first)
    let session = try ConformanceRunner.session(for: found)
    #expect(try Evaluation(try session.prepare(SourceText("1 + 1"))) == nil)
    #expect(try Evaluation(try session.prepare(SourceText("teams; people"))) == nil)
  }
}

extension QueryResult {
  /// The number of a query that ends in counting, else the number of rows.
  fileprivate var rowCountOrCount: Int {
    guard query.hasSuffix("| count") || query.hasSuffix("count()"), columns.count == 1,
      case .number(let number) = value(row: 0, column: 0)
    else { return rowCount }
    return Int(number)
  }
}
