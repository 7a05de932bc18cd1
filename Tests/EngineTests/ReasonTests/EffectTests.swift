// Where the effect of an assumption goes and stops, sentences, and the other readings of a period.

import Grove
import TestKit
import Testing

@Suite struct EffectTests {
  private func table(_ query: String, _ fixture: GraphFixture) throws -> QueryResult {
    let session = Session(graph: fixture.graph(), today: .on("2026-05-16"))
    guard case .table(let result)? = try session.run(query).first else { throw NoTable() }
    return result
  }

  private struct NoTable: Error {}

  private static let fixture = GraphFixture()
    .objective("C1").with("rollup", .text("both"))
    .objective("C2").keyResult("KR9", of: "C2", to: 10, now: 1)
    .objective("O1").supporting("C1").supporting("C2")
    .keyResult("KR1", of: "O1", to: 10, now: 2).keyResult("KR2", of: "O1", to: 10, now: 15)
    .keyResult("KR3", of: "O1", to: 10, now: 5, state: "dropped")
    .keyResult("KR4", of: "O1", to: 10, now: 5, weight: 0).keyResult("KR5", to: 10, now: 5)

  @Test(
    "the goals that an assumption moves are named, and where it stops",
    arguments: [
      // O1: (20 + 100) / 2 before, (80 + 100) / 2 then. C1 rolls it up, C2 its own key results.
      (
        "@KR1.progress = 80%",
        [
          "KR1 moves O1 (60% to 90%), C1 (60% to 90%)",
          "the effect stops at C2: C2 does not roll up O1, an objective",
        ]
      ),
      (
        "@KR2.current = 12",
        ["the effect stops at O1: KR2 counts from 0% to 100%, so its 150% and 120% count alike"]
      ),
      ("@KR3.current = 9", ["the effect stops at O1: KR3 is dropped"]),
      ("@KR4.current = 9", ["the effect stops at O1: KR4 has weight 0 in O1"]),
      (
        "@KR5.current = 9",
        ["KR5 moves nothing above: no link that leads up from there passes it on"]
      ),
      ("@KR1.current = 2", ["KR1 moves nothing above: its own progress stays 20%"]),
      ("@KR1.title = \"x\"", []),
      (
        "@KR1.progress = 80%, @KR2.progress = 80%",
        [
          "KR1, KR2 move O1 (60% to 80%), C1 (60% to 80%)",
          "the effect stops at C2: C2 does not roll up O1, an objective",
        ]
      ),
      (
        "@KR1.progress = 80%, @O1.progress = 60%",
        ["the effect stops at O1: its progress is assumed, too"]
      ),
    ])
  func effects(assumption: String, notes: [String]) throws {
    #expect(try table("objectives assuming \(assumption)", Self.fixture).notes == notes)
  }

  @Test("a comparison with an assumption has the same remarks")
  func compared() throws {
    let result = try table(
      "objectives | compare with assuming @KR4.current = 9", Self.fixture)
    #expect(result.notes == ["the effect stops at O1: KR4 has weight 0 in O1"])
  }

  @Test("goals of a loop are not moved, and the remark says so")
  func loops() throws {
    let fixture = GraphFixture().objective("A").supporting("B").objective("B").supporting("A")
      .keyResult("KR1", of: "A", to: 10, now: 5)
    #expect(
      try table("objectives assuming @KR1.current = 9", fixture).notes
        == ["the effect stops at A: A lies in a loop of links"])
  }

  @Test("`say` adds a column and shows sentences, also in groups")
  func sentences() throws {
    let result = try table(
      "key results of @O1 | show id, progress | say \"{id} is at {progress}\"", Self.fixture)
    #expect(result.shape == .sentences)
    #expect(result.columns.map(\.name) == ["id", "progress", "say"])
    #expect(result.value(row: 0, column: 2) == .text("KR1 is at 20%"))
    let grouped = try table(
      "key results of @O1 | group by state | say \"{id} of {count()}\"", Self.fixture)
    #expect(grouped.groups?.count == 2)
    let place = try #require(grouped.columns.firstIndex { $0.name == "say" })
    #expect(
      (0..<grouped.rowCount).map { grouped.value(row: $0, column: place) }
        == ["KR3 of 1", "KR1 of 3", "KR2 of 3", "KR4 of 3"].map { .text($0) })
  }

  @Test(
    "an empty answer for a period counts what other readings of it find",
    arguments: [
      (
        "in May 2026",
        [
          "no cycle of this workspace is `May 2026`", "due then: 1 (`due during May 2026`)",
          "dates overlapping it: 2 (`during May 2026`)",
        ]
      ),
      (
        "due during April 2026",
        [
          "filed under it: 1 (`in April 2026`)",
          "dates overlapping it: 2 (`during April 2026`)",
        ]
      ),
      ("during January 2027", ["filed under it: 1 (`in January 2027`)"]),
    ])
  func readings(modifier: String, hints: [String]) throws {
    let fixture = GraphFixture().cycle("Q2", from: "2026-04-01", through: "2026-06-30")
      .cycle("April 2026", from: "2026-04-01", through: "2026-04-30")
      .cycle("January 2027", from: "2027-01-01", through: "2027-01-31")
      .objective("O1", cycle: "Q2", due: "2026-05-20")
      .objective("O2", cycle: "Q2")
      .objective("O3", cycle: "April 2026", start: "2026-07-01", due: "2026-08-01")
      .objective("O4", cycle: "January 2027", start: "2026-07-01", due: "2026-08-01")
    #expect(try table("objectives \(modifier)", fixture).emptyAnswer?.hints == hints)
  }

  @Test("a query of an earlier day is followed as it was then")
  func viewed() throws {
    let fixture = GraphFixture().keyResult("KR1", to: 10, start: "2026-04-01", due: "2026-06-30")
      .checkIn("KR1", on: "2026-04-10", value: 2).checkIn("KR1", on: "2026-05-10", value: 8)
    let session = Session(graph: fixture.graph(), today: .on("2026-05-16"))
    func verdict(_ question: String) throws -> String {
      guard case .why(let answer)? = try session.run(question).first else { return "" }
      return answer.verdict
    }
    #expect(
      try verdict("why @KR1 not in (key results below 50% as of 2026-04-20)")
        == "KR1 is in the answer: each step keeps it")
    #expect(
      try verdict("why @KR1 not in (key results above 50% as of 2026-04-20)")
        == "KR1 is not in the answer: `above 50%` leaves it out: progress is 20%, asked: above 50%"
    )
  }
}
