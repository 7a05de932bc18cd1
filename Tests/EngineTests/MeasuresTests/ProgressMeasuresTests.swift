// Progress of graphs: what counts, with what weight, and what is left out.

import Grove
import TestKit
import Testing

@Suite struct ProgressMeasuresTests {
  private let today = "2026-05-15"

  private func progress(_ graph: GoalGraph, _ id: String) -> Value {
    graph.value("progress", of: id, on: today)
  }

  @Test("an objective is the weighted mean of its key results")
  func rollUp() {
    let graph = GraphFixture()
      .objective("O1")
      .keyResult("K1", of: "O1", from: 0, to: 10, now: 5)
      .keyResult("K2", of: "O1", from: 100, to: 50, now: 60, weight: 3).graph()
    #expect(progress(graph, "O1") == .ratio(0.725))
  }

  @Test("values over 100 % and under 0 count as 1 and 0 above, and stay as they are below")
  func clamping() {
    let graph = GraphFixture()
      .objective("O1").keyResult("K1", of: "O1", from: 0, to: 10, now: 26)
      .keyResult("K2", of: "O1", from: 0, to: 10, now: -30).graph()
    #expect(progress(graph, "K1") == .ratio(2.6))
    #expect(progress(graph, "K2") == .ratio(-3))
    #expect(progress(graph, "O1") == .ratio(0.5))
    #expect(graph.value("score", of: "K1", on: today) == .number(1))
  }

  @Test(
    "goals that are not pursued are left out",
    arguments: [
      "draft", "cancelled", "dropped", "archived", "deferred",
    ])
  func leftOut(state: String) {
    let graph = GraphFixture()
      .objective("O1").keyResult("K1", of: "O1", to: 10, now: 5)
      .keyResult("K2", of: "O1", to: 10, now: 10, state: state).graph()
    #expect(progress(graph, "O1") == .ratio(0.5))
  }

  @Test("closed goals count")
  func closed() {
    let graph = GraphFixture()
      .objective("O1").keyResult("K1", of: "O1", to: 10, now: 5, state: "closed")
      .keyResult("K2", of: "O1", to: 10, now: 10).graph()
    #expect(progress(graph, "O1") == .ratio(0.75))
  }

  @Test("without a key result that counts an objective takes its children")
  func children() {
    let fixture = GraphFixture()
      .objective("C1").keyResult("K0", of: "C1", to: 10, now: 9, state: "cancelled")
      .objective("O1").supporting("C1").keyResult("K1", of: "O1", to: 10, now: 2)
      .objective("O2").supporting("C1", weight: 3).keyResult("K2", of: "O2", to: 10, now: 6)
    #expect(progress(fixture.graph(), "C1") == .ratio(0.5))
  }

  @Test(
    "an objective says what it rolls up",
    arguments: [
      ("key_results", 0.9), ("children", 0.2), ("both", 0.55),
    ])
  func sources(rollup: String, expected: Double) {
    let graph = GraphFixture()
      .objective("C1").with("rollup", .text(rollup)).keyResult("K0", of: "C1", to: 10, now: 9)
      .objective("O1").supporting("C1").keyResult("K1", of: "O1", to: 10, now: 2).graph()
    #expect(progress(graph, "C1") == .ratio(expected))
  }

  @Test("the workspace says what objectives roll up that do not say so")
  func usualSource() {
    let graph = GraphFixture(policies: Policies(rollUp: .both))
      .objective("C1").keyResult("K0", of: "C1", to: 10, now: 9)
      .objective("O1").supporting("C1").keyResult("K1", of: "O1", to: 10, now: 2).graph()
    #expect(progress(graph, "C1") == .ratio(0.55))
  }

  @Test("the link's weight goes before the goal's, and 0 shows alignment only")
  func weights() {
    let graph = GraphFixture()
      .objective("O1").keyResult("K1", to: 10, now: 10, weight: 5).supporting("O1", weight: 1)
      .keyResult("K2", to: 10, now: 0).supporting("O1")
      .keyResult("K3", to: 10, now: 0).supporting("O1", weight: 0).graph()
    #expect(progress(graph, "O1") == .ratio(0.5))
    #expect(graph.value("unaligned", of: "K3", on: today) == .flag(false))
  }

