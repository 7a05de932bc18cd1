// Disagreements that the oracle found, each as the smallest question that shows it.

import Grove
import TestKit
import Testing

@Suite("Found by the oracle") struct FoundByOracleTests {
  private func rows(_ text: String, _ fixture: GraphFixture) throws -> [[Value]] {
    let session = Session(graph: fixture.graph(), today: .on("2026-05-15"))
    guard case .table(let table)? = try session.run(text).first else { return [] }
    return (0..<table.rowCount).map { row in
      table.columns.indices.map { table.value(row: row, column: $0) }
    }
  }

  @Test("a key result without an objective is one without objectives")
  func withoutObjectives() throws {
    let fixture = GraphFixture().objective("O1").keyResult("KR1", of: "O1").keyResult("KR2")
    #expect(try rows("key results without objectives | show id", fixture) == [[.text("KR2")]])
  }

  @Test("a list that is missing has no members, and no sum")
  func missingList() throws {
    let fixture = GraphFixture().objective("O1")
    let row = try rows("objectives | show n = count(tags), one = first(tags)", fixture)
    #expect(row == [[.number(0), .missing]])
  }

  @Test("a cycle that only risks are filed under is one without goals")
  func ownKindsAreNoGoals() throws {
    var schema = Schema.standard
    let declared = schema.addKind(plural: "risks", singular: "risk")
    let risks = try #require(declared)
    let fixture = GraphFixture(schema: schema).cycle(
      "c1", from: "2026-04-01", through: "2026-06-30"
    )
    .row(risks, id: "R1", ["cycle": .text("c1"), "title": .text("Fire")])
    #expect(try rows("cycles without (goals) | show id", fixture) == [[.text("c1")]])
  }

  @Test("nothing is known of whether a check-in belongs to a team when its goal has none")
  func checkInsOfTeam() throws {
    let fixture = GraphFixture().team("t1").objective("O1").checkIn("O1", on: "2026-05-01")
    #expect(try rows("check-ins of @t1", fixture).isEmpty)
    #expect(try rows("check-ins not of @t1", fixture).isEmpty)
  }
}
