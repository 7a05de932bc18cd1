// The table of the page TargetsAsPeopleSayThem, row by row.

import Grove
import GroveWorkspace
import Testing

@Suite("Targets as people say them") struct TargetTests {
  /// A key result of one target, with a baseline when given.
  private func load(_ target: String, from baseline: String = "") throws -> Workspace {
    let text = "id,title,from,to\nK1,a,\(baseline),\"\(target)\"\n"
    return try KeyResultSheet.load(text)
  }

  @Test(
    "a target is a number with a unit",
    arguments: [
      ("98%", 98, "%"), ("120k", 120_000, ""), ("$2.5M", 2_500_000, "USD"), ("1,000", 1000, ""),
      ("1.000,5", 1000.5, ""), ("1,000.5", 1000.5, ""), ("2,5", 2.5, ""), ("0,125", 0.125, ""),
      ("1.000.000", 1_000_000, ""), ("1 000 000", 1_000_000, ""), ("1'000", 1000, ""),
      ("4.5 stars", 4.5, "stars"), ("€ 3 bn", 3e9, "EUR"), ("15 000 EUR", 15_000, "EUR"),
      ("−5", -5, ""), ("12 percent", 12, "%"), ("1.1M", 1_100_000, ""), ("1e3", 1000, ""),
    ])
  func numbers(_ text: String, _ value: Double, _ unit: String) throws {
    let workspace = try load(text)
    #expect(workspace.value("target", "K1") == .number(value))
    #expect(workspace.value("unit", "K1") == (unit.isEmpty ? .missing : .text(unit)))
    #expect(!workspace.places.contains { $0.hasSuffix("GRV0414") })
  }

  @Test(
    "a bound without a baseline is kept, with one it is a way to go",
    arguments: [
      ("< 5%", "", "at_most"), ("<= 40%", "", "at_most"),
      ("less than 1 hour per month", "", "at_most"),
      ("at least 90%", "", "at_least"), ("≥ 90", "", "at_least"), ("no more than 3", "", "at_most"),
      ("< 5", "12", "decrease"), ("> 90", "80", "increase"), ("< 5", "3", "at_most"),
    ])
  func bounds(_ text: String, _ baseline: String, _ direction: String) throws {
    let workspace = try load(text, from: baseline)
    #expect(workspace.value("direction", "K1") == .text(direction))
    #expect(workspace.value("target", "K1") != .missing)
  }

  @Test("less than an hour a month has the unit in it")
  func unitInWords() throws {
    let workspace = try load("less than 1 hour per month")
    #expect(workspace.value("target", "K1") == .number(1))
    #expect(workspace.value("unit", "K1") == .text("hour per month"))
  }

  @Test(
    "a band gives both bounds",
    arguments: ["20..30", "20-30", "20 to 30", "between 20 and 30", "20–30"])
  func bands(_ text: String) throws {
    let workspace = try load(text)
    #expect(workspace.value("low", "K1") == .number(20))
    #expect(workspace.value("high", "K1") == .number(30))
    #expect(workspace.value("direction", "K1") == .text("between"))
  }

  @Test(
    "plus and minus percent start from the baseline",
    arguments: [
      ("+20%", "50", 60), ("-15%", "200", 170), ("+15%", "$64", 73.6), ("2x", "30", 60),
      ("+20%", "0", 20),
    ])
  func relative(_ text: String, _ baseline: String, _ target: Double) throws {
    #expect(try load(text, from: baseline).value("target", "K1") == .number(target))
  }

  @Test("a relative target without a baseline is kept as text")
  func relativeToNothing() throws {
    let workspace = try load("+20%")
    #expect(workspace.places.contains("key_results.csv:2:8 GRV0414"))
    #expect(workspace.value("target_text", "K1") == .text("+20%"))
    #expect(workspace.value("target", "K1") == .missing)
  }

  @Test("done is a target, and its value is yes or no")
  func done() throws {
    let text = "id,title,target,current\nK1,a,done,open\nK2,b,yes,done\n"
    let workspace = try KeyResultSheet.load(text)
    #expect(workspace.values("direction", .keyResults) == [.text("yes_no"), .text("yes_no")])
    #expect(workspace.values("current", .keyResults) == [.number(0), .number(1)])
  }

  @Test(
    "prose is no target", arguments: ["TBD", "as many as we can get by June 2026", "N0", "a 5"])
  func prose(_ text: String) throws {
    let workspace = try load(text)
    #expect(workspace.places.contains("key_results.csv:2:8 GRV0414"))
    #expect(workspace.value("target_text", "K1") == .text(text))
  }

  @Test("percentages of baseline, target and value are in the same numbers")
  func percentages() throws {
    let text = "id,title,from,to,now\nK1,a,42%,60%,52%\n"
    let workspace = try KeyResultSheet.load(text)
    #expect(workspace.value("baseline", "K1") == .number(42))
    #expect(workspace.value("target", "K1") == .number(60))
    #expect(workspace.value("current", "K1") == .number(52))
    #expect(workspace.value("unit", "K1") == .text("%"))
  }

  @Test("a direction that is given goes before one that is read out of the target")
  func givenDirection() throws {
    let text = "id,title,to,direction\nK1,a,< 5,lower is better\n"
    #expect(try KeyResultSheet.load(text).value("direction", "K1") == .text("decrease"))
  }

  @Test("a lone comma is told where commas are decimal")
  func ambiguousComma() throws {
    let workspace = try KeyResultSheet.load("id;title;to\nK1;a;1,500\n")
    #expect(workspace.places.contains("key_results.csv:2:6 GRV0418"))
    #expect(workspace.value("target", "K1") == .number(1500))
  }
}

/// Loads the text of a `key_results.csv`.
enum KeyResultSheet {
  static func load(_ keyResults: String) throws -> Workspace {
    try TemporaryWorkspace(["key_results.csv": keyResults]).load()
  }
}