  @Test("weights of 0 in all, and no children, give no progress")
  func noWeight() {
    let graph = GraphFixture()
      .objective("O1").keyResult("K1", of: "O1", to: 10, now: 5, weight: 0).objective("O2").graph()
    #expect(progress(graph, "O1") == .missing)
    #expect(progress(graph, "O2") == .missing)
    #expect(graph.value("status", of: "O2", on: today) == .text("unknown"))
  }

  @Test(
    "a key result without a value counts as 0, is skipped, or makes its objective missing",
    arguments: [
      (MissingInRollUp.zero, Value.ratio(0.4)), (.skip, .ratio(0.8)), (.missing, .missing),
    ])
  func missing(policy: MissingInRollUp, expected: Value) {
    let graph = GraphFixture(policies: Policies(missingInRollUp: policy))
      .objective("O1").keyResult("K1", of: "O1", to: 10, now: 8).keyResult("K2", of: "O1", to: 10)
      .graph()
    #expect(progress(graph, "O1") == expected)
    #expect(progress(graph, "K2") == .missing)
  }

  @Test("a key result of two objectives counts in both")
  func twoObjectives() {
    let graph = GraphFixture()
      .objective("O1", cycle: "Q2 2026").objective("O2", cycle: "Q3 2026")
      .keyResult("K1", to: 10, now: 4).with("objectives", .list([.text("O1"), .text("O2")]))
      .graph()
    #expect(progress(graph, "O1") == .ratio(0.4))
    #expect(progress(graph, "O2") == .ratio(0.4))
    #expect(graph.value("due", of: "K1", on: today) == .date(.on("2026-06-30")))
  }

  @Test("in a diamond each edge counts once")
  func diamond() {
    let graph = GraphFixture()
      .objective("TOP").objective("A").supporting("TOP").objective("B").supporting("TOP")
      .objective("X").supporting("A", "B").keyResult("K1", of: "X", to: 10, now: 4)
      .keyResult("K2", of: "B", to: 10, now: 10).graph()
    #expect(progress(graph, "TOP") == .ratio(0.7))
    #expect(graph.value("depth", of: "K1", on: today) == .number(3))
    #expect(graph.value("root", of: "K1", on: today) == .node(graph.nodes(.objectives)[0]))
  }

  @Test("the owner's progress stands where none can be computed, and is marked")
  func stated() {
    let graph = GraphFixture()
      .objective("O1").keyResult("K1", of: "O1").with("stated_progress", .ratio(0.6))
      .keyResult("K2", of: "O1", to: 10, now: 2).with("stated_progress", .ratio(0.9))
      .objective("O2").with("stated_progress", .ratio(0.3)).graph()
    #expect(progress(graph, "K1") == .ratio(0.6))
    #expect(progress(graph, "K2") == .ratio(0.2))
    #expect(progress(graph, "O1") == .ratio(0.4))
    #expect(progress(graph, "O2") == .ratio(0.3))
    for (id, isStated) in [("K1", true), ("K2", false), ("O1", false), ("O2", true)] {
      #expect(graph.value("progress_is_stated", of: id, on: today) == .flag(isStated))
    }
  }

  @Test(
    "directions other than moving",
    arguments: [
      ("at_least", 90.0, 95.0, 1.0), ("at_least", 90, 80, 0), ("at_most", 40, 40, 1),
      ("at_most", 40, 41, 0), ("yes_no", 1, 1, 1), ("yes_no", 1, 0, 0), ("baseline", 0, 7, 1),
    ])
  func directions(direction: String, target: Double, now: Double, expected: Double) {
    let graph = GraphFixture()
      .keyResult("K1", to: target, now: now, direction: direction)
      .keyResult("K2", to: target, direction: direction).graph()
    #expect(progress(graph, "K1") == .ratio(expected))
    #expect(progress(graph, "K2") == .missing)
    #expect(graph.value("status", of: "K2", on: today) == .text("not started"))
  }

