// Simple paths, their order and bounds, and what a goal is to one above it.

import Grove
import TestKit
import Testing

@Suite("Paths") struct PathTests {
  // K -> O1 -> C, K -> O2 -> C, K -> C directly by `aligns`, O1 -> O2; L1 <-> L2 -> C.
  private var asked: AskedGraph {
    AskedGraph(
      GraphFixture().objective("C").with("rollup", .text("both"))
        .objective("O1").with("rollup", .text("both")).supporting("C", weight: 3).supporting("O2")
        .objective("O2").with("rollup", .text("both")).supporting("C")
        .objective("L1").supporting("L2").objective("L2").supporting("L1", "C")
        .keyResult("K", of: "O1", from: 0, to: 10, now: 5).supporting("O2")
        .supporting("C", kind: "aligns")
        .initiative("I").supporting("K").keyResult("Z", of: "C", weight: 0)
        .keyResult("D", of: "C", state: "dropped"))
  }

  @Test("paths come by length, then in workspace order, goal by goal")
  func order() throws {
    #expect(
      try asked.lines("paths from @K to @C") == [
        "K>C 1", "K>O1>C 2", "K>O2>C 2", "K>O1>O2>C 3",
      ])
    #expect(try asked.lines("paths from @K to @C to depth 1") == ["K>C 1"])
    #expect(try asked.lines("paths from @K to @C where length > 2") == ["K>O1>O2>C 3"])
    #expect(try asked.lines("paths from (@O1, @O2) to \"C\"") == ["O1>C 1", "O2>C 1", "O1>O2>C 2"])
    #expect(
      try asked.lines("paths from @K to (@O2, @C) to depth 2") == [
        "K>C 1", "K>O2 1", "K>O1>C 2", "K>O1>O2 2", "K>O2>C 2",
      ])
  }

  @Test("a path meets no goal twice, so a loop under it ends")
  func loops() throws {
    #expect(try asked.lines("paths from @L1 to @C") == ["L1>L2>C 2"])
    #expect(try asked.lines("paths from @L1 to @L1") == [])
    #expect(
      try asked.lines("goals | show id, n = count(paths from this to @C) | where n > 1") == [
        "O1 2", "K 4", "I 4",
      ])
  }

  @Test("no path is an answer with a reason")
  func none() throws {
    func reason(_ text: String) throws -> String? { try asked.ask(text).emptyAnswer?.reason }
    #expect(try reason("paths from @L1 to @K") == "nothing leads up from L1 to K")
    #expect(
      try reason("paths from @C to @K")
        == "nothing leads up from C to K, but from K up to C: turn the two round")
    #expect(
      try reason("paths from @I to @C to depth 1") == "all paths from I up to C are longer")
    #expect(
      try reason("paths from (goals named \"zz\") to @C") == "there is no goal to start from")
  }

  @Test("many paths are cut at the most an answer holds, the shortest kept, and said so")
  func many() throws {
    // Ten layers of three: 3 to the power of 10 paths.
    var fixture = GraphFixture().objective("top")
    for layer in 0..<10 {
      for place in 0..<3 {
        fixture = fixture.objective("L\(layer)-\(place)")
        for above in 0..<(layer == 0 ? 1 : 3) {
          fixture = fixture.supporting(layer == 0 ? "top" : "L\(layer - 1)-\(above)")
        }
      }
    }
    let asked = AskedGraph(fixture.objective("end").supporting("L9-0", "top"))
    let table = try asked.ask("paths from @end to @top")
    #expect(table.rowCount == 1000)
    #expect(table.value(row: 0, column: 1) == .number(1))
    #expect(
      table.notes == [
        "the first 1,000 paths, shortest first; there are more: narrow them with `to depth N`"
      ])
    #expect(try asked.value("count(paths from @end to @top)") == .number(1000))
    let counted = try asked.ask("from @end | show n = routes(@top)")
    #expect(counted.value(row: 0, column: 0) == .number(1000))
    #expect(counted.notes == ["routes are counted up to 1,000: there are more where it says so"])
  }

  @Test("long paths are cut at the goals that an answer holds, and said so")
  func long() throws {
    // A chain of 1,000 goals below ten layers of two: 1,024 paths of 1,011 goals each.
    var fixture = GraphFixture().objective("top")
    for layer in 0..<10 {
      for place in 0..<2 {
        fixture = fixture.objective("L\(layer)-\(place)")
        for above in 0..<(layer == 0 ? 1 : 2) {
          fixture = fixture.supporting(layer == 0 ? "top" : "L\(layer - 1)-\(above)")
        }
      }
    }
    fixture = fixture.objective("N0").supporting("L9-0", "L9-1")
    for link in 1..<1000 { fixture = fixture.objective("N\(link)").supporting("N\(link - 1)") }
    let table = try AskedGraph(fixture).ask("paths from @N999 to @top")
    #expect(table.rowCount == 100_000 / 1011)
    #expect(
      table.notes == [
        "the shortest paths, 100,000 goals on them in all; there are more: narrow them with "
          + "`to depth N`"
      ])
  }

  @Test("a clique, in which simple paths are hard to find, ends at its bound")
  func clique() throws {
    var fixture = GraphFixture().objective("out")
    for place in 0..<24 {
      fixture = fixture.objective("N\(place)")
      for other in 0..<24 where other != place { fixture = fixture.supporting("N\(other)") }
    }
    let table = try AskedGraph(fixture.with("x", .missing).supporting("out"))
      .ask("paths from @N0 to @out")
    #expect(table.rowCount == 1000)
    #expect(table.notes.count == 1)
  }

  @Test("routes are the number of paths, with loops and without")
  func routes() throws {
    #expect(
      try asked.lines("goals | show id, routes(@C), count(paths from this to @C)").allSatisfy {
        let words = $0.split(separator: " ")
        return words[1] == words[2]
      })
    #expect(
      try asked.lines("goals | show id, r = routes(@O2) | where r > 0") == [
        "O1 1", "K 2", "I 2",
      ])
  }

  @Test(
    "contribution is the weight's share along each route, summed; what does not count is missing")
  func contribution() throws {
    // C: O1 weighs 3, O2 and L2 weigh 1; Z weighs 0 and D is dropped. O2: O1 and K weigh 1 each.
    // O1: K alone. So O2 is 1/5, O1 3/5 + 1/2 of O2, K all of O1 and half of O2.
    #expect(
      try asked.lines("goals | show id, contribution(@C)") == [
        "C -", "O1 0.7", "O2 0.2", "L1 -", "L2 -", "K 0.8", "I -", "Z -", "D -",
      ])
  }

  @Test("where the effect stops is said, for a few goals")
  func whereItStops() throws {
    func notes(_ id: String) throws -> [String] {
      try asked.ask("from @\(id) | show contribution(@C)").notes
    }
    #expect(try notes("I") == ["I adds nothing to C: the progress of K comes from its own values"])
    #expect(try notes("Z") == ["Z adds nothing to C: Z has weight 0 in C"])
    #expect(try notes("D") == ["D adds nothing to C: D is dropped"])
    #expect(try notes("L1") == ["L1 adds nothing to C: L2 lies in a loop of links"])
    #expect(
      try asked.ask("from @K | show contribution(@I)").notes == [
        "K adds nothing to I: nothing leads up from it to I"
      ])
  }

  @Test("places that are no goals, and calls without one, are refused")
  func refused() {
    let asked = AskedGraph(GraphFixture().team("t").objective("C"))
    #expect(asked.messages("paths from @t to @C").first?.hasPrefix("GRV0223") == true)
    #expect(asked.messages("goals | show routes()").first?.hasPrefix("GRV0222") == true)
    #expect(asked.messages("teams | show routes(@C)").first?.hasPrefix("GRV0222") == true)
    #expect(asked.messages("goals | show contribution(@t)").first?.hasPrefix("GRV0222") == true)
  }
}
