// Functions of scripts: calls inside calls, from rows of queries, in sections that fail.

import Grove
import TestKit
import Testing

@Suite("Calls in scripts") struct ScriptCallTests {
  @Test("recursion for ever ends in its limit, and a call is a tick")
  func limits() {
    #expect(
      ScriptExpectations.run("define f($x) { return f($x + 1) }\nprint \"{f(0)}\"").failure
        == "limit: GRV0615")
    // So do a call, its built-in function and the pass around it.
    let calls = "define f($x) { return abs($x) }\nfor $i in [1, 2, 3] { let $y = f($i) }"
    #expect(ScriptExpectations.run(calls, Limits(ticks: 9)).failure == nil)
    #expect(ScriptExpectations.run(calls, Limits(ticks: 8)).failure == "limit: GRV0610")
  }

  @Test("a call inside a call inside a call, two hundred deep, has room")
  func deep() {
    ScriptExpectations.expect(
      "define total($n) { if $n < 1 { return 0 }; return $n + total($n - 1) }\nprint \"{total(60)}\"",
      prints: ["1830"])
    #expect(
      ScriptExpectations.run(
        "define s($n) { if $n < 1 { return 0 }; return $n + s($n - 1) }\nprint \"{s(199)}\""
      )
      .results == ["text 19900"])
  }

  @Test("a function called for each row sees its own arguments again after the rows")
  func callsFromRows() {
    ScriptExpectations.expect(
      """
      define big($k, $n) {
        if $n < 1 { return count(key results | where current > $k) }
        let $inner = [big($k, $n - 1) for $k in [0, 20, 50]]
        return sum($inner) + $k + $n
      }
      let $few = key results | where big(current, 0) < 2
      print "{big(1, 2)} {length($few)}"
      """, prints: ["85 3"])
  }

  @Test("after a failure in a section of a report the next section runs, with the calls left")
  func sections() {
    let text = """
      let $huge = 1\(String(repeating: "0", count: 160))
      define bad($x) { return $x * 10 * $huge * $huge }
      report "R" {
        print "one"
        print "{[bad($i) for $i in [1, 2]]}"
        print "three {abs(-3)}"
      }
      print "after"
      """
    let trace = ScriptExpectations.run(text)
    #expect(trace.failure == nil)
    #expect(trace.results.count == 2)
    #expect(trace.results.first?.contains("text one") == true)
    #expect(trace.results.first?.contains("failed: ") == true)
    #expect(trace.results.first?.contains("text three 3") == true)
    if case .differs(let words) = ScriptCheck().check(text) { Issue.record("\(words)") }
  }
}
