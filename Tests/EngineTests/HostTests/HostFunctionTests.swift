// Functions of the host: found, checked and called like the language's own, and held to what they
// declare.

import Grove
import Synchronization
import TestKit
import Testing

@Suite("Host functions") struct HostFunctionTests {
  private static let rate = HostFunction(
    "rate", [.init("currency", .text), .init("fallback", .number, optional: true)],
    result: .number, summary: "Euros for one of a currency."
  ) { arguments, _ in
    switch arguments[0].asText {
    case "USD": .number(0.5)
    case "NaN": .number(.nan)
    case "text": .text("much")
    case "deep": .list([])
    default: arguments[1]
    }
  }

  private func session(_ functions: HostFunction...) throws -> AskedGraph {
    let fixture = GraphFixture().objective("O1")
      .keyResult("K1", of: "O1", from: 0, to: 10, now: 5).with("unit", .text("USD"))
      .keyResult("K2", of: "O1", from: 0, to: 10, now: 1).with("unit", .text("GBP"))
      .keyResult("K3", of: "O1", from: 0, to: 10, now: 2)
    let registry = try FunctionRegistry.standard.adding(functions)
    return AskedGraph(
      Session(graph: fixture.graph(), today: .on("2026-05-15"), functions: registry))
  }

  @Test("a function is called for each row; without a required argument it is missing")
  func rows() throws {
    let asked = try session(Self.rate)
    let lines = try asked.lines("key results | show id, r = rate(unit), s = rate(unit, 3)")
    #expect(lines == ["K1 0.5 0.5", "K2 - 3", "K3 - -"])
    #expect(try asked.value("rate(fallback: 7, currency: \"GBP\")") == .number(7))
    #expect(try asked.ids("key results where rate(unit) < 1") == ["K1"])
    #expect(try asked.value("rate(\"NaN\")") == .missing)
  }

