// `why` over small graphs: verdicts, terms and places, worked out by hand.

import Grove
import TestKit
import Testing

@Suite struct WhyTests {
  /// On 16 May 45 of the 90 days of Q2 are over: 50% is expected. KR1 is at 8 of 40, KR2 at 60% with
  /// weight 3, KR3 has no value: O1 is at (20 + 3 x 60 + 0) / 5 = 40%.
  private static let fixture = GraphFixture()
    .cycle("Q2", from: "2026-04-01", through: "2026-06-30").person("ana", "Ana")
    .objective("C1", cycle: "Q2").with("level", .text("company"))
    .objective("O1", cycle: "Q2", owner: "ana").supporting("C1", weight: 2)
    .keyResult("KR1", of: "O1", from: 0, to: 40)
    .keyResult("KR2", of: "O1", from: 20, to: 10, weight: 3)
    .keyResult("KR3", of: "O1", from: 0, to: 10)
    .keyResult("KR4", of: "O1", from: 0, to: 10, now: 9, state: "dropped")
    .checkIn("KR1", on: "2026-05-12", value: 8).checkIn("KR2", on: "2026-05-14", value: 14)
    .checkIn("KR1", on: "2026-06-12", value: 30)

  private func why(
    _ question: String, in fixture: GraphFixture = Self.fixture, policies: Policies = .standard
  ) throws -> WhyAnswer {
    var fixture = fixture
    fixture.builder.policies = policies
    let session = Session(graph: fixture.graph(), today: .on("2026-05-16"), me: "ana")
    guard case .why(let answer)? = try session.run("why " + question).first else {
      throw NoAnswer()
    }
    return answer
  }

  private struct NoAnswer: Error {}

  @Test("a value that a program set has no line of a file any longer, and says so")
  func setInCode() throws {
    func reasons(_ graph: GoalGraph) throws -> [String: Reason] {
      let session = Session(graph: graph, today: .on("2026-05-16"))
      guard case .why(let answer)? = try session.run("why @KR1 is off track").first else {
        throw NoAnswer()
      }
      var found: [String: Reason] = [:]
      func take(_ reason: Reason) {
        found[reason.name] = reason
        reason.parts.forEach(take)
      }
      answer.reasons.forEach(take)
      return found
    }
    let before = Self.fixture.graph()
    #expect(try reasons(before)["target"]?.source != nil)
    let after = try before.applying([.set(goal: "KR1", field: "target", to: .number(80))])
    let target = try reasons(after)["target"]
    #expect(target?.value == .number(80))
    #expect(target?.source == nil)
    #expect(target?.origin == "set in code")
    #expect(try reasons(after)["baseline"]?.source == reasons(before)["baseline"]?.source)
    // One that is known by its day tells of the change.
    let dated = try before.applying([
      .set(goal: "KR1", field: "target", to: .number(80), date: .on("2026-05-03"))
    ])
    #expect(try reasons(dated)["target"]?.origin == "change of 3 May 2026")
    #expect(try reasons(dated)["target"]?.source == nil)
    // Goals that come and go leave the mark where it was.
    let more = try after.applying([.add(kind: .objectives, id: "A0")])
    #expect(try reasons(more)["target"]?.origin == "set in code")
    #expect(try reasons(before)["target"]?.origin == "")
  }

  @Test(
    "the verdict says the rule with its numbers",
    arguments: [
      (
        "@KR1 is off track",
        "KR1 is off track by policy gap: expected 50% - progress 20% = 30 points behind, limit 25"
      ),
      (
        "@KR1 is at risk",
        "KR1 is not at risk: it is off track by policy gap: "
          + "expected 50% - progress 20% = 30 points behind, limit 25"
      ),
      (
        "@O1 is at risk",
        "O1 is at risk by policy gap: expected 50% - progress 40% = 10 points behind, limits 0 and 25"
      ),
      ("@KR3 is started", "KR3 is not started: it has no value yet"),
      ("@KR2 is ahead", "KR2 is ahead: expected 50% - progress 60% = 10 points ahead"),
      ("@O1 is unowned", "O1 is not unowned: its owner is Ana"),
      ("@KR1 is unowned", "KR1 is unowned: no owner is given"),
      (
        "@C1 is unaligned",
        "C1 is not unaligned: no link leads up from it, and company is the highest level"
      ),
      ("@KR4 is open", "KR4 is not open: its state is dropped"),
      ("@C1 is company", "C1 is company: level is company"),
      ("@O1 is company", "it is not known whether O1 is company: level is missing, asked: company"),
      ("@KR1 is overdue", "KR1 is not overdue: open, and due on 30 Jun 2026, in 45 days"),
      ("@KR1 is circular", "KR1 is not circular: no way up from it leads back to it"),
    ])
  func verdicts(question: String, verdict: String) throws {
    #expect(try why(question).verdict == verdict)
  }

