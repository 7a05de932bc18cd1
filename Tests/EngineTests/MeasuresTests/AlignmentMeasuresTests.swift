// Gaps in alignment: what is not supported, what crosses cycles, who has too much.

import Grove
import TestKit
import Testing

@Suite("Gaps in alignment") struct AlignmentMeasuresTests {
  private func flags(
    _ field: String, _ ids: [String], _ fixture: GraphFixture
  ) -> [Value] {
    let graph = fixture.graph()
    return ids.map { graph.value(field, of: $0, on: "2026-05-15") }
  }

  @Test("a goal without work below it is unsupported; a KPI and a mere block are no work")
  func unsupported() {
    let fixture = GraphFixture()
      .objective("A").keyResult("K", of: "A").objective("B").initiative("I").supporting("B", "K")
      .objective("D").kpi("P").supporting("D", kind: "covers")
      .initiative("J").supporting("D", kind: "blocks")
      .objective("E").objective("F").supporting("E", kind: "aligns")
    #expect(
      flags("unsupported", ["A", "K", "B", "D", "E", "F"], fixture)
        == [.flag(false), .flag(false), .flag(false), .flag(true), .flag(false), .flag(true)])
  }

  @Test("a link crosses cycles unless the one above holds the one below, by parent or by days")
  func crossCycle() {
    let fixture = GraphFixture()
      .cycle("Y", from: "2026-01-01", through: "2026-12-31")
      .cycle("Q1", from: "2026-01-01", through: "2026-03-31")
      .cycle("Q2", from: "2026-04-01", through: "2026-06-30")
      .cycle("B").cycle("S", in: "B")
      .objective("y", cycle: "Y").objective("q1", cycle: "Q1").supporting("y")
      .objective("q2", cycle: "Q2").supporting("q1", "y")
      .objective("late", cycle: "Y").supporting("q2")
      .objective("b", cycle: "B").objective("s", cycle: "S").supporting("b")
      .objective("none").supporting("y").objective("free").supporting("none")
      .objective("over", cycle: "Q1").supporting("none")
    #expect(
      flags(
        "cross_cycle", ["y", "q1", "q2", "late", "b", "s", "none", "free", "over"], fixture)
        == [
          .flag(false), .flag(false), .flag(true), .flag(true), .flag(false), .flag(false),
          .missing, .flag(false), .flag(false),
        ])
  }

  @Test("cycles that are parts of each other by mistake do not hang")
  func loopOfCycles() {
    let fixture = GraphFixture().cycle("A", in: "B").cycle("B", in: "A").cycle("D")
      .objective("d", cycle: "D").objective("a", cycle: "A").supporting("d")
    #expect(flags("cross_cycle", ["a"], fixture) == [.flag(true)])
  }

  @Test("a person is overloaded with more open goals than the workspace allows")
  func overloaded() {
    let fixture = GraphFixture(policies: Policies(overload: 1))
      .person("ana").person("ben").person("cyd")
      .objective("A", owner: "ana").keyResult("K", owner: "ana")
      .objective("B", owner: "ben").objective("D", owner: "ben", state: "closed")
    #expect(
      flags("overloaded", ["ana", "ben", "cyd"], fixture)
        == [.flag(true), .flag(false), .flag(false)])
  }

  @Test("without any owners nobody is overloaded")
  func noOwners() {
    #expect(
      flags("overloaded", ["ana"], GraphFixture().person("ana").objective("A"))
        == [.flag(false)])
  }
}
