// Values of the wrong type handed to what a program defines: told where they are handed over.

import Grove
import TestKit
import Testing

@Suite("Values that a definition does not take") struct WrongValueTests {
  /// The mistakes of a program: what each stands at, and what is said.
  static func told(_ text: String) -> [String] {
    ScriptTests.session().diagnose(SourceText(text)).map { mistake in
      let bytes = Array(text.utf8)[mistake.range.start..<mistake.range.end]
      return "\(String(decoding: bytes, as: UTF8.self)) | \(mistake.message)"
    }
  }

  @Test("a text for a period is told at the call, with the parameter and what is wanted")
  func period() {
    let text = """
      define struggling($c) = key results below 50% in $c
      print count(struggling(Q2))
      print count(struggling("Q2"))
      """
    #expect(
      Self.told(text) == [
        "\"Q2\" | `struggling` does not take `\"Q2\"` as `$c`: "
          + "`in` takes a period or a cycle, found text"
      ])
    let mistake = ScriptTests.session().diagnose(SourceText(text)).first
    #expect(mistake?.code.id == "GRV0222")
    #expect(mistake?.help == "a period is written without quotes: `in Q2`")
    #expect(mistake?.notes.map(\.message) == ["`$c` is used here"])
    #expect(mistake?.notes.first?.range == SourceRange(start: 49, end: 51))
  }

  @Test("each wrong call is told, of functions with a body, too, and of those that call others")
  func calls() {
    let text = """
      define inner($p) = key results in $p
      define asked($a, $c) {
        let $rows = inner($c)
        return count(from $rows) + $a
      }
      print asked(1, "x")
      print asked("y", Q2)
      print asked(c: 3, a: 2)
      """
    #expect(
      Self.told(text) == [
        "\"x\" | `asked` does not take `\"x\"` as `$c`: `in` takes a period or a cycle, found text",
        "\"y\" | `asked` does not take `\"y\"` as `$a`: `+` does not take a number and text",
        "3 | `asked` does not take `3` as `$c`: `in` takes a period or a cycle, found a number",
      ])
  }

  @Test("what is wrong whatever the definition is called with is told there, once")
  func ownMistake() {
    let text = """
      define f($c) = count(key results in $c) + "a" * 2
      print f(Q1)
      print f(Q2)
      """
    #expect(Self.told(text) == ["\"a\" * 2 | `*` does not take text and a number"])
  }

  @Test("a value that no single parameter explains is told at the call")
  func both() {
    let text = """
      define both($a, $b) = $a + $b
      print both("a", 1)
      """
    #expect(
      Self.told(text) == [
        "both(\"a\", 1) | `both` does not take these values: `+` does not take text and a number"
      ])
  }

  @Test("a function without its parentheses is told as one")
  func alone() {
    #expect(
      Self.told("define f() = 3\nf") == ["f | expected a kind, found the function `f` alone"])
  }

  @Test("a call that hands over its own row or calls itself is told in the same way")
  func rowsAndRecursion() {
    let text = """
      define twice($n) = $n * 2
      define down($n) = if $n < 1 then 0 else down($n - 1)
      key results | show id, twice(title)
      print down("a")
      """
    #expect(
      Self.told(text) == [
        "title | `twice` does not take `title` as `$n`: `*` does not take text and a number",
        "\"a\" | `down` does not take `\"a\"` as `$n`: `-` does not take text and a number",
      ])
  }
}