  @Test("what was said is so, is not, or is not known")
  func values() throws {
    #expect(try why("@KR1 is off track").value == .flag(true))
    #expect(try why("@KR1 is not off track").value == .flag(false))
    #expect(try why("@KR3 is not started").value == .flag(true))
    #expect(try why("@O1 is not company").value == .missing)
    #expect(try why("@KR1 in (key results)").value == .flag(true))
    #expect(try why("@KR1 not in (key results)").value == .flag(false))
    #expect(try why("progress of @KR1").value == .ratio(0.2))
  }

  @Test("the terms of a status are expected and actual progress with their places")
  func statusTerms() throws {
    let reasons = try why("@KR1 is off track").reasons
    #expect(reasons.map(\.name) == ["expected", "progress"])
    #expect(reasons.map(\.value) == [.ratio(0.5), .ratio(0.2)])
    #expect(reasons.map(\.words) == ["45 of 90 days, 1 Apr to 30 Jun 2026", "(8 - 0) / (40 - 0)"])
    #expect(reasons.first?.origin == "cycle Q2 of its objective")
    #expect(reasons.first?.source == Reason.Source(file: "fixture", line: 1))
    let inputs = reasons.last?.parts ?? []
    #expect(inputs.map(\.name) == ["current", "baseline", "target"])
    // The check-in of June is still to come.
    #expect(inputs.first?.value == .number(8))
    #expect(inputs.first?.origin == "check-in of 12 May 2026")
    #expect(inputs.first?.source == Reason.Source(file: "fixture", line: 9))
    #expect(inputs.last?.source == Reason.Source(file: "fixture", line: 5))
  }