  @Test("names, numbers and types of arguments are checked before anything runs")
  func checked() throws {
    let calls = Atomic<Int>(0)
    let count = HostFunction("tally", [.init("x", .number)], result: .number, summary: "Counts.") {
      arguments, _ in
      calls.add(1, ordering: .relaxed)
      return arguments[0]
    }
    let asked = try session(Self.rate, count)
    #expect(
      asked.messages("tally(1)\nrat(\"USD\")") == ["GRV0204 there is no function `rat`"])
    #expect(
      asked.messages("rate(5)") == [
        "GRV0222 `rate` takes text as `currency`, found a number"
      ])
    // Without an example of the host's the way out says what is wanted.
    #expect(
      asked.session.diagnose(SourceText("tally(\"a\")")).map(\.help) == ["write a number as `x`"])
    #expect(
      asked.messages("rate()") == [
        "GRV0222 `rate` takes `rate(currency[, fallback])`, found 0 values"
      ])
    #expect(calls.load(ordering: .relaxed) == 0)
    #expect(try asked.lines("key results | show n = tally(1 + 1)") == ["2", "2", "2"])
    #expect(calls.load(ordering: .relaxed) == 1, "a constant is found once")
  }

  @Test("what a function throws is a diagnostic at its place, with control characters visible")
  func throwing() throws {
    struct Odd: Error {}
    let fail = HostFunction("fail", [.init("odd", .flag)], result: .any, summary: "Fails.") {
      arguments, _ in
      if arguments[0] == .flag(true) { throw Odd() }
      throw HostFunctionError("no\u{1B}[31m line\n")
    }
    let asked = try session(fail)
    let source = SourceText("key results | show x = fail(no)")
    do {
      _ = try asked.session.run(source)
      Issue.record("no failure")
    } catch {
      #expect(error.kind == .runTime)
      #expect(error.diagnostics.map(\.code) == [.hostFunctionFailed])
      #expect(error.diagnostics.map(\.message) == ["`fail` of the host failed: no␛[31m line␊"])
      #expect(error.diagnostics.map { source.text(in: $0.range) } == ["fail(no)"])
    }
    #expect(asked.messages("fail(yes)") == ["GRV0308 `fail` of the host failed: Odd()"])
  }

  @Test("a result of another type than declared is an error, a value too deep a limit")
  func results() throws {
    let node = GraphFixture().objective("A").objective("B").objective("C").objective("D")
      .objective("E").graph().nodes(.objectives)
    let deep = (0..<200).reduce(Value.number(1)) { value, _ in .list([value]) }
    let make = HostFunction("make", [.init("what", .text)], result: .any, summary: "Makes.") {
      arguments, _ in
      switch arguments[0].asText {
      case "deep": deep
      case "stranger": .node(node.last ?? Node(table: .goals, row: 99))
      case "infinite": .list([.number(.infinity), .number(1)])
      default: .missing
      }
    }
    let list = HostFunction("list", [], result: .list(.number), summary: "A list.") { _, _ in
      .list([.number(1), .missing, .text("x")])
    }
    let asked = try session(Self.rate, make, list)
    #expect(
      asked.messages("rate(\"text\")") == [
        "GRV0309 `rate` of the host should give a number, and gave text"
      ])
    #expect(
      asked.messages("list()") == [
        "GRV0309 `list` of the host should give a list of a number, and gave a list"
      ])
    #expect(
      asked.messages("make(\"stranger\")") == [
        "GRV0309 `make` of the host should give any value, and gave a node of another graph"
      ])
    #expect(
      asked.messages("make(\"deep\")") == [
        "GRV0616 lists are nested more than the 128 levels that are allowed"
      ])
    #expect(try asked.value("make(\"infinite\")") == .list([.missing, .number(1)]))
    #expect(try asked.value("make(\"none\")") == .missing)
  }

  @Test("arguments whose type only the data tells are looked at before the call")
  func typesOfData() throws {
    let half = HostFunction("half", [.init("x", .number)], result: .number, summary: "Half.") {
      arguments, _ in arguments[0].asNumber.map { .number($0 / 2) } ?? .missing
    }
    var asked = try session(half)
    asked.session.bind("list", .list([.number(4), .text("x")]))
    #expect(try asked.value("half($list[0])") == .number(2))
    #expect(try asked.value("half($list[1])") == .missing)
  }

  @Test("goals of every kind are goals, and a node of one kind is no other")
  func nodes() throws {
    let name = HostFunction(
      "label", [.init("goal", .node(.goals))], result: .text, summary: "Name."
    ) { arguments, context in
      arguments[0].asNode.map { .text(context.name(of: $0)) } ?? .missing
    }
    let asked = try session(name)
    #expect(try asked.value("label(@K1)") == .text("K1"))
    #expect(try asked.value("label(@O1)") == .text("O1"))
    #expect(asked.messages("label(\"K1\")").count == 1)
  }

  @Test("a function may not take a name of the language, be declared twice or be no name")
  func registering() throws {
    func problem(_ functions: HostFunction...) -> HostFunctionProblem.Fault? {
      do {
        _ = try FunctionRegistry.standard.adding(functions)
        return nil
      } catch { return error.fault }
    }
    func named(_ name: String, _ parameters: [HostFunction.Parameter] = []) -> HostFunction {
      HostFunction(name, parameters, result: .any, summary: "Nothing.") { _, _ in .missing }
    }
    #expect(problem(named("score")) == nil)
    #expect(problem(named("count")) == .nameIsTaken)
    #expect(problem(named("once")) == .nameIsTaken)
    #expect(problem(named("mine"), named("mine")) == .nameIsTaken)
    for name in ["", "two words", "below", "9lives", "a-b", "f(", "`f`", "goals", "x\ny", "$x"] {
      #expect(problem(named(name)) == .nameIsNoName, "\(name)")
    }
    #expect(
      "\(HostFunctionProblem(function: "count", fault: .nameIsTaken))"
        == "there is a function `count` already; take another name")
    #expect(problem(named("f", [.init("x", .any), .init("x", .any)])) == .parameterTwice("x"))
    #expect(
      problem(named("f", [.init("x", .any, optional: true), .init("y", .any)]))
        == .requiredAfterOptional("y"))
  }
}
