// `with` and `without`: fields that are there, and things a row is tied to.

import Grove
import TestKit
import Testing

@Suite("With and without") struct HavingTests {
  private let session = Session(
    graph: GraphFixture()
      .objective("C1").objective("C2")
      .objective("O").supporting("C1").supporting("C2")
      .keyResult("K", of: "O").keyResult("L", of: "O").graph(),
    today: .earliest)

  private func ids(_ query: String) throws -> [String] {
    guard case .table(let answer)? = try session.run(query).last else { return [] }
    return answer.nodes.compactMap { $0.map(session.graph.id(of:)) }
  }

  @Test("a set is there when it has members")
  func sets() throws {
    #expect(try ids("goals with parents") == ["O", "K", "L"])
    #expect(try ids("goals without parents") == ["C1", "C2"])
    #expect(try ids("objectives with key results") == ["O"])
    #expect(try ids("goals with blockers") == [])
  }

  @Test("an amount counts the members of a set, also where it is a field")
  func amounts() throws {
    #expect(try ids("goals with more than 1 parents") == ["O"])
    #expect(try ids("goals with exactly 1 parents") == ["K", "L"])
    #expect(try ids("key results with at least 1 objectives") == ["K", "L"])
    #expect(try ids("objectives with fewer than 2 key results") == ["C1", "C2"])
  }

  @Test("a field is there or missing")
  func fields() throws {
    #expect(try ids("objectives with owner") == [])
    #expect(try ids("objectives without owner") == ["C1", "C2", "O"])
  }
}
