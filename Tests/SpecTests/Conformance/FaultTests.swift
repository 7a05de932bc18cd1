// The suite under want: every case with too few ticks, and with memory refused at each charge, ends
// in its answer or in the error of the limit.

import Grove
import Testing

@Suite("Under want") struct FaultTests {
  /// What a run gives, as the suite writes it; nil when it ended at a limit.
  private static func outcome(
    _ query: String, _ session: Session, _ cancellation: Cancellation? = nil
  ) throws -> [String]? {
    do throws(QueryFailure) {
      let results = try session.prepare(SourceText(query)).run(cancellation: cancellation)
      return results.flatMap { result -> [String] in
        // An explanation tells how a query is understood, and leaves out the counts it cannot have.
        if case .explanation(let explanation) = result { return explanation.steps.map(\.words) }
        return ConformanceRunner.answer(result, of: session, []).map { "\($0.key): \($0.text)" }
      }
    } catch {
      if error.kind == .limit { return nil }
      return error.diagnostics.map { "\($0.code.id) \($0.range) \($0.message)" }
    }
  }

  /// Cases that end without a limit.
  private static let cases = ConformanceRunner.cases.filter { $0.setting.profile.isEmpty }

  @Test("with any number of ticks a query gives its answer or says that they ran out")
  func ticks() throws {
    var limited = 0
    for found in Self.cases {
      var session = try ConformanceRunner.session(for: found)
      let whole = try #require(try Self.outcome(found.query, session))
      for ticks in 1...200 {
        session.limits.ticks = ticks
        guard let outcome = try Self.outcome(found.query, session) else {
          limited += 1
          continue
        }
        #expect(outcome == whole, "\(found.query) with \(ticks) ticks")
        // What was enough stays enough.
        session.limits.ticks = ticks * 2
        #expect(try Self.outcome(found.query, session) == whole)
        break
      }
    }
    #expect(limited > 8_000)
  }

  @Test("with memory refused at any charge a query gives its answer or says that it ran out")
  func bytes() throws {
    var limited = 0
    for found in Self.cases {
      let session = try ConformanceRunner.session(for: found)
      let whole = try #require(try Self.outcome(found.query, session))
      for charge in 1...1_000 {
        let cancellation = Cancellation(failingAtCharge: charge)
        guard let outcome = try Self.outcome(found.query, session, cancellation) else {
          limited += 1
          continue
        }
        #expect(outcome == whole, "\(found.query) refused at charge \(charge)")
        break
      }
      // The session can go on after all of that.
      #expect(try Self.outcome(found.query, session) == whole)
    }
    #expect(limited > 5_000)
  }
}