  @Test("progress of an objective is told down to the check-ins, with what each child adds")
  func rollUp() throws {
    let answer = try why("progress of @O1")
    #expect(
      answer.verdict == "progress of O1 is 40%: (1 x 20% + 3 x 60%) / 5, over 2 of 3 children")
    #expect(answer.reasons.map(\.name) == ["KR1", "KR2", "KR3", "KR4"])
    #expect(
      answer.reasons.map(\.words) == [
        "weight 1 of 5, adds 4 points", "weight 3 of 5, adds 36 points",
        "weight 1 of 5, no progress counts as 0: no value yet", "not counted: it is dropped",
      ])
    #expect(answer.reasons[1].parts.first?.words == "(14 - 20) / (10 - 20)")
  }

  @Test(
    "what a child without progress counts follows the policy",
    arguments: [
      (MissingInRollUp.skip, "(1 x 20% + 3 x 60%) / 4, over 2 of 3 children"),
      (.missing, "a child without progress makes it missing"),
    ])
  func missingPolicies(policy: MissingInRollUp, words: String) throws {
    let answer = try why("progress of @O1", policies: Policies(missingInRollUp: policy))
    #expect(answer.verdict.hasSuffix(words))
  }

  @Test("a child of another kind than is rolled up is named with why it does not count")
  func leftOut() throws {
    let fixture = GraphFixture().objective("C1").keyResult("KR1", of: "C1", to: 10, now: 5)
      .objective("O1").supporting("C1").objective("O2").supporting("C1", weight: 0)
    #expect(
      try why("progress of @C1", in: fixture).reasons.map(\.words) == [
        "weight 1 of 1, adds 50 points", "not counted: C1 rolls up `key_results`",
        "not counted: C1 rolls up `key_results`",
      ])
    let both = fixture.keyResult("KR9", of: "O1", to: 10, now: 5)
    #expect(
      try why("progress of @C1", in: both, policies: Policies(rollUp: .both)).reasons.map(\.words)
        == [
          "weight 1 of 2, adds 25 points", "weight 1 of 2, adds 25 points",
          "not counted: its weight is 0",
        ])
  }

  @Test("goals of a loop have no roll-up, and the loop is shown")
  func loops() throws {
    let fixture = GraphFixture().objective("A").supporting("B").objective("B").supporting("A")
    #expect(
      try why("progress of @A", in: fixture).verdict
        == "progress of A is missing: it supports itself in a loop, and a loop has no roll-up")
    #expect(try why("@A is circular", in: fixture).verdict == "A is circular: A > B > A")
  }

  @Test(
    "what left a thing out of an answer is named with its value",
    arguments: [
      (
        "@KR2 not in (key results below 50% in Q2)",
        "KR2 is not in the answer: `below 50%` leaves it out: progress is 60%, asked: below 50%"
      ),
      (
        "@KR3 not in (key results below 50%)",
        "KR3 is not in the answer: `below 50%` is not known for it: "
          + "progress is missing, asked: below 50%"
      ),
      (
        "@O1 not in (key results)",
        "O1 is not in the answer: it is an objective, not a key result"
      ),
      (
        "@KR1 not in (key results | top 1 by progress)",
        "KR1 is not in the answer: `| top 1 by progress` leaves it out: progress is 20%, "
          + "that of the last row kept 90%"
      ),
      (
        "@KR2 not in (key results | take 1)",
        "KR2 is not in the answer: `| take 1` leaves it out: it is row 2 of 4"
      ),
      (
        "@KR4 not in (key results | group by state | where count() > 1)",
        "KR4 is not in the answer: `count() > 1` leaves it out: count() is 1, asked: above 1"
      ),
      (
        "@KR1 not in (key results owned by @ana with more than 2 check-ins)",
        "KR1 is not in the answer: `with more than 2 check-ins` leaves it out: "
          + "2 check-ins, asked: above 2"
      ),
      ("@KR1 in (key results under @C1)", "KR1 is in the answer: each step keeps it"),
      (
        "@KR1 not in (from (key results above 50%) below 90%)",
        "KR1 is not in the answer: `above 50%` leaves it out: progress is 20%, asked: above 50%"
      ),
      (
        "@KR1 in (key results | group by state | summarize count() | take 1)",
        "whether KR1 is in the answer cannot be said: the rows after `| summarize count()` stand "
          + "for groups, and it is counted in one of them"
      ),
    ])
  func membership(question: String, verdict: String) throws {
    #expect(try why(question).verdict == verdict)
  }

  @Test("each modifier is told with its value, also those after the one that decides")
  func steps() throws {
    let steps = try why("@KR2 not in (key results below 50% in Q2 owned by @ana)").reasons
    #expect(steps.map(\.name) == ["key results", "below 50%", "in Q2", "owned by @ana"])
    #expect(steps.map(\.value) == [.flag(true), .flag(false), .flag(true), .flag(true)])
    #expect(steps.last?.words == "no owner of its own, its objective's is Ana")
    #expect(steps[2].words == "cycle is Q2, asked: in Q2")
  }

  @Test("every adjective has a reason in words")
  func adjectives() throws {
    for adjective in Adjective.allCases {
      for id in ["C1", "O1", "KR1", "KR2", "KR3", "KR4"] {
        let answer = try why("@\(id) is \(adjective.rawValue)")
        #expect(answer.verdict.contains(": ") || answer.verdict.contains(" by policy "))
        #expect(!answer.reasons.isEmpty, "\(answer.verdict)")
      }
    }
  }

  @Test("every computed field of a goal can be asked for, and its value is the field's")
  func fields() throws {
    let graph = Self.fixture.graph()
    for id in ["O1", "KR1", "KR3"] {
      let node = try #require(graph.nodes(id: id).first)
      for field in graph.schema.definition(graph.kind(of: node)).fields
      where field.name != "source" && field.name != "kind" {
        let answer = try why("`\(field.name)` of @\(id)")
        let value = graph.value(field.name, of: id, on: "2026-05-16")
        #expect(answer.value == (value == .list([]) ? .missing : value), "\(field.name) of \(id)")
        #expect(answer.verdict.hasPrefix("\(field.name) of \(id) is "))
      }
    }
  }

  @Test("a question about many things, or in no query, is refused")
  func refused() {
    let session = Session(graph: Self.fixture.graph(), today: .on("2026-05-16"))
    func codes(_ text: String) -> [String] {
      session.diagnose(SourceText(text)).map(\.code.id)
    }
    #expect(codes("why @KR1 in (3)") == ["GRV0221"])
    #expect(codes("why colour of @KR1") == ["GRV0201"])
    #expect(codes("why @KR1 is tall") == ["GRV0201"])
    var bound = session
    bound.bind("_", .list(session.graph.nodes(.keyResults).map { .node($0) }))
    #expect(bound.diagnose(SourceText("why $_ is stale")).map(\.code.id) == ["GRV0221"])
  }
}
