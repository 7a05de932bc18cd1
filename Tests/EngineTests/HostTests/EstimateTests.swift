// What a question may cost, told before it runs.

import Grove
import TestKit
import Testing

@Suite("Estimates") struct EstimateTests {
  private func session() -> Session {
    var fixture = GraphFixture().objective("O1").objective("O2")
    for place in 0..<10 {
      fixture = fixture.keyResult("K\(place)", of: "O1", from: 0, to: 10, now: Double(place))
    }
    return Session(graph: fixture.graph(), today: .on("2026-05-15"))
  }

  @Test(
    "the rows of an answer are bounded by its plan",
    arguments: [
      ("key results below 50%", 10), ("key results | take 3", 3), ("goals", 12),
      ("key results | group by owner | take 3", 10), ("key results | summarize count()", 1),
      ("objectives | union (key results)", 12), ("key results | pairs as $a, $b", 50),
      ("count(goals)", 1), ("@O1", 1), ("from [1, 2, 3]", 3), ("@O1 | descendants", 12),
    ])
  func rows(query: String, rows: Int) throws {
    let found = try session().prepare(SourceText(query)).estimate()
    #expect(found.map(\.rows) == [rows])
  }

  @Test("a query inside counts as often as it may run")
  func nested() throws {
    func touched(_ query: String) throws -> Int {
      try #require(try session().prepare(SourceText(query)).estimate().first?.rowsTouched)
    }
    let plain = try touched("objectives | show id")
    let each = try touched("objectives | show id, n = count(goals where owner = outer.owner)")
    #expect(each > plain + 2 * 12)
  }

  @Test("what depends on a value that is not known has no bound")
  func unknown() throws {
    func rows(_ text: String, _ parameters: [String: Value] = [:]) throws -> [Int?] {
      var session = session()
      session.bind("list", .list([.number(1), .number(2)]))
      return try session.prepare(SourceText(text)).estimate(parameters: parameters).map(\.rows)
    }
    #expect(try rows("from $list\n@O1") == [2, 1])
    #expect(try rows("let $all = append([1], 2)\nfrom $all") == [nil])
    let most = "param $most\ngoals | take $most"
    #expect(try rows(most) == [12])
    #expect(try rows(most, ["most": .number(5)]) == [5])
    #expect(try rows("param $most = 7\ngoals | take $most") == [7])
    #expect(try rows("let $most = 7\nset $most = 9\ngoals | take $most") == [12])
    #expect(throws: QueryFailure.self) { try rows(most, ["least": .number(5)]) }
    #expect(throws: QueryFailure.self) { try rows("param $most = 7\n1", ["most": .text("x")]) }
  }
}
