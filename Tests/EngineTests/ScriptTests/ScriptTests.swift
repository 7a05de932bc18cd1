// Programs as a host runs them: what statements give, in which order, and what is left of them.

import Grove
import TestKit
import Testing

@Suite("Scripts") struct ScriptTests {
  static let today = CivilDate(iso: "2026-05-15") ?? CivilDate(dayNumber: 0)

  static func session(limits: Limits = .standard) -> Session {
    let fixture = GraphFixture()
      .objective("O1", "Reduce churn").keyResult("K1", of: "O1").keyResult("K2", of: "O1")
    return Session(graph: fixture.graph(), today: today, limits: limits)
  }

  /// What a program gives, each result in a word or two.
  static func run(_ text: String, limits: Limits = .standard) throws -> [String] {
    try session(limits: limits).run(text).map { result in
      switch result {
      case .text(let text): text
      case .heading(let text): "# \(text)"
      case .value(let value, _): "\(value)"
      case .table(let table): "\(table.rowCount) rows"
      case .remark(let remark): remark.code.id
      case .report(let report): "\(report.title): \(report.sections.count)"
      default: "other"
      }
    }
  }

  @Test("a missing condition runs nothing and is remarked on once")
  func missingCondition() throws {
    let text = """
      let $x = missing
      if $x = 1 { print "yes" } else { print "no" }
      for $n in [1, 2] { if $x > $n { print "more" } }
      set $x = 3
      """
    let code = DiagnosticCode.missingCondition.id
    #expect(try Self.run(text) == [code, code])
  }

  @Test("a query in a loop is asked anew when its variables change")
  func variables() throws {
    let text = """
      for $id in ["K1", "K2", "O1"] { print count(key results where id = $id) }
      """
    #expect(try Self.run(text) == ["1", "1", "0"])
  }

  @Test("a loop that never ends is a limit, with its place")
  func endless() throws {
    let session = Self.session(limits: Limits(ticks: 10_000))
    do throws(QueryFailure) {
      _ = try session.run("let $x = 1\nwhile $x > 0 { set $x = $x + 1 }")
      Issue.record("it ended")
    } catch {
      #expect(error.kind == .limit)
      #expect(error.diagnostics.first?.code == .tooManyTicks)
      #expect(error.diagnostics.first?.range.start ?? 0 > 10)
    }
  }

  @Test("results come one by one, and those before a failure are there")
  func streaming() throws {
    let program = try Self.session().prepare(
      SourceText("print 1\nprint 2\nkey results | take (0 - 1)"))
    var seen = 0
    #expect(throws: QueryFailure.self) { try program.run { _ in seen += 1 } }
    #expect(seen == 2)
  }

  @Test("a program leaves its variables of the top level")
  func end() throws {
    let program = try Self.session().prepare(
      SourceText("let $a = 1\nif yes { let $b = 2 }\nlet $c = $a + 1"))
    let end = try program.run { _ in }
    #expect(end.variables.map(\.name) == ["a", "c"])
    #expect(end.variables.map(\.value) == [.number(1), .number(2)])
  }

  @Test("functions of one value, with bodies, and with themselves")
  func functions() throws {
    let text = """
      define fact($n) = if $n <= 1 then 1 else $n * fact($n - 1)
      define fib($n) { if $n < 2 { return $n }
        return fib($n - 1) + fib($n - 2) }
      define even($n) = if $n = 0 then yes else odd($n - 1)
      define odd($n) = if $n = 0 then no else even($n - 1)
      define nothing($x) { let $y = $x }
      define known($i) = key results where id = $i
      print [fact(5), fib(10), even(7), nothing(3), count(known("K1"))]
      print known(i: "K2")
      key results | where fact(count(this.check_ins)) = 1
      """
    #expect(try Self.run(text) == ["120, 55, no, –, 1", "K2", "2 rows"])
  }

  @Test("an argument keeps its value where a definition looks from elsewhere")
  func views() throws {
    let text = """
      define was($n) = count(key results as of 2020-01-01) + $n
      print was(count(key results))
      define many($n) = (key results as of 2020-01-01 where $n > 1)
      print count(many(count(key results))) = count(key results as of 2020-01-01)
      """
    #expect(try Self.run(text).last == "yes")
  }

  @Test("a function that never ends is a limit")
  func endlessFunction() throws {
    for limits in [Limits.standard, .untrusted] {
      do throws(QueryFailure) {
        _ = try Self.session(limits: limits).run("define f($n) = f($n + 1)\nprint f(0)")
        Issue.record("it ended")
      } catch {
        #expect(error.kind == .limit)
      }
    }
  }