  @Test("bounds without a target or direction are a band to keep")
  func band() {
    let graph = GraphFixture()
      .keyResult("K1", now: 25).with("low", .number(20)).with("high", .number(30))
      .keyResult("K2", now: 35).with("low", .number(20)).with("high", .number(30)).graph()
    #expect(progress(graph, "K1") == .ratio(1))
    #expect(progress(graph, "K2") == .ratio(0))
    #expect(graph.value("holding", of: "K2", on: today) == .flag(false))
  }

  @Test("steps are reached by yes, or by a day that has come")
  func milestones() {
    func step(_ reached: Value, _ weight: Value = .missing) -> Value {
      .record(
        Record([.init(name: "reached", value: reached), .init(name: "weight", value: weight)]))
    }
    let steps: [Value] = [
      step(.flag(true)), step(.date(.on("2026-05-15"))), step(.date(.on("2026-05-16"))),
      step(.missing),
    ]
    let graph = GraphFixture().keyResult("K1").with("milestones", .list(steps))
      .keyResult("K2").with(
        "milestones", .list([step(.flag(true), .number(1)), step(.flag(false), .number(3))])
      )
      .graph()
    #expect(progress(graph, "K1") == .ratio(0.5))
    #expect(progress(graph, "K2") == .ratio(0.25))
  }

  @Test(
    "a kept value is judged by the workspace's policy",
    arguments: [
      (MaintainPolicy.latest, 1.0), (.worst, 0), (.mean, 1), (.distance, 1.1),
      (.share, 0.333333333),
    ])
  func maintain(policy: MaintainPolicy, expected: Double) {
    // Six weeks are over: weeks 1 and 3 held, week 2 did not, weeks 4 to 6 have no check-in;
    // the last check-in falls into week 7, which is not over.
    let graph = GraphFixture(policies: Policies(maintain: policy))
      .keyResult("K1", to: 90, direction: "at_least", start: "2026-04-01", due: "2026-06-30")
      .checkIn("K1", on: "2026-04-03", value: 95).checkIn("K1", on: "2026-04-10", value: 80)
      .checkIn("K1", on: "2026-04-17", value: 96).checkIn("K1", on: "2026-05-14", value: 99)
      .graph()
    #expect(progress(graph, "K1") == .ratio(expected))
  }

  @Test("a roll-up over a random graph is the naive recursive one", arguments: 1...20)
  func randomGraphs(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var fixture = GraphFixture()
    let count = Int.random(in: 2...40, using: &generator)
    var naive = NaiveRollUp()
    for number in 0..<count {
      fixture = fixture.objective("O\(number)")
      for parent in 0..<number where Int.random(in: 0..<4, using: &generator) == 0 {
        let weight = [nil, 0, 1, 2.5].randomElement(using: &generator) ?? nil
        fixture = fixture.supporting("O\(parent)", weight: weight)
        naive.children[parent, default: []].append((number, weight ?? 1))
      }
      for keyResult in 0..<Int.random(in: 0...2, using: &generator) {
        let now = Double(Int.random(in: -5...15, using: &generator))
        let weight = Double(Int.random(in: 0...2, using: &generator))
        fixture = fixture.keyResult(
          "K\(number)-\(keyResult)", of: "O\(number)", from: 0, to: 10, now: now, weight: weight)
        naive.keyResults[number, default: []].append((now / 10, weight))
      }
    }
    let graph = fixture.graph()
    for number in 0..<count {
      let expected = naive.progress(number).map { Value.ratio($0) } ?? .missing
      #expect(progress(graph, "O\(number)") == expected, "O\(number) of seed \(seed)")
    }
  }
}

/// The roll-up as its definition reads, by recursion: no order, no columns.
private struct NaiveRollUp {
  var children: [Int: [(goal: Int, weight: Double)]] = [:]
  var keyResults: [Int: [(progress: Double, weight: Double)]] = [:]

  func progress(_ goal: Int) -> Double? {
    var sum = 0.0
    var weights = 0.0
    if let keyResults = keyResults[goal] {
      for keyResult in keyResults {
        sum += keyResult.weight * min(max(keyResult.progress, 0), 1)
        weights += keyResult.weight
      }
    } else {
      for child in children[goal] ?? [] {
        sum += child.weight * (progress(child.goal) ?? 0)
        weights += child.weight
      }
    }
    return weights == 0 ? nil : (sum / weights * 1e9).rounded() / 1e9
  }
}
