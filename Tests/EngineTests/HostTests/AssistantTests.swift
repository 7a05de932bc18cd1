// Completion and hover as hosts call them: the session's own names among the language's.

import Grove
import TestKit
import Testing

@Suite("The assistant") struct AssistantTests {
  private func assistant() throws -> Assistant {
    let rate = HostFunction(
      "rate", [.init("currency", .text)], result: .number, summary: "Euros for one of a currency."
    ) { _, _ in .missing }
    let graph = GraphFixture().cycle("Q2", from: "2026-04-01", through: "2026-06-30")
      .objective("O1", "Grow").keyResult("a b", "Churn below 5%", of: "O1", from: 0, to: 1).graph()
    var session = Session(
      graph: graph, today: .on("2026-05-15"),
      functions: try FunctionRegistry.standard.adding(rate))
    session.bind("floor", .ratio(0.5))
    return Assistant(session)
  }

  private func texts(_ text: String) throws -> [String] {
    let source = SourceText(text)
    return try assistant().completions(in: source, at: source.bytes.count).candidates.map(\.text)
  }

  private func hover(_ text: String, at word: String) throws -> Hover? {
    let bytes = Array(text.utf8)
    let wanted = Array(word.utf8)
    let place = (0...(bytes.count - wanted.count)).first {
      bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
    }
    return try assistant().hover(in: SourceText(text), at: try #require(place))
  }

  @Test("words, fields, functions of the host, variables and things are offered")
  func completions() throws {
    #expect(try texts("key re") == ["results"])
    #expect(try texts("key results where ra").contains("rate("))
    #expect(try texts("key results where basel") == ["baseline"])
    #expect(try texts("key results below $fl") == ["$floor"])
    #expect(try texts("@o") == ["@O1"])
    #expect(try texts("goals under @chu") == ["@\"a b\""])
  }

  @Test("what is offered replaces what was begun, wherever the cursor stands")
  func ranges() throws {
    let source = SourceText("key results bel | count")
    let found = try assistant().completions(in: source, at: 15)
    #expect(found.range == SourceRange(start: 12, end: 15))
    #expect(found.candidates.map(\.text) == ["below"])
    let none = try assistant().completions(in: source, at: 1_000_000)
    #expect(none.range.end == source.bytes.count)
  }

  @Test("a word is explained: what it is, its type, its meaning, the core form around it")
  func hovers() throws {
    let text = "key results below 50% in Q2 where rate(unit) > 1"
    let kind = try #require(try hover(text, at: "results"))
    #expect(kind.name == "key results")
    #expect(kind.role == .kind)
    #expect(kind.meaning.hasPrefix("1 in this workspace"))
    #expect(kind.expansion?.hasPrefix("from key_results") == true)
    #expect(try hover(text, at: "below")?.role == .word)
    let period = try #require(try hover(text, at: "Q2"))
    #expect(period.role == .period)
    #expect(period.meaning.contains("the cycle Q2"))
    let function = try #require(try hover(text, at: "rate"))
    #expect(function.role == .function)
    #expect(function.type == .number)
    #expect(function.meaning.hasPrefix("Euros for one of a currency."))
    let field = try #require(try hover(text, at: "unit"))
    #expect(field.role == .field)
    #expect(field.type == .text)
  }

  @Test("things, variables, relations, stages of two words; and texts with mistakes")
  func moreHovers() throws {
    #expect(try hover("goals under @O1", at: "@O1")?.meaning == "objective: Grow")
    #expect(try hover("goals under @O9", at: "@O9") == nil)
    #expect(try hover("goals where progress < $floor", at: "$floor")?.type == .ratio)
    #expect(
      try hover("objectives where count(this.key_results) > 1", at: "key_results")?.role
        == .relation)
    let sort = try #require(try hover("goals | sort by progress", at: "sort"))
    #expect(sort.name == "sort by")
    let broken = try #require(try hover("key results belo 50% where progress <", at: "progress"))
    #expect(broken.role == .field)
    #expect(broken.expansion == nil)
    #expect(try hover("goals   under @O1", at: "  under") == nil)
  }
}