  @Test(
    "a period that the text turns round is a mistake, whether days or variables say so",
    arguments: [
      "let $a = 2026-05-10\nlet $b = 2026-05-01\nprint $a to $b",
      "let $a = 2026-05-10\nprint count(key results due during $a to ($a - 1 day))",
      "let $a = [2026-05-10]\nfor $d in $a { print Q2 to start of Q1 + ($d - $d) }",
      "param $from = 2026-05-10\nkey results due during $from to 2026-05-01",
      "define f($a, $b) { return $a to $b }\nprint f(2026-05-10, 2026-05-01)",
    ])
  func backwards(text: String) throws {
    do throws(QueryFailure) {
      _ = try Self.session().run(text)
      Issue.record("it ran")
    } catch {
      #expect(error.diagnostics.map(\.code) == [.periodTurnedRound])
      #expect(error.diagnostics.first?.range.isEmpty == false)
    }
  }

  @Test("what a turned period is made of is looked at once, however often it is shared")
  func backwardsShared() {
    let doubled = (1...40).map { "define f\($0)($x) = f\($0 - 1)($x) ?? f\($0 - 1)($x)\n" }
    let text =
      "define f0($x) = $x ?? $x\n" + doubled.joined() + "print f40(2026-05-10) to 2026-05-01"
    #expect { _ = try Self.session().run(text) } throws: {
      ($0 as? QueryFailure)?.diagnostics.map(\.code) == [.periodTurnedRound]
    }
  }

  @Test("a period between days that things have is missing when they are turned round")
  func backwardsInData() throws {
    let fixture = GraphFixture().cycle("late", from: "2026-05-01", through: "2026-05-31")
      .cycle("early", from: "2026-04-01", through: "2026-04-30")
    let session = Session(graph: fixture.graph(), today: Self.today)
    let text = """
      cycles where (start to @early.start) is missing
      print (@late.start to @early.start) is missing
      """
    let results = try session.run(text)
    #expect(results.count == 2)
    if case .table(let table)? = results.first { #expect(table.rowCount == 1) }
    if case .text(let words)? = results.last { #expect(words == "yes") }
  }

  @Test(
    "a member is asked of a list, by a number",
    arguments: [
      ("print [1, 2][\"a\"]", "`[...]` takes a number, counted from 0, found text"),
      ("let $r = {a: 1}\nprint $r[\"a\"]", "`[...]` takes a list before it, found a record"),
      ("print \"abc\"[0]", "`[...]` takes a list before it, found text"),
      ("define f($x, $i) = $x[$i]\nprint f([1], 0)", ""),
    ])
  func members(text: String, message: String) {
    let found = Self.session().diagnose(SourceText(text))
    #expect(found.map(\.message) == (message.isEmpty ? [] : [message]))
  }

  @Test("a record names each of its values once, wherever it stands")
  func records() {
    for text in [
      "print {a: 1, b: 2, a: 3}", "let $r = {`a`: 1, a: 1}", "define f($x) = {a: $x, a: 2}",
      "key results | show r = {a: 1, a: 2}",
    ] {
      let found = Self.session().diagnose(SourceText(text))
      #expect(found.map(\.code.id) == ["GRV0229"], "\(text)")
      let last = text.utf8.lastIndex(of: UInt8(ascii: "a")).map {
        text.utf8.distance(from: text.startIndex, to: $0)
      }
      #expect(found.first?.range.start == last)
    }
  }

  @Test("definitions that grow without end are refused", arguments: [60, 2_000])
  func large(levels: Int) throws {
    var text = "define f0($x) = [$x, $x]\n"
    for level in 1...levels { text += "define f\(level)($x) = [f\(level - 1)($x), $x + 1]\n" }
    // A program that is checked more than once is told it, too.
    let again = [
      "print f\(levels)(1)", "let $b = missing\nprint f\(levels)(1)\nset $b = 3",
      "define r($x) { if $x > 1 { return r($x - 1) }; return f\(levels)($x) }\nprint r(3)",
    ]
    for end in again {
      let found = Self.session().diagnose(SourceText(text + end))
      #expect(found.map(\.code.id) == ["GRV0604"])
    }
  }

  @Test("a definition that doubles thirty times is made once a level")
  func doubling() throws {
    var text = "define f0($x) = 1\n"
    for level in 1...30 {
      text += "define f\(level)($x) = if $x > 1 then f\(level - 1)($x) else f\(level - 1)($x)\n"
    }
    #expect(try Self.run(text + "print f30(1)") == ["1"])
  }

  @Test(
    "what stands around a question with a mistake is not said to be wrong, too",
    arguments: ["while true { print 1 }", "if objectves { print 1 }", "print count(objectves) + 1"])
  func mistakeInside(text: String) {
    let found = Self.session().diagnose(SourceText(text))
    #expect(found.map(\.code.id) == ["GRV0203"], "\(found.map(\.message))")
  }

  @Test(
    "a mistake in a new value of a variable is told, not taken for a value of any type",
    arguments: ["set $t = $t + $t", "set $t = $t * 2", "if yes { set $t = $t - \"x\" }"])
  func mistakeInSet(statement: String) {
    let found = Self.session().diagnose(SourceText("let $t = \"ab\"\n\(statement)\nprint $t"))
    #expect(found.map(\.code.id) == ["GRV0221"], "\(found.map(\.message))")
  }

  @Test(
    "a function that nothing calls is checked, too",
    arguments: [
      ("define f($x) = objectves", "GRV0203"), ("define f($x) = $x + $z", "GRV0205"),
      ("define f($x) { return g($x) }", "GRV0204"), ("define f($x) { print $x }", "GRV0242"),
      ("define f($x) = \"a\" + 1\ndefine g($x) = f($x)", "GRV0221"),
    ])
  func uncalled(text: String, code: String) {
    #expect(Self.session().diagnose(SourceText(text)).map(\.code.id) == [code])
  }

  @Test(
    "a function that nothing calls may be meant for values of any type",
    arguments: [
      "define f($c) = open key results below 30% in $c", "define f($q) = from $q under @O1",
      "define f($x) = $x.title", "define f($l) { for $x in $l { if $x > 1 { return $x } } }",
      "define f($x, $y) = $x + $y * 2", "define f($x) = sum($x) / count($x)",
      "define f($g) = why_not($g)\ndefine why_not($g) = [$k.title for $k in $g if $k.progress > 0]",
      "define f($q) = from $q | sort by progress | take 3", "define f($p) = start of $p",
      "define f($f) = key results below $f", "define f($x) = upper($x)",
      "define f($n) = if $n < 2 then $n else f($n - 1) + f($n - 2)",
    ])
  func uncalledOfAnyType(text: String) {
    let found = Self.session().diagnose(SourceText(text))
    #expect(found.isEmpty, "\(found.map(\.message))")
  }

  @Test("parameters take values of their type, others are refused by name")
  func parameters() throws {
    let program = try Self.session().prepare(
      SourceText("param $floor = 50%\nparam $cycle = 2026-Q2\nparam $must\nprint $floor"))
    #expect(program.parameters.map(\.name) == ["floor", "cycle", "must"])
    #expect(program.parameters.map(\.defaultText) == ["50%", "2026-Q2", nil])
    func codes(_ values: [String: Value]) -> [String] {
      do throws(QueryFailure) {
        _ = try program.run(parameters: values)
        return []
      } catch {
        return error.diagnostics.map(\.code.id)
      }
    }
    #expect(codes([:]) == ["GRV0247"])
    #expect(codes(["must": .number(1)]) == [])
    #expect(codes(["must": .number(1), "flor": .ratio(0.4)]) == ["GRV0248"])
    #expect(codes(["must": .number(1), "cycle": .text("x")]) == ["GRV0248"])
    let floor = try program.value(of: "40%", for: "floor")
    #expect(floor == .ratio(0.4))
    let results = try program.run(parameters: ["must": .missing, "floor": floor])
    guard case .text("40%")? = results.first else {
      Issue.record("the parameter was not used")
      return
    }
    #expect(throws: QueryFailure.self) { try program.value(of: "1 +", for: "floor") }
  }

  @Test("parameters are seen in queries, functions and defaults")
  func parametersInside() throws {
    let text = """
      define twice($x) { return $x * $n }
      param $n = 2
      param $id = "K{$n - 1}"
      param $four = twice($n)
      let $x = 1
      key results where id = $id
      define known($i) = key results where id = $i
      known($id)
      print [twice(5), $four, count(known($id))]
      """
    #expect(try Self.run(text) == ["1 rows", "1 rows", "10, 4, 1"])
  }

  @Test("a section of a report that fails leaves the others")
  func report() throws {
    let text = """
      report "R" { print 1
      key results | take (0 - 1)
      print 3 }
      """
    #expect(try Self.run(text) == ["R: 3"])
  }
}
