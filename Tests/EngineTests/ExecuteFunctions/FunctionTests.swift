// The registry's promises, and each function on values small enough to check by head.

import Grove
import Testing

@Suite("Functions") struct FunctionTests {
  private let context = FunctionContext(
    today: CivilDate(dayNumber: 20_000), calendar: .calendarYear, nameOfNode: { _ in "node" })

  private func call(_ name: String, _ arguments: Value...) throws -> Value {
    let function = try #require(FunctionRegistry.standard.definition(named: name))
    let evaluate = try #require(function.evaluate)
    return try evaluate(arguments, context)
  }

  @Test("every name stands once, and every function there has a page")
  func registryIsWhole() {
    let all = FunctionRegistry.standard.all
    #expect(Set(all.map(\.name)).count == all.count)
    for function in all {
      #expect(!function.summary.isEmpty)
      #expect(!function.example.isEmpty)
    }
    for aggregate in Aggregate.allCases {
      let entry = FunctionRegistry.standard.definition(named: aggregate.rawValue)
      #expect(entry?.aggregate == aggregate)
    }
  }

  @Test("a missing argument gives missing in every function of values")
  func missingPassesThrough() throws {
    for function in FunctionRegistry.standard.all {
      guard let evaluate = function.evaluate, function.name != "missing" else { continue }
      let arguments = [Value](repeating: .missing, count: max(function.arity.least, 1))
      #expect(try evaluate(arguments, context) == .missing, "\(function.signature)")
    }
  }

  @Test("rounding counts halves away from zero, and ratios in percent")
  func rounding() throws {
    #expect(try call("round", .number(2.5)) == .number(3))
    #expect(try call("round", .number(-2.5)) == .number(-3))
    #expect(try call("round", .number(1.234), .number(2)) == .number(1.23))
    #expect(try call("round", .ratio(0.334)) == .ratio(0.33))
    #expect(try call("floor", .ratio(0.29)) == .ratio(0.29))
    #expect(try call("ceil", .number(1.1)) == .number(2))
    #expect(try call("abs", .points(-0.1)) == .points(0.1))
    #expect(try call("sqrt", .number(-1)) == .missing)
    #expect(try call("clamp", .ratio(1.2), .ratio(0), .ratio(1)) == .ratio(1))
    #expect(try call("min", .number(3), .number(1), .number(2)) == .number(1))
  }

  @Test("text functions see letters and leave the empty text alone")
  func texts() throws {
    #expect(try call("upper", .text("straße")) == .text("STRASSE"))
    #expect(try call("trim", .text("  a b\n")) == .text("a b"))
    #expect(try call("trim", .text("  ")) == .text(""))
    #expect(try call("length", .text("é👨‍👩‍👧")) == .number(2))
    #expect(
      try call("split", .text("a, b, "), .text(", ")) == .list([.text("a"), .text("b"), .text("")]))
    #expect(try call("replace", .text("aaa"), .text("aa"), .text("b")) == .text("ba"))
    #expect(try call("join", .list([.ratio(0.375), .missing, .flag(true)])) == .text("37.5%, yes"))
    #expect(try call("number", .text("1_000.5")) == .number(1000.5))
    #expect(try call("number", .text("nan")) == .missing)
    #expect(try call("number", .text("0x10")) == .missing)
  }

  @Test("a text that would grow too long is a failure before it is made")
  func boundedText() throws {
    var small = context
    small.maximumBytes = 100
    let function = try #require(FunctionRegistry.standard.definition(named: "replace"))
    let evaluate = try #require(function.evaluate)
    let text = Value.text(String(repeating: "a", count: 50))
    #expect(throws: FunctionFailure.needsBytes(2500)) {
      try evaluate([text, .text("a"), text], small)
    }
  }

  @Test("dates are taken apart and put together")
  func dates() throws {
    let day = try #require(CivilDate(year: 2026, month: 5, day: 15))
    #expect(try call("date", .text("2026-05-15")) == .date(day))
    #expect(try call("date", .number(2026), .number(2), .number(30)) == .missing)
    #expect(try call("quarter", .date(day)) == .number(2))
    #expect(try call("weekday", .date(day)) == .number(5))
    #expect(try call("week", .date(day)) == .number(20))
    #expect(try call("weeks", .duration(CalendarDuration(days: 14))) == .number(2))
    #expect(try call("months", .duration(CalendarDuration(months: 3))) == .number(3))
    #expect(try call("days", .period(Period(day: day))) == .number(1))
  }

  @Test("lists are sorted with missing last, sliced within their ends")
  func lists() throws {
    let list = Value.list([.number(2), .missing, .number(1)])
    #expect(try call("sorted", list) == .list([.number(1), .number(2), .missing]))
    #expect(try call("slice", list, .number(1)) == .list([.missing, .number(1)]))
    #expect(try call("slice", list, .number(-5), .number(99)) == list)
    #expect(try call("reverse", list) == .list([.number(1), .missing, .number(2)]))
  }
}
