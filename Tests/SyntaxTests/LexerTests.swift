// Tokens and literals: what is joined, what is kept apart, what a text says.

import GroveSyntax
import Testing

@Suite("Lexer") struct LexerTests {
  private func literal(_ text: String) -> Literal? {
    let result = Parser.parseOperand(SourceText(text))
    guard case .literal(let literal)? = result.expression?.form else { return nil }
    return literal
  }

  private func text(_ source: String) -> String? {
    guard case .text(let template)? = Parser.parseOperand(SourceText(source)).expression?.form
    else { return nil }
    return template.plainText
  }

  @Test("periods are read whatever their notation and case")
  func periods() {
    let forms: [(String, PeriodLiteral.Form)] = [
      ("2026-05", .month(year: 2026, month: 5)), ("may 2026", .month(year: 2026, month: 5)),
      ("Dec 2025", .month(year: 2025, month: 12)), ("2026-w53", .isoWeek(year: 2026, week: 53)),
      ("q2", .quarter(2, year: nil)), ("Q2 2026", .quarter(2, year: 2026)),
      ("2026-Q2", .quarter(2, year: 2026)), ("Q2 FY26", .quarter(2, year: 2026)),
      ("H1 2026", .half(1, year: 2026)), ("FY26", .year(2026)), ("year 2026", .year(2026)),
      ("this half", .relative(.this, .half)), ("last 3 months", .run(.last, 3, .month)),
      ("past 14 days", .past(14, .day)), ("coming 2 weeks", .coming(2, .week)),
    ]
    for (text, form) in forms {
      guard case .period(let period)? = literal(text) else {
        Issue.record("\(text) is no period")
        continue
      }
      #expect(period.form == form, "\(text)")
    }
  }

  @Test("numbers carry their suffix in the value and keep their spelling")
  func numbers() {
    #expect(literal("1.5k") == .number(NumberLiteral(1500, spelling: "1.5k")))
    #expect(literal("1_000") == .number(NumberLiteral(1000, spelling: "1_000")))
    #expect(literal("2.5M") == .number(NumberLiteral(2_500_000, spelling: "2.5M")))
    #expect(literal("50%") == .ratio(NumberLiteral(50)))
    #expect(literal("10 points") == .points(NumberLiteral(10)))
    #expect(literal("14 days ago") == .ago(NumberLiteral(14), .day))
    #expect(literal("last friday") == .weekday(.friday, isLast: true))
  }

  @Test("dates exist or are refused", arguments: ["2024-02-29", "2000-02-29", "2026-12-31"])
  func dates(_ text: String) {
    #expect(literal(text) != nil)
  }

  @Test(
    "dates that do not exist are refused",
    arguments: ["2026-02-29", "1900-02-29", "2026-04-31", "2026-13", "2025-W53", "2026-Q5"])
  func noDates(_ text: String) {
    let codes = Parser.parseOperand(SourceText(text)).diagnostics.map(\.code.id)
    #expect(codes == ["GRV0108"])
  }

  @Test("escapes say what they stand for")
  func escapes() {
    #expect(text(#""a\n\t\"\\\{\}\u{1F600}""#) == "a\n\t\"\\{}\u{1F600}")
  }

  @Test("a text of several lines drops its first line break and the shared indent")
  func multiline() {
    #expect(text("\"\"\"\n    a\n\n      b\n    \"\"\"") == "a\n\n  b\n")
    #expect(text("\"\"\"one\"\"\"") == "one")
  }

  @Test("a literal's words are joined on one line only, and not after a dot")
  func joining() {
    #expect(Parser.parseProgram(SourceText("key\nresults in Q2")).program.statements.count == 2)
    #expect(Parser.parseProgram(SourceText("$x.quarter")).isValid)
    #expect(Parser.parseProgram(SourceText("this.quarter")).isValid)
    #expect(Parser.parseProgram(SourceText("let $r = {last: 3, this: 1}")).isValid)
  }

  @Test("a text that only ends too early is incomplete, any other mistake is not")
  func incomplete() {
    for text in ["key results below", "key results |", "print (1 +", "if $x {", "\"\"\"a", "f(1,"] {
      #expect(Parser.parseProgram(SourceText(text)).isIncomplete, "\(text)")
    }
    for text in ["key results", "key results at 50%", "print )", "print \"a\nprint 1", "a at 5 ("] {
      #expect(!Parser.parseProgram(SourceText(text)).isIncomplete, "\(text)")
    }
  }

  @Test("lines and columns count from one, in characters, after any line break")
  func positions() {
    let source = SourceText("a\r\nbé\u{1F600}c\rd\n")
    #expect(source.lineCount == 4)
    #expect(source.line(of: 3) == 2)
    #expect(source.column(of: 10) == 4)
    #expect(source.text(ofLine: 2) == "bé\u{1F600}c")
    #expect(source.line(of: 12) == 3)
    #expect(source.text(ofLine: 9) == "")
  }

  @Test("the nearest name is at most half the word away and never the word itself")
  func nearest() {
    #expect(NearestName.find("progess", in: ["owner", "progress"]) == "progress")
    #expect(NearestName.find("rsik", in: ["most", "risk"]) == "risk")
    #expect(NearestName.find("risk", in: ["risk", "disk"]) == "disk")
    #expect(NearestName.find("xyz", in: ["progress"]) == nil)
    #expect(NearestName.find("ab", in: ["ac", "ad"]) == "ac")
  }
}
